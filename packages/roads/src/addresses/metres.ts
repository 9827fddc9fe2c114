import { unitsPerDegree } from '../osm/osm-data.ts'

/** Metres of one coordinate unit along a meridian. */
export const metresPerUnit = 111_195 / unitsPerDegree

/** Straight distance in metres between two points in 1e-7 degrees, on a plane tangent near them: right to 0.1 % up to 100 km. */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const middle = ((latA + latB) / 2 / unitsPerDegree) * (Math.PI / 180)
  const east = (lonB - lonA) * Math.cos(middle)
  return Math.hypot(east, latB - latA) * metresPerUnit
}
