import { forbiddenTurn } from '../graph/build-turns.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { headOf } from '../graph/road-network.ts'
import type { Metric } from '../metric/metric.ts'
import { bearingOfArc, turnedDeg } from '../graph/bearings.ts'
import { turnBetween } from '../query/local-search.ts'
import type { RoadLabel, RoadLabels } from './road-labels.ts'

/** A road at a junction, seen by who comes in by another. */
export interface Branch {
  readonly arc: Arc
  readonly label: RoadLabel
  /** From straight on, -180 to 180, positive to the right. */
  readonly angleDeg: number
  /** Whether one may drive into it from where one comes. */
  readonly isOpen: boolean
  /** Whether others may come out of it. */
  readonly comesIn: boolean
}

/** All roads at the end of an arc but itself, that may be driven in some direction. */
export function readJunction(
  network: RoadNetwork,
  metric: Metric,
  labels: RoadLabels,
  before: Arc,
): readonly Branch[] {
  const { leaving } = network
  const junction = headOf(network, before)
  const beforeDeg = bearingOfArc(network, before ^ 1) + 180
  const branches: Branch[] = []
  for (let at = leaving.offsets[junction] ?? 0; at < (leaving.offsets[junction + 1] ?? 0); at++) {
    const arc = leaving.items[at] ?? 0
    if (arc === (before ^ 1)) continue
    const comesIn = isDriven(metric, arc ^ 1)
    const leads = isDriven(metric, arc)
    if (!comesIn && !leads) continue
    branches.push({
      arc,
      label: labels.of(firstWay(network, arc)),
      angleDeg: turnedDeg(beforeDeg, bearingOfArc(network, arc)),
      isOpen: leads && isAllowed(network, metric, before, arc),
      comesIn,
    })
  }
  return branches
}

export function isDriven({ arcWeight }: Metric, arc: Arc): boolean {
  return (arcWeight[arc] ?? Infinity) < Infinity
}

/** The way with which an arc sets out. */
export function firstWay({ edgePoints, pointWay }: RoadNetwork, arc: Arc): number {
  const point = (arc & 1) === 0 ? (edgePoints[arc >>> 1] ?? 0) : (edgePoints[(arc >>> 1) + 1] ?? 0) - 2
  return (pointWay[point] ?? 0) >>> 1
}

function isAllowed(network: RoadNetwork, { turnCost }: Metric, before: Arc, after: Arc): boolean {
  if (!network.hasTurns) return true
  const turn = turnBetween(network, before, after)
  return turn >= 0 && turnCost[turn] !== forbiddenTurn
}
