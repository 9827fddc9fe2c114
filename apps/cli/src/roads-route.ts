import { invalid } from '@cartage/domain'
import type { Io } from './io.ts'
import { readArgs, readCoordinate } from './roads-args.ts'
import { openQueriedRegion, queryOptions } from './roads-region.ts'

/** `roads route LON,LAT LON,LAT …`: the fastest path through the coordinates as a GeoJSON feature. */
export async function routeCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, queryOptions)
  const points = args.positional.map(readCoordinate)
  if (points.length < 2) throw invalid('name at least two coordinates, for example -8.61,41.15 -8.60,41.16.')
  const { region, profile, timing } = await openQueriedRegion(args, io)
  const snaps = timing.measure('snap_s', () =>
    points.map((point) => region.snap(point.lon, point.lat, { profile }) ?? point),
  )
  const route = timing.measure('query_s', () => region.route(snaps, { profile }))
  timing.print(points.length)
  if (!route) {
    io.stderr('cartage: there is no way by road between these coordinates.\n')
    return 1
  }
  const { durationS, distanceM, geometry } = route
  io.stdout(
    `${JSON.stringify({
      type: 'Feature',
      properties: { durationS, distanceM },
      geometry: { type: 'LineString', coordinates: geometry },
    })}\n`,
  )
  return 0
}
