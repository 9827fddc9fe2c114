import { basename, resolve } from 'node:path'
import { invalid } from '@cartage/domain'
import { buildRegion } from '@cartage/roads'
import type { BuildProgress } from '@cartage/roads'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'

/** `roads build EXTRACT --out DIR`: prints the counts of the build. */
export async function buildCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, {
    out: 'value',
    profile: 'value',
    name: 'value',
    attribution: 'value',
    'no-turns': 'flag',
  })
  const [extract, ...rest] = args.positional
  if (extract === undefined) throw invalid('name the extract to build from, for example porto.osm.pbf.')
  if (rest.length > 0) throw invalid(`one extract is expected, not also ${rest.join(' ')}.`)
  const out = resolve(io.cwd, requireOption(args, 'out', 'name the folder of the region'))
  const profiles = args.all('profile').map((name) => (name.endsWith('.json') ? resolve(io.cwd, name) : name))
  const { stats, ...info } = await buildRegion({
    source: resolve(io.cwd, extract),
    out,
    name: args.get('name'),
    attribution: args.get('attribution'),
    turns: !args.has('no-turns'),
    profiles: profiles.length > 0 ? profiles : undefined,
    onProgress: progressLines(io),
  })
  const { name, bounds, attribution } = info
  io.stdout(
    `${JSON.stringify({ file: basename(extract), ...stats, region: out, name, profiles: info.profiles, bounds, attribution })}\n`,
  )
  return 0
}

/** A line when a phase starts, and one for each further quarter of a long one. */
function progressLines(io: Io): (progress: BuildProgress) => void {
  const startedAt = performance.now()
  let shown = ''
  return ({ phase, done, total }) => {
    const quarter = total > 0 ? Math.floor((4 * done) / total) : 0
    const step = `${phase} ${quarter}`
    if (step === shown) return
    shown = step
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    io.stderr(`${seconds.padStart(6)} s  ${phase}${quarter === 0 ? '' : ` ${25 * quarter} %`}\n`)
  }
}
