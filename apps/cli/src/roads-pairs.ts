import { resolve } from 'node:path'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'
import { readPoints } from './roads-csv.ts'
import { openQueriedRegion, queryOptions, requireRowsInRegion } from './roads-region.ts'

/** `roads pairs --pairs FILE`: duration and distance of each row's trip, empty when there is no way. */
export async function pairsCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, pairs: 'value' })
  const path = resolve(io.cwd, requireOption(args, 'pairs', 'name a CSV file'))
  const pairs = await readPoints(path, [
    ['from_lon', 'from_lat'],
    ['to_lon', 'to_lat'],
  ])
  const { region, profile, timing } = await openQueriedRegion(args, io)
  requireRowsInRegion(region, path, pairs)
  const snapped = timing.measure('snap_s', () =>
    pairs.map((pair) => pair.map(({ lon, lat }) => region.snap(lon, lat, { profile }))),
  )
  const lines = timing.measure('query_s', () =>
    snapped.map(([from, to]) => {
      const trip = from && to && region.measure(from, to, { profile })
      return trip ? `${trip.durationS.toFixed(3)},${trip.distanceM.toFixed(3)}` : ','
    }),
  )
  io.stdout(`${['duration_s,distance_m', ...lines].join('\n')}\n`)
  timing.print(pairs.length)
  return 0
}
