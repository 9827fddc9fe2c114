import { metresPerUnit } from '../graph/great-circle.ts'
import type { Point } from '@cartage/domain'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import { edgeBits } from '../metric/metric.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { SegmentGrid } from '../snap/build-segment-grid.ts'
import type { Weight } from '../weight.ts'

/** A place on the roads that a point of a trace may mean, driven in one direction. */
export interface Candidate {
  readonly arc: Arc
  /** Counts the network's points, as in `EdgePosition`. */
  readonly at: number
  readonly distanceM: number
  /** From the arc's tail to the place, and from there to its head. */
  readonly tailWeight: Weight
  readonly headWeight: Weight
  /** Index of the same place driven the other way, or -1. */
  readonly reverse: number
}

// More roads than this are not near one point, but noise.
const maxEdges = 12
// As near as this to the end of a segment, its end is meant; the same as for the nearest road.
const nodeRadiusM = 0.1

interface Near {
  at: number
  squared: number
}

/** The nearest place on each edge that the profile drives within the radius, nearest edges first, in each direction allowed. */
export function findCandidates(
  network: RoadNetwork,
  grid: SegmentGrid,
  metric: Metric,
  { lon, lat }: Point,
  radiusM: number,
): readonly Candidate[] {
  const near = nearestByEdge(network, grid, metric, lon * unitsPerDegree, lat * unitsPerDegree, radiusM)
  const edges = [...near].toSorted(([, a], [, b]) => a.squared - b.squared).slice(0, maxEdges)
  const candidates: Candidate[] = []
  for (const [edge, { at, squared }] of edges) {
    const first = network.edgePoints[edge] ?? 0
    const last = (network.edgePoints[edge + 1] ?? 0) - 1
    const state = metric.edgeState[edge] ?? 0
    const isTwoWay = (state & edgeBits.along) !== 0 && (state & edgeBits.against) !== 0
    const [low, high] = [
      (arc: Arc): Weight => pieceWeight(network, metric, arc, first, at),
      (arc: Arc): Weight => pieceWeight(network, metric, arc, at, last),
    ]
    const place = { at, distanceM: Math.sqrt(squared) }
    if ((state & edgeBits.along) !== 0) {
      const arc = 2 * edge
      const reverse = isTwoWay ? candidates.length + 1 : -1
      candidates.push({ ...place, arc, tailWeight: low(arc), headWeight: high(arc), reverse })
    }
    if ((state & edgeBits.against) !== 0) {
      const arc = 2 * edge + 1
      const reverse = isTwoWay ? candidates.length - 1 : -1
      candidates.push({ ...place, arc, tailWeight: high(arc), headWeight: low(arc), reverse })
    }
  }
  return candidates
}

function nearestByEdge(
  { pointLon, pointLat, pointEdge }: RoadNetwork,
  grid: SegmentGrid,
  { edgeState }: Metric,
  x: number,
  y: number,
  radiusM: number,
): ReadonlyMap<number, Near> {
  const [west = 0, south = 0, cellLon = 1, cellLat = 1, columns = 1, rows = 1] = grid.frame
  const scaleX = metresPerUnit * Math.max(0.01, Math.cos((y / unitsPerDegree) * (Math.PI / 180)))
  const [reachX, reachY] = [radiusM / scaleX, radiusM / metresPerUnit]
  const left = Math.max(0, Math.floor((x - reachX - west) / cellLon))
  const right = Math.min(columns - 1, Math.floor((x + reachX - west) / cellLon))
  const bottom = Math.max(0, Math.floor((y - reachY - south) / cellLat))
  const top = Math.min(rows - 1, Math.floor((y + reachY - south) / cellLat))
  const near = new Map<number, Near>()
  for (let row = bottom; row <= top; row++) {
    for (let cell = row * columns + left; cell <= row * columns + right; cell++) {
      const stop = grid.offsets[cell + 1] ?? 0
      for (let item = grid.offsets[cell] ?? 0; item < stop; item++) {
        const point = grid.points[item] ?? 0
        const edge = pointEdge[point] ?? 0
        if (((edgeState[edge] ?? 0) & (edgeBits.along | edgeBits.against)) === 0) continue
        const ax = ((pointLon[point] ?? 0) - x) * scaleX
        const ay = ((pointLat[point] ?? 0) - y) * metresPerUnit
        const dx = ((pointLon[point + 1] ?? 0) - (pointLon[point] ?? 0)) * scaleX
        const dy = ((pointLat[point + 1] ?? 0) - (pointLat[point] ?? 0)) * metresPerUnit
        const squaredLength = dx * dx + dy * dy
        const along = squaredLength === 0 ? 0 : -(ax * dx + ay * dy) / squaredLength
        const share = along < 0 ? 0 : along > 1 ? 1 : along
        const [px, py] = [ax + share * dx, ay + share * dy]
        const squared = px * px + py * py
        if (squared > radiusM * radiusM) continue
        const known = near.get(edge)
        if (known && known.squared <= squared) continue
        const length = Math.sqrt(squaredLength)
        const rounded = share * length < nodeRadiusM ? 0 : (1 - share) * length < nodeRadiusM ? 1 : share
        near.set(edge, { at: point + rounded, squared })
      }
    }
  }
  return near
}
