import type { NearestRoad, Region } from '@cartage/roads'
import { fingerprint, readHint, writeHint } from '../hint.ts'
import { OsrmError } from '../osrm-error.ts'
import type { AskedPoint, Query } from '../query.ts'

/** Where a coordinate is on the road, as OSRM writes it. */
export interface Waypoint {
  readonly hint?: string | undefined
  /** Metres from the coordinate. */
  readonly distance: number
  readonly name: string
  readonly location: readonly [lon: number, lat: number]
}

/** The places of all points of a query; throws `NoSegment` naming the first that has none. */
export function locatePoints(region: Region, { points, profile }: Query): readonly NearestRoad[] {
  const build = fingerprint(region.info, profile)
  return points.map((point, index) => {
    const place = locate(region, profile, build, point)
    if (place) return place
    // Clients read the number at the end.
    throw new OsrmError('NoSegment', `Could not find a matching segment for coordinate ${index}`)
  })
}

function locate(region: Region, profile: string, build: number, point: AskedPoint): NearestRoad | undefined {
  const { lon, lat, radiusM, bearing } = point
  const known = readHint(build, point)
  const hinted = known && region.placeAt(lon, lat, known, { profile })
  return hinted ?? region.nearest(lon, lat, { profile, maxSnapM: radiusM, bearing, count: 1 })[0]
}

/** Writes waypoints of a query's coordinates. */
export function waypointWriter(
  region: Region,
  { profile, withHints }: Query,
): (point: AskedPoint, place: NearestRoad) => Waypoint {
  const build = fingerprint(region.info, profile)
  return (point, place) => ({
    ...(withHints ? { hint: writeHint(build, point, place) } : {}),
    distance: rounded(place.distanceM, 1e6),
    name: place.name,
    location: [rounded(place.lon, 1e6), rounded(place.lat, 1e6)],
  })
}

export function rounded(value: number, factor: number): number {
  return Math.round(value * factor) / factor
}

/** Seconds and metres, as precise as OSRM tells them. */
export function toTenths(value: number): number {
  return rounded(value, 10)
}
