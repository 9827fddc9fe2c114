import { readFile } from 'node:fs/promises'
import { RoadsError } from '../errors.ts'
import { anchorCar1 } from './anchor-car-1.ts'
import { bike } from './bike.ts'
import { car } from './car.ts'
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
  if (nameOrFile.endsWith('.json')) return readProfile(nameOrFile)
  const profile = builtIn.find(({ name }) => name === nameOrFile)
  if (profile) return profile
  throw new RoadsError(
    'unknown_profile',
    `There is no profile "${nameOrFile}". Use one of ${profileNames.join(', ')}, or name a .json file.`,
  )
}

async function readProfile(path: string): Promise<Profile> {
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new RoadsError('invalid_profile', `The profile ${path} cannot be read: ${reason}`, { cause })
  }
  const parsed = profileSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new RoadsError(
    'invalid_profile',
    `The profile ${path} is wrong at "${field}": ${issue?.message ?? ''}.`,
  )
}
