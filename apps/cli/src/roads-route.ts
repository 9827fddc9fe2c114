import { invalid, isWithin } from '@cartage/domain'
import type { Io } from './io.ts'
import { readArgs, readCoordinate } from './roads-args.ts'
import { openQueriedRegion, queryOptions } from './roads-region.ts'

/** Some ten kilometres: a place just over the border still finds its road. */
const MARGIN_DEG = 0.1

/** `roads route LON,LAT LON,LAT …`: the fastest path through the coordinates as a GeoJSON feature. */
export async function routeCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, queryOptions)
  const points = args.positional.map(readCoordinate)
  if (points.length < 2) throw invalid('name at least two coordinates, for example -8.61,41.15 -8.60,41.16.')
  const { region, profile, timing } = await openQueriedRegion(args, io)
  const snaps = timing.measure('snap_s', () =>
    points.map((point) => region.snap(point.lon, point.lat, { profile }) ?? point),
  )
  for (const { lon, lat } of points) {
    if (isWithin(region.info.bounds, { lon, lat }, MARGIN_DEG)) continue
    throw invalid(`${lon},${lat} lies outside the region ${region.info.name}.`)
  }
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
      properties: { durationS: toThousandths(durationS), distanceM: toThousandths(distanceM) },
      geometry: { type: 'LineString', coordinates: geometry },
    })}\n`,
  )
  return 0
}

const toThousandths = (value: number): number => Math.round(value * 1000) / 1000
