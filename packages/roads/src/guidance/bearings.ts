import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Coordinates } from '../query/edge-position.ts'

// Junctions are often drawn with a kink of a few metres: a direction is taken a little further on.
const reachM = 15
const metresPerDegree = 111_195
const metresPerUnit = metresPerDegree / unitsPerDegree

/** Degrees clockwise from north in which an arc sets out. */
export function bearingOfArc({ edgePoints, pointLon, pointLat }: RoadNetwork, arc: Arc): number {
  const first = edgePoints[arc >>> 1] ?? 0
  const last = (edgePoints[(arc >>> 1) + 1] ?? 0) - 1
  const [start, end, step] = (arc & 1) === 0 ? [first, last, 1] : [last, first, -1]
  const lat = pointLat[start] ?? 0
  const scaleX = metresPerUnit * shrinkAt(lat / unitsPerDegree)
  let east = 0
  let north = 0
  for (let at = start; at !== end && east * east + north * north < reachM * reachM;) {
    at += step
    east = ((pointLon[at] ?? 0) - (pointLon[start] ?? 0)) * scaleX
    north = ((pointLat[at] ?? 0) - lat) * metresPerUnit
  }
  return bearingOf(east, north)
}

/** In which a line goes on from its point `start`, looking no further than its point `end`, which may be before. */
export function bearingOfLine(
  line: readonly Coordinates[],
  start: number,
  end: number,
  withinM = reachM,
): number {
  const [lon, lat] = line[start] ?? [0, 0]
  const scaleX = metresPerDegree * shrinkAt(lat)
  const step = end > start ? 1 : -1
  let east = 0
  let north = 0
  for (let at = start; at !== end && east * east + north * north < withinM * withinM;) {
    at += step
    const [nextLon, nextLat] = line[at] ?? [0, 0]
    east = (nextLon - lon) * scaleX
    north = (nextLat - lat) * metresPerDegree
  }
  return bearingOf(east, north)
}

function bearingOf(east: number, north: number): number {
  return (Math.atan2(east, north) * 180) / Math.PI
}

function shrinkAt(lat: number): number {
  return Math.cos((lat * Math.PI) / 180)
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
