import { unitsPerDegree } from '../osm/osm-data.ts'
import { metresPerUnit } from './great-circle.ts'
import type { Arc, RoadNetwork } from './road-network.ts'
import { shortWay } from './short-way.ts'

const usualReachM = 15

type EdgeLines = Pick<RoadNetwork, 'edgePoints' | 'pointLon' | 'pointLat'>

/**
 * Degrees clockwise from north in which an arc sets out, seen from its first point that is `reachM` away or its end: junctions are
 * often drawn with a kink of a few metres.
 */
export function bearingOfArc(
  { edgePoints, pointLon, pointLat }: EdgeLines,
  arc: Arc,
  reachM = usualReachM,
): number {
  const first = edgePoints[arc >>> 1] ?? 0
  const last = (edgePoints[(arc >>> 1) + 1] ?? 0) - 1
  const [start, end] = (arc & 1) === 0 ? [first, last] : [last, first]
  return bearingAhead(start, end, reachM, {
    lonAt: (point) => pointLon[point] ?? 0,
    latAt: (point) => pointLat[point] ?? 0,
  })
}

/** In which a line in degrees goes on from its point `start`, looking no further than its point `end`, which may be before. */
export function bearingOfLine(
  line: readonly (readonly [lon: number, lat: number])[],
  start: number,
  end: number,
  reachM = usualReachM,
): number {
  return bearingAhead(start, end, reachM, {
    lonAt: (point) => (line[point]?.[0] ?? 0) * unitsPerDegree,
    latAt: (point) => (line[point]?.[1] ?? 0) * unitsPerDegree,
  })
}

/** Coordinates of points by number, 1e-7 degrees. */
interface Points {
  readonly lonAt: (point: number) => number
  readonly latAt: (point: number) => number
}

function bearingAhead(start: number, end: number, reachM: number, { lonAt, latAt }: Points): number {
  const [lon, lat] = [lonAt(start), latAt(start)]
  const scaleX = metresPerUnit * Math.cos(((lat / unitsPerDegree) * Math.PI) / 180)
  const step = end > start ? 1 : -1
  let east = 0
  let north = 0
  for (let at = start; at !== end && east * east + north * north < reachM * reachM;) {
    at += step
    east = shortWay(lonAt(at) - lon) * scaleX
    north = (latAt(at) - lat) * metresPerUnit
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
