import type { Tags } from '../osm/osm-data.ts'
import { matchesAny } from './match-tags.ts'
import type { Profile } from './profile.ts'

/** How a road may be used. */
export interface Access {
  /** On foot beside the vehicle. */
  readonly isPushed: boolean
  /** Only by trips that begin or end there. */
  readonly isDestinationOnly: boolean
}

/** What is appended to a tag that holds for one direction only. */
export type Suffix = '' | ':forward' | ':backward'

/** How a road, or a ferry, may be used in one direction; undefined where it may not. */
export function wayAccess(
  profile: Profile,
  tags: Tags,
  needsGrant: 'no' | 'any' | 'mode',
  suffix: Suffix,
): Access | undefined {
  const key = decidingKey(profile, tags, suffix)
  const value = key === undefined ? undefined : tags[key]
  if (value !== undefined && profile.accessBlocked.includes(value)) return undefined
  const isLimited = value !== undefined && profile.accessDestination.includes(value)
  const isGrant = isLimited || (value !== undefined && profile.accessGranted.includes(value))
  const isGranted =
    needsGrant === 'no' ||
    matchesAny(profile.grantedBy, tags) ||
    (isGrant && (needsGrant === 'any' || !isGeneral(key)))
  if (!isGranted && !isPushable(profile, tags)) return undefined
  return {
    isPushed: !isGranted || (value !== undefined && profile.push?.accessValues.includes(value) === true),
    isDestinationOnly: isLimited || isForOwnTrips(profile, tags),
  }
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

function isPushable({ push }: Profile, tags: Tags): boolean {
  return push?.highways.some((highway) => highway === tags['highway']) === true
}

function isForOwnTrips(profile: Profile, tags: Tags): boolean {
  const service = tags['highway'] === 'service' ? tags['service'] : undefined
  return service !== undefined && profile.serviceDestination.includes(service)
}
