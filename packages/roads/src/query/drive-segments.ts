import type { RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import type { Metric } from '../metric/metric.ts'
import type { Segments } from '../region/types.ts'
import { distanceOf, durationOf } from '../weight.ts'
import type { Drive } from './drive.ts'
import { coordinateAt } from './edge-position.ts'

/** The straight pieces of a drive: one for each two points of its line, which no two points at one place make longer. */
export function driveSegments(network: RoadNetwork, metric: Metric, drive: Drive): Segments {
  const durationS: number[] = []
  const distanceM: number[] = []
  const { edgePoints } = network
  for (const [index, arc] of drive.arcs.entries()) {
    const [low, high] = [edgePoints[arc >>> 1] ?? 0, (edgePoints[(arc >>> 1) + 1] ?? 0) - 1]
    const isForward = (arc & 1) === 0
    const from = index === 0 ? drive.startAt : isForward ? low : high
    const to = index === drive.arcs.length - 1 ? drive.endAt : isForward ? high : low
    for (let at = from; at !== to;) {
      const next = isForward ? Math.min(Math.floor(at) + 1, to) : Math.max(Math.ceil(at) - 1, to)
      if (!isSamePlace(network, at, next)) {
        const weight = pieceWeight(network, metric, arc, Math.min(at, next), Math.max(at, next))
        durationS.push(durationOf(weight))
        distanceM.push(distanceOf(weight))
      }
      at = next
    }
  }
  // A line has two ends also when they are the same.
  return durationS.length === 0 ? { durationS: [0], distanceM: [0] } : { durationS, distanceM }
}

function isSamePlace(network: RoadNetwork, a: number, b: number): boolean {
  const [lonA, latA] = coordinateAt(network, a)
  const [lonB, latB] = coordinateAt(network, b)
  return Math.round(lonA) === Math.round(lonB) && Math.round(latA) === Math.round(latB)
}
