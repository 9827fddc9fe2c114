import { resolve } from 'node:path'
import { invalid } from '@cartage/domain'
import { findProfile, profileJsonSchema, profileNames } from '@cartage/roads'
import type { Io } from './io.ts'
import { readArgs } from './roads-args.ts'

/** `roads profile NAME|FILE.json`: prints the whole profile to start one's own from; `--schema` the schema of such files. */
export async function profileCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, { schema: 'flag' })
  const [name, ...rest] = args.positional
  if (args.has('schema')) {
    if (name !== undefined) throw invalid(`--schema is the same for every profile; leave out ${name}.`)
    io.stdout(`${JSON.stringify(profileJsonSchema(), undefined, 2)}\n`)
    return 0
  }
  if (name === undefined) throw invalid(`name a profile: ${profileNames.join(', ')}, or a .json file.`)
  if (rest.length > 0) throw invalid(`one profile is expected, not also ${rest.join(' ')}.`)
  const profile = await findProfile(name.endsWith('.json') ? resolve(io.cwd, name) : name)
  io.stdout(`${JSON.stringify(profile, undefined, 2)}\n`)
  return 0
}
