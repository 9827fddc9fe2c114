import type { Region } from '@cartage/roads'
import { OsrmError } from '../osrm-error.ts'
import type { NearestQuery } from '../query.ts'
import { waypointWriter } from './waypoint.ts'

/** The nearest places, best first. */
export function answerNearest(region: Region, query: NearestQuery): object {
  const writeWaypoint = waypointWriter(region, query)
  const waypoints = query.points.flatMap((point) =>
    region
      .nearest(point.lon, point.lat, {
        profile: query.profile,
        count: query.count,
        maxSnapM: point.radiusM,
        bearing: point.bearing,
      })
      .map((place) => writeWaypoint(point, place)),
  )
  if (waypoints.length === 0) {
    throw new OsrmError('NoSegment', 'Could not find a matching segments for coordinate')
  }
  return { code: 'Ok', waypoints }
}
