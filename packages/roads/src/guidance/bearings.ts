import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Coordinates } from '../query/edge-position.ts'

// Junctions are often drawn with a kink of a few metres: a direction is taken a little further on.
const reachM = 15
const metresPerDegree = 111_195

/** Degrees clockwise from north in which an arc sets out. */
export function bearingOfArc({ edgePoints, pointLon, pointLat }: RoadNetwork, arc: Arc): number {
  const first = edgePoints[arc >>> 1] ?? 0
  const last = (edgePoints[(arc >>> 1) + 1] ?? 0) - 1
  const isForward = (arc & 1) === 0
  return bearingFrom(isForward ? first : last, isForward ? last : first, (at) => [
    (pointLon[at] ?? 0) / unitsPerDegree,
    (pointLat[at] ?? 0) / unitsPerDegree,
  ])
}

/** In which a line goes on from its point `start`, looking no further than its point `end`, which may be before. */
export function bearingOfLine(
  line: readonly Coordinates[],
  start: number,
  end: number,
  withinM = reachM,
): number {
  return bearingFrom(start, end, (at) => line[at] ?? [0, 0], withinM)
}

function bearingFrom(
  start: number,
  end: number,
  pointAt: (index: number) => Coordinates,
  withinM = reachM,
): number {
  const [lon, lat] = pointAt(start)
  const shrink = Math.cos((lat * Math.PI) / 180)
  const step = end > start ? 1 : -1
  let [east, north] = [0, 0]
  for (let at = start; at !== end && Math.hypot(east, north) < withinM;) {
    at += step
    const [nextLon, nextLat] = pointAt(at)
    east = (nextLon - lon) * shrink * metresPerDegree
    north = (nextLat - lat) * metresPerDegree
  }
  return (Math.atan2(east, north) * 180) / Math.PI
}

/** From straight on, -180 to 180, positive to the right. */
export function turnedDeg(beforeDeg: number, afterDeg: number): number {
  const turned = afterDeg - beforeDeg
  return turned - 360 * Math.round(turned / 360)
}

/** 0 to 359. */
export function wholeDegrees(bearing: number): number {
  return ((Math.round(bearing) % 360) + 360) % 360
}
