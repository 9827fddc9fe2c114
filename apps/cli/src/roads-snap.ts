import { resolve } from 'node:path'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'
import { readPoints } from './roads-csv.ts'
import { openQueriedRegion, queryOptions } from './roads-region.ts'

/** `roads snap --points FILE`: the nearest point on a road for each row. */
export async function snapCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, points: 'value' })
  const path = resolve(io.cwd, requireOption(args, 'points', 'name a CSV file'))
  const points = (await readPoints(path, [['lon', 'lat']])).flat()
  const { region, profile, timing } = await openQueriedRegion(args, io)
  const lines = timing.measure('snap_s', () =>
    points.map(({ lon, lat }) => {
      const snap = region.snap(lon, lat, { profile })
      if (!snap) return ',,,'
      return `${snap.lon.toFixed(7)},${snap.lat.toFixed(7)},${snap.distanceM.toFixed(3)},${snap.wayId}`
    }),
  )
  io.stdout(`${['lon,lat,distance_m,way_id', ...lines].join('\n')}\n`)
  timing.print(points.length)
  return 0
}
