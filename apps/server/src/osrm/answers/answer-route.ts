import type { Approach, NearestRoad, Region, Route } from '@cartage/roads'
import { OsrmError } from '../osrm-error.ts'
import type { RouteQuery } from '../query.ts'
import { modeOf } from './mode-of.ts'
import { writePath } from './path.ts'
import { driveStraightOn } from './straight-on.ts'
import { locatePoints, waypointWriter } from './waypoint.ts'

export function answerRoute(region: Region, query: RouteQuery): object {
  const places = locatePoints(region, query)
  const route = findRoute(region, query, places)
  if (!route) throw new OsrmError('NoRoute', 'Impossible route between points')
  const writeWaypoint = waypointWriter(region, query)
  const shown = query.waypoints ?? [...places.keys()]
  const waypoints = shown.flatMap((index) => {
    const [point, place] = [query.points[index], places[index]]
    return point && place ? [writeWaypoint(point, place)] : []
  })
  return {
    code: 'Ok',
    routes: [writePath(route, query, modeOf(query.profile))],
    ...(query.withWaypoints ? { waypoints } : {}),
  }
}

function findRoute(region: Region, query: RouteQuery, places: readonly NearestRoad[]): Route | undefined {
  const approaches = query.points.map(({ approach }): Approach => approach)
  const straight = query.continueStraight
    ? driveStraightOn(places, approaches, (from, to) => region.measure(from, to, { profile: query.profile }))
    : places
  return (
    straight &&
    region.route(straight, {
      profile: query.profile,
      approaches,
      steps: query.steps,
      segments: query.annotations.length > 0,
    })
  )
}
