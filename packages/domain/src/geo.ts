import { z } from 'zod'

/** WGS 84, degrees. Arrays are always `[lon, lat]`; objects always name the two. */
export interface Point {
  readonly lon: number
  readonly lat: number
}
export type LonLat = readonly [lon: number, lat: number]

export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** A finite coordinate in range. `0, 0` passes here: whether it is meant is for the importer to ask. */
export const point = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
})

/** Mean earth radius in metres (IUGG), as used by every distance in Cartage. */
export const EARTH_RADIUS_M = 6_371_008.8

const radians = Math.PI / 180

/** Great-circle distance in metres by the haversine formula. */
export function haversineM(a: Point, b: Point): number {
  const dLat = (b.lat - a.lat) * radians
  const dLon = (b.lon - a.lon) * radians
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Whether the point lies in the bounds, grown by `marginDeg` on each side. */
export function isWithin(bounds: Bounds, { lon, lat }: Point, marginDeg = 0): boolean {
  return (
    lon >= bounds.west - marginDeg &&
    lon <= bounds.east + marginDeg &&
    lat >= bounds.south - marginDeg &&
    lat <= bounds.north + marginDeg
  )
}
