import { basename, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { invalid } from '@cartage/domain'
import { buildRegion } from '@cartage/roads'
import { showBuildProgress } from './build-progress.ts'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'

/** `roads build EXTRACT... --out DIR`: prints the counts of the build. */
export async function buildCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, {
    out: 'value',
    profile: 'value',
    name: 'value',
    attribution: 'value',
    'no-turns': 'flag',
  })
  const extracts = args.positional
  if (extracts.length === 0) throw invalid('name the extract to build from, for example porto.osm.pbf.')
  const out = resolve(io.cwd, requireOption(args, 'out', 'name the folder of the region'))
  const profiles = args.all('profile').map((name) => (name.endsWith('.json') ? resolve(io.cwd, name) : name))
  holdYoungGeneration()
  const progress = showBuildProgress(io)
  const building = buildRegion({
    source: extracts.map((extract) => resolve(io.cwd, extract)),
    out,
    name: args.get('name'),
    attribution: args.get('attribution'),
    turns: !args.has('no-turns'),
    profiles: profiles.length > 0 ? profiles : undefined,
    onProgress: progress.report,
  })
  await building.then(progress.finish, progress.clear)
  const { stats, ...info } = await building
  const { name, bounds, attribution } = info
  io.stdout(
    `${JSON.stringify({ file: extracts.map((extract) => basename(extract)).join(' + '), ...stats, region: out, name, profiles: info.profiles, bounds, attribution })}\n`,
  )
  return 0
}

/**
 * A build makes much that it soon drops, and V8 answers by letting the space for new objects grow, to 64 MB a half. Held
 * at the size it has, the build of a city takes 120 MB less and no longer (`pnpm bench read`). The flag is read whenever
 * the space would grow, so that it may be set while the program runs.
 */
function holdYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
