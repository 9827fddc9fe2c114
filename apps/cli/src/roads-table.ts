import { resolve } from 'node:path'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'
import { readPoints } from './roads-csv.ts'
import { openQueriedRegion, queryOptions, requireRowsInRegion } from './roads-region.ts'

/** `roads table --points FILE`: durations (or with `--distances` metres) between all points, a row a source. */
export async function tableCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, points: 'value', distances: 'flag' })
  const path = resolve(io.cwd, requireOption(args, 'points', 'name a CSV file'))
  const rows = await readPoints(path, [['lon', 'lat']])
  const points = rows.flat()
  const { region, profile, timing } = await openQueriedRegion(args, io)
  requireRowsInRegion(region, path, rows)
  const snaps = timing.measure('snap_s', () =>
    points.map((point) => region.snap(point.lon, point.lat, { profile }) ?? point),
  )
  const matrix = timing.measure('query_s', () => region.matrix(snaps, { profile }))
  const cells = args.has('distances') ? matrix.distanceM : matrix.durationS
  for (let row = 0; row < matrix.rows; row++) {
    const line = Array.from(cells.subarray(row * matrix.columns, (row + 1) * matrix.columns), (cell) =>
      Number.isFinite(cell) ? cell.toFixed(3) : '',
    )
    io.stdout(`${line.join(',')}\n`)
  }
  timing.print(points.length)
  return 0
}
