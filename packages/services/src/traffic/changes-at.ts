import type { Closure } from '@cartage/domain'
import { roadPeriods, type RoadChange } from '@cartage/roads'
import { roadChanges } from '../closures/road-changes.ts'
import type { TrafficOfRegion } from './traffic-of.ts'

/** What holds on the roads at a moment: closures that count then, and the traffic of that hour. */
export function changesAt(
  at: Date,
  closures: readonly Closure[],
  traffic: TrafficOfRegion | undefined,
): readonly RoadChange[] {
  const changes = roadChanges(closures)
  if (traffic === undefined) return changes
  const [period] = roadPeriods({ ...traffic.conditions, changes }, { from: at, until: at })
  return period?.changes ?? changes
}
