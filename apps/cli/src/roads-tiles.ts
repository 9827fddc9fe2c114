import { resolve } from 'node:path'
import { invalid } from '@cartage/domain'
import { exportTiles } from '@cartage/roads'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'
import { openQueriedRegion, queryOptions } from './roads-region.ts'

/** `roads tiles --region DIR --out FILE.pmtiles`: the basemap as one archive, and how many tiles it has. */
export async function tilesCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { ...queryOptions, out: 'value', 'max-zoom': 'value' })
  if (args.positional.length > 0)
    throw invalid(`no further arguments are expected: ${args.positional.join(' ')}.`)
  const out = requireOption(args, 'out', 'name the archive to write, for example porto.pmtiles')
  const { region, timing } = await openQueriedRegion(args, io)
  const exported = await timing.measureAsync('query_s', () =>
    exportTiles(region, resolve(io.cwd, out), {
      maxZoom: readZoom(args.get('max-zoom')),
      onProgress: quarterLines(io),
    }),
  )
  io.stdout(`${JSON.stringify({ file: resolve(io.cwd, out), ...exported })}\n`)
  timing.print(exported.tiles)
  return 0
}

function readZoom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text) && Number(text) <= 16) return Number(text)
  throw invalid(`--max-zoom is "${text}"; a whole number from 0 to 16 is expected.`)
}

function quarterLines(io: Io): (done: number, total: number) => void {
  let shown = -1
  return (done, total) => {
    const quarter = Math.floor((4 * done) / total)
    if (quarter === shown) return
    shown = quarter
    io.stderr(`tiles ${25 * quarter} %: ${done} of ${total}\n`)
  }
}
