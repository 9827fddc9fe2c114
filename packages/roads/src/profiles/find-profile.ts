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

/** What is wrong with a profile. */
export interface ProfileProblem {
  /** Names such as `vehicle.heightM`; empty where it is the profile as a whole. */
  readonly field: string
  /** A sentence that names the field too. */
  readonly message: string
}

export type ParsedProfile =
  /** `base` is the built-in profile that it extends. */
  | { readonly kind: 'sound'; readonly profile: Profile; readonly base: string | null }
  | { readonly kind: 'wrong'; readonly problems: readonly [ProfileProblem, ...ProfileProblem[]] }

/**
 * Reads a profile from the text of a file that came from elsewhere: it may extend a built-in profile and no file. Problems call it
 * by `label`.
 */
export function parseProfile(text: string, label = ''): ParsedProfile {
  const wrong = (field: string, what: string): ParsedProfile => ({
    kind: 'wrong',
    problems: [{ field, message: `${called(label)} ${what}` }],
  })
  const fields = fieldsOf(text)
  if (typeof fields === 'string') return wrong('', fields)
  const { $schema: _, extends: base, ...own } = fields
  if (base !== undefined && (typeof base !== 'string' || !profileNames.includes(base))) {
    const names = profileNames.join(', ')
    return wrong('extends', `is wrong at "extends": it must be one of ${names}, not ${JSON.stringify(base)}.`)
  }
  const checked = check(base === undefined ? {} : getBuiltIn(base), own, label)
  if ('problems' in checked) return { kind: 'wrong', problems: checked.problems }
  return { kind: 'sound', profile: checked.profile, base: base ?? null }
}

const called = (label: string): string => (label === '' ? 'The profile' : `The profile ${label}`)

/** A file extends a profile by saying what differs; `extendedBy` are the files that led here. */
async function readProfile(path: string, extendedBy: readonly string[]): Promise<Profile> {
  const { $schema: _, extends: base, ...fields } = await readFields(path)
  const checked = check(await readBase(path, base, [...extendedBy, resolve(path)]), fields, path)
  if ('profile' in checked) return checked.profile
  const [first, ...others] = checked.problems
  const more = others.length > 0 ? ` (${others.length} more after that)` : ''
  throw new RoadsError('invalid_profile', `${first.message}${more}`)
}

/** The base with these fields, or what is wrong with that. */
function check(
  base: unknown,
  fields: Readonly<Record<string, unknown>>,
  label: string,
): { readonly profile: Profile } | { readonly problems: readonly [ProfileProblem, ...ProfileProblem[]] } {
  const merged = mergePatch(base, fields)
  const parsed = profileSchema.safeParse(merged)
  if (parsed.success && fields['name'] !== undefined) return { profile: parsed.data }
  // Under the name of what it extends, it would pass for that.
  if (parsed.success) {
    const message = `${called(label)} lacks "name": a name of its own, such as "tall-truck". Add it.`
    return { problems: [{ field: 'name', message }] }
  }
  const [first, ...others] = parsed.error.issues.map((issue) => ({
    field: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.'),
    message: `${called(label)} ${explainIssue(issue, merged)}`,
  }))
  return {
    problems: [first ?? { field: '', message: `${called(label)} ${parsed.error.message}` }, ...others],
  }
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
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw invalid(path, `cannot be read: ${reasonOf(cause)}`, cause)
  }
  const fields = fieldsOf(text)
  if (typeof fields === 'string') throw invalid(path, fields)
  return fields
}

/** The fields of a profile's text, or why there are none. */
function fieldsOf(text: string): Readonly<Record<string, unknown>> | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    return `cannot be read: ${reasonOf(cause)}`
  }
  const fields = z.record(z.string(), z.unknown()).safeParse(json)
  return fields.success
    ? fields.data
    : 'is no JSON object. Start from one that "cartage roads profile car" prints.'
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : 'unreadable')

function invalid(path: string, what: string, cause?: unknown): RoadsError {
  return new RoadsError('invalid_profile', `The profile ${path} ${what}`, { cause })
}
