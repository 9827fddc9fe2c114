import type { Objective } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { pricing } from '../model/pricing.ts'
import { RichRouteCheck } from '../search/rich/rich-route-check.ts'
import { RouteCheck } from '../search/route-check.ts'
import type { SequenceCheck } from '../search/sequence-check.ts'
import type { Space } from '../search/space.ts'
import { buildSpace } from '../search/space.ts'

/** What a problem is tried by, worked out once for each objective. */
export interface RouteTrial {
  readonly space: Space
  readonly check: SequenceCheck
}

const known = new WeakMap<Prepared, Map<Objective, RouteTrial>>()

/** The exact check of whole sequences without allocation that the search uses too. */
export function routeTrial(prepared: Prepared, objective: Objective): RouteTrial {
  const byObjective = known.get(prepared) ?? new Map<Objective, RouteTrial>()
  known.set(prepared, byObjective)
  const found = byObjective.get(objective)
  if (found !== undefined) return found
  const space = buildSpace(prepared, pricing(prepared, objective), { objective })
  const trial = { space, check: space.rich ? new RichRouteCheck(space) : new RouteCheck(space) }
  byObjective.set(objective, trial)
  return trial
}
