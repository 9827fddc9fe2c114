import type { RoadNetwork } from '../graph/road-network.ts'
import { shortWay } from '../graph/short-way.ts'
import { edgeBits } from '../metric/metric.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Approach, Snap } from '../region/types.ts'
import { junctionAt } from './edge-position.ts'
import type { EdgePosition } from './edge-position.ts'

// Closer than this a point is on the line: coordinates are whole centimetres.
const onLineM = 0.1
const bothWays = edgeBits.along | edgeBits.against

/** The side of an edge on which a coordinate lies that snapped to the segment at `point`. */
export function sideOfEdge(
  network: RoadNetwork,
  point: number,
  fraction: number,
  distanceM: number,
  lon: number,
  lat: number,
): Snap['side'] {
  if (distanceM < onLineM) return 'on'
  const { pointLon, pointLat, pointEdge } = network
  const shrink = Math.cos((lat * Math.PI) / 180)
  let [east, north] = [0, 0]
  const addDirection = (start: number): void => {
    const dx = shortWay((pointLon[start + 1] ?? 0) - (pointLon[start] ?? 0)) * shrink
    const dy = (pointLat[start + 1] ?? 0) - (pointLat[start] ?? 0)
    const length = Math.hypot(dx, dy) || 1
    east += dx / length
    north += dy / length
  }
  addDirection(point)
  // At the outside of a sharp bend one of its two segments alone would tell the wrong side (Baerentzen & Aanaes 2005).
  const neighbour = fraction === 0 ? point - 1 : fraction === 1 ? point + 1 : point
  const isInside = pointEdge[neighbour] === pointEdge[point] && pointEdge[neighbour + 1] === pointEdge[point]
  if (neighbour !== point && isInside) addDirection(neighbour)
  const at = fraction === 1 ? point + 1 : point
  const x = shortWay(lon * unitsPerDegree - (pointLon[at] ?? 0)) * shrink
  const y = lat * unitsPerDegree - (pointLat[at] ?? 0)
  const turned = east * y - north * x
  return turned > 0 ? 'left' : turned < 0 ? 'right' : 'on'
}

/** The place of a snap, with the only heading in which it is passed when driven to and from as asked. */
export function positionOf(
  network: RoadNetwork,
  metric: Metric,
  { edge, segment, fraction, side, heading }: Snap,
  approach: Approach,
): EdgePosition {
  const at = (network.edgePoints[edge] ?? 0) + segment + fraction
  const position = { edge, at }
  if (heading === undefined && (approach === 'unrestricted' || side === 'on')) return position
  if (junctionAt(network, position) !== undefined) return position
  if (((metric.edgeState[edge] ?? 0) & bothWays) !== bothWays) return position
  const kerb = metric.drivesOnLeft ? 'left' : 'right'
  return { edge, at, heading: heading ?? (side === kerb ? 'along' : 'against') }
}
