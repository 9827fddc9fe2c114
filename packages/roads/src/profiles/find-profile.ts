import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { RoadsError } from '../errors.ts'
import { anchorCar1 } from './anchor-car-1.ts'
import { bike } from './bike.ts'
import { car } from './car.ts'
import { explainIssue } from './explain-issue.ts'
import { mergePatch } from './merge-patch.ts'
import { profileSchema } from './profile.ts'
import type { Profile } from './profile.ts'
import { truck } from './truck.ts'
import { van } from './van.ts'
import { walk } from './walk.ts'

const builtIn: readonly Profile[] = [car, van, truck, bike, walk, anchorCar1].map((profile) =>
  profileSchema.parse(profile),
)

/** Names of the profiles that come with Cartage. */
export const profileNames: readonly string[] = builtIn.map((profile) => profile.name)

/** A built-in profile by name, or one read from a JSON file when the name ends in `.json`. */
export async function findProfile(nameOrFile: string): Promise<Profile> {
  return nameOrFile.endsWith('.json') ? readProfile(nameOrFile, []) : getBuiltIn(nameOrFile)
}

function getBuiltIn(wanted: string): Profile {
  const profile = builtIn.find(({ name }) => name === wanted)
  if (profile) return profile
  throw new RoadsError(
    'unknown_profile',
    `There is no profile "${wanted}". Use one of ${profileNames.join(', ')}, or name a .json file.`,
  )
}

/** A file extends a profile by saying what differs; `extendedBy` are the files that led here. */
async function readProfile(path: string, extendedBy: readonly string[]): Promise<Profile> {
  const { $schema: _, extends: base, ...fields } = await readFields(path)
  // Under the name of what it extends, it would pass for that.
  if (fields.name === undefined) throw invalid(path, 'is wrong at "name": it must have a name of its own.')
  const profile = mergePatch(await readBase(path, base, [...extendedBy, resolve(path)]), fields)
  const parsed = profileSchema.safeParse(profile)
  if (parsed.success) return parsed.data
  const [issue, ...others] = parsed.error.issues
  const more = others.length > 0 ? ` (${others.length} more after that)` : ''
  throw invalid(path, issue ? `${explainIssue(issue, profile)}${more}` : parsed.error.message)
}

async function readBase(path: string, base: unknown, files: readonly string[]): Promise<unknown> {
  if (base === undefined) return {}
  if (typeof base !== 'string') {
    throw invalid(
      path,
      `is wrong at "extends": it must be one of ${profileNames.join(', ')} or a .json file.`,
    )
  }
  if (!base.endsWith('.json')) {
    if (profileNames.includes(base)) return getBuiltIn(base)
    throw invalid(
      path,
      `extends "${base}", which is not there; "extends" is one of ${profileNames.join(', ')} or a .json file.`,
    )
  }
  const file = resolve(dirname(path), base)
  if (files.includes(file))
    throw invalid(path, `extends ${file}, which extends it in turn. Let one of them stand alone.`)
  return readProfile(file, files)
}

async function readFields(path: string): Promise<Readonly<Record<string, unknown>>> {
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw invalid(path, `cannot be read: ${cause instanceof Error ? cause.message : 'unreadable'}`, cause)
  }
  const fields = z.record(z.string(), z.unknown()).safeParse(json)
  if (fields.success) return fields.data
  throw invalid(path, 'is no JSON object. Start from one that "cartage roads profile car" prints.')
}

function invalid(path: string, what: string, cause?: unknown): RoadsError {
  return new RoadsError('invalid_profile', `The profile ${path} ${what}`, { cause })
}
