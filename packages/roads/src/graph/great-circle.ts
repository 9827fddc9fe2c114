import { EARTH_RADIUS_M } from '@cartage/domain'
import { unitsPerDegree } from '../osm/osm-data.ts'

const radians = Math.PI / 180

/** Metres of 1e-7 degrees along a meridian. */
export const metresPerUnit = (EARTH_RADIUS_M * Math.PI) / 180 / unitsPerDegree

/** Great-circle metres between two points in degrees (haversine); the scalar form of `haversineM` for inner loops. */
export function greatCircleM(lonA: number, latA: number, lonB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * radians) / 2)
  const sinLon = Math.sin(((lonB - lonA) * radians) / 2)
  const h = sinLat * sinLat + Math.cos(latA * radians) * Math.cos(latB * radians) * sinLon * sinLon
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}
