import { RouteSimulator } from '../evaluate/route-simulator.ts'
import { oncePerObjective } from '../model/once-per-objective.ts'
import type { Objective } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { pricing } from '../model/prices/pricing.ts'
import { RichRouteCheck } from '../search/rich/rich-route-check.ts'
import { RouteView } from '../search/rich/route-view.ts'
import type { Ties } from '../search/rich/ties.ts'
import { RouteCheck } from '../search/route-check.ts'
import type { SequenceCheck } from '../search/sequence-check.ts'
import type { Space } from '../search/space.ts'
import { buildSpace } from '../search/space.ts'

/** What a problem is tried by, worked out once for each objective. */
export interface RouteTrial {
  readonly space: Space
  readonly check: SequenceCheck
  /** Where a task may stand in a route, by what is seen at once. */
  readonly view: RouteView
  /** What relations say of routes, where there are any. */
  readonly ties?: Ties
  /** As `check.check`, but a route that costs `limit` price units or more may be refused unseen. */
  readonly checkBelow: (type: number, nodes: Int32Array, count: number, limit: number) => boolean
  /** Simulates also what breaks rules. */
  readonly simulator: RouteSimulator
}

/** The exact check of whole sequences without allocation that the search uses too. */
export const routeTrial = oncePerObjective(buildTrial)

function buildTrial(prepared: Prepared, objective: Objective): RouteTrial {
  const prices = pricing(prepared, objective)
  const space = buildSpace(prepared, prices, { objective })
  const common = { space, view: new RouteView(space), simulator: new RouteSimulator(prepared, prices) }
  if (!space.rich) {
    const check = new RouteCheck(space)
    return { ...common, check, checkBelow: (type, nodes, count) => check.check(type, nodes, count) }
  }
  const check = new RichRouteCheck(space)
  return {
    ...common,
    check,
    ties: check.ties,
    checkBelow: (type, nodes, count, limit) => check.check(type, nodes, count, limit),
  }
}
