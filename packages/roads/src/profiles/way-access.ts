import type { Tags } from '../osm/osm-data.ts'
import { matchesAny } from './match-tags.ts'
import type { Profile } from './profile.ts'

/** `destination`: only for trips that begin or end there. `push`: on foot beside the vehicle. */
export type Access = 'open' | 'destination' | 'push' | 'closed'

/** What is appended to a tag that holds for one direction only. */
export type Suffix = '' | ':forward' | ':backward'

/** How far a road, or a ferry, is open in one direction. */
export function wayAccess(
  profile: Profile,
  tags: Tags,
  needsGrant: 'no' | 'any' | 'mode',
  suffix: Suffix,
): Access {
  const key = decidingKey(profile, tags, suffix)
  const value = key === undefined ? undefined : tags[key]
  if (value !== undefined && profile.accessBlocked.includes(value)) return 'closed'
  const isLimited = value !== undefined && profile.accessDestination.includes(value)
  const { push } = profile
  if (needsGrant !== 'no' && !matchesAny(profile.grantedBy, tags)) {
    const isGrant = isLimited || (value !== undefined && profile.accessGranted.includes(value))
    if (!isGrant || (needsGrant === 'mode' && isGeneral(key))) {
      return push?.highways.some((highway) => highway === tags['highway']) === true ? 'push' : 'closed'
    }
  }
  if (value !== undefined && push?.accessValues.includes(value) === true) return 'push'
  return isLimited || isOwnTripsOnly(profile, tags) ? 'destination' : 'open'
}

/** The value of the first access tag present, which decides alone. */
export function decidingAccess(profile: Profile, tags: Tags): string | undefined {
  const key = decidingKey(profile, tags, '')
  return key === undefined ? undefined : tags[key]
}

function decidingKey(profile: Profile, tags: Tags, suffix: Suffix): string | undefined {
  for (const key of profile.accessKeys) {
    if (suffix !== '' && tags[key + suffix] !== undefined) return key + suffix
    if (tags[key] !== undefined) return key
  }
  return undefined
}

function isGeneral(key: string | undefined): boolean {
  return key === 'access' || key === 'access:forward' || key === 'access:backward'
}

function isOwnTripsOnly(profile: Profile, tags: Tags): boolean {
  const service = tags['highway'] === 'service' ? tags['service'] : undefined
  return service !== undefined && profile.serviceDestination.includes(service)
}
