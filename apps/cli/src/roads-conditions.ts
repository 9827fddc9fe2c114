import { resolve } from 'node:path'
import { invalid } from '@cartage/domain'
import { parseConditions, Reweigher } from '@cartage/roads'
import type { Region, RoadConditions } from '@cartage/roads'
import type { Io } from './io.ts'
import type { Args } from './roads-args.ts'
import { readText } from './roads-csv.ts'

/** The region as its roads are at `--departure` (now when absent) under the conditions that `--conditions` names. */
export async function underConditions(
  region: Region,
  args: Args,
  profile: string | undefined,
  io: Io,
): Promise<Region> {
  const file = args.get('conditions')
  const departure = args.get('departure')
  if (file === undefined) {
    if (departure !== undefined)
      throw invalid('--departure is of the conditions: name them with --conditions.')
    return region
  }
  const conditions = await readConditions(resolve(io.cwd, file))
  await using reweigher = new Reweigher(region)
  return await reweigher.reweigh({
    profile: profile ?? region.info.profiles[0] ?? '',
    conditions,
    at: readInstant(departure),
  })
}

async function readConditions(path: string): Promise<RoadConditions> {
  const parsed = parseConditions(await readText(path))
  if (parsed.kind === 'sound') return parsed.conditions
  throw invalid(`${path}: ${parsed.problems[0].message}`)
}

function readInstant(text: string | undefined): Date {
  if (text === undefined) return new Date()
  const at = new Date(text)
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(at.getTime())) return at
  throw invalid(`--departure is "${text}"; an instant such as 2026-04-07T08:30:00+01:00 is expected.`)
}
