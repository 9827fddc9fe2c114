import type { Tags } from '../osm/osm-data.ts'
import { own } from './match-tags.ts'
import type { Profile } from './profile.ts'
import type { Suffix } from './way-access.ts'
import { zoneSpeedKmh } from './zone-speeds.ts'

/** The speed of the profile's tables for a road; undefined where they have none and the road is not used. */
export function tableSpeedKmh(profile: Profile, highway: string, tags: Tags): number | undefined {
  const service = highway === 'service' ? tags['service'] : undefined
  return own(profile.serviceSpeedsKmh, service) ?? own(profile.speedsKmh, highway)
}

/** What is driven in one direction: as posted or else by the tables, and no faster than road and vehicle allow. */
export function drivenSpeedKmh(
  profile: Profile,
  highway: string,
  tags: Tags,
  tableKmh: number,
  suffix: Suffix,
): number {
  return Math.min(
    postedSpeedKmh(profile, highway, tags, suffix) ?? tableKmh,
    own(profile.highwayCapsKmh, highway) ?? Infinity,
    own(profile.surfaceCapsKmh, tags['surface']) ?? Infinity,
    own(profile.smoothnessCapsKmh, tags['smoothness']) ?? Infinity,
    own(profile.tracktypeCapsKmh, tags['tracktype']) ?? Infinity,
    profile.topSpeedKmh ?? Infinity,
  )
}

function postedSpeedKmh(profile: Profile, highway: string, tags: Tags, suffix: Suffix): number | undefined {
  const { maxspeed } = profile
  if (maxspeed === undefined) return undefined
  const limitOf = (key: string): number | undefined =>
    (suffix === '' ? undefined : readLimit(maxspeed, tags[key + suffix])) ?? readLimit(maxspeed, tags[key])
  let lowest = Infinity
  for (const key of maxspeed.keys) lowest = Math.min(lowest, limitOf(key) ?? Infinity)
  for (const key of maxspeed.fallbackKeys) {
    if (lowest !== Infinity) break
    lowest = limitOf(key) ?? Infinity
  }
  return lowest === Infinity ? undefined : lowest * (own(maxspeed.factors, highway) ?? 1)
}

const mphToKmh = 1.609344

function readLimit(rules: NonNullable<Profile['maxspeed']>, posted: string | undefined): number | undefined {
  if (posted === undefined) return undefined
  const match = /^\s*(\d{1,6})\s*(km\/h|mph)?\s*$/.exec(posted)
  const limitKmh = match
    ? Number(match[1]) * (match[2] === 'mph' ? mphToKmh : 1)
    : (own(rules.words, posted) ?? (rules.zones ? zoneSpeedKmh(posted) : undefined))
  if (limitKmh === undefined || limitKmh < rules.minKmh || limitKmh > rules.maxKmh) return undefined
  return limitKmh
}
