import type { Tags } from '../osm/osm-data.ts'
import type { Profile } from './profile.ts'

/** How a vehicle may drive one way. */
export interface WayUse {
  readonly speedKmh: number
  readonly forward: boolean
  readonly backward: boolean
}

/** What the profile makes of a way's tags; undefined when it does not use the way. */
export function readWay(profile: Profile, tags: Tags): WayUse | undefined {
  const highway = tags['highway']
  if (highway === undefined || tags['area'] === 'yes') return undefined
  const tableKmh = tableSpeed(profile, highway, tags)
  if (tableKmh === undefined) return undefined
  if (!isOpen(profile, highway, tags) || !fits(profile, tags)) return undefined
  const direction = readDirection(profile, highway, tags)
  if (!direction) return undefined
  return { speedKmh: drivenSpeed(profile, highway, tags, tableKmh), ...direction }
}

/** The value of the first access tag present, which decides alone. */
export function decidingAccess(profile: Profile, tags: Tags): string | undefined {
  const key = profile.accessKeys.find((name) => tags[name] !== undefined)
  return key === undefined ? undefined : tags[key]
}

function tableSpeed(profile: Profile, highway: string, tags: Tags): number | undefined {
  const service = highway === 'service' ? tags['service'] : undefined
  const special = service === undefined ? undefined : own(profile.serviceSpeedsKmh, service)
  return special ?? own(profile.speedsKmh, highway)
}

function isOpen(profile: Profile, highway: string, tags: Tags): boolean {
  const access = decidingAccess(profile, tags)
  if (profile.grantedOnly.includes(highway)) {
    return access !== undefined && profile.accessGranted.includes(access)
  }
  return access === undefined || !profile.accessBlocked.includes(access)
}

function fits(profile: Profile, tags: Tags): boolean {
  const { maxweight, maxheight, maxwidth, maxlength } = profile.vehicle
  return (
    isWithinLimit(maxweight, tags['maxweight']) &&
    isWithinLimit(maxheight, tags['maxheight']) &&
    isWithinLimit(maxwidth, tags['maxwidth']) &&
    isWithinLimit(maxlength, tags['maxlength'])
  )
}

function isWithinLimit(size: number | undefined, posted: string | undefined): boolean {
  if (size === undefined || posted === undefined) return true
  const limit = readMeasure(posted)
  return limit === undefined || size <= limit
}

/** Metres or tonnes; feet and inches are converted. Undefined for words such as `default` or `none`. */
function readMeasure(text: string): number | undefined {
  const metric = /^\s*(\d{1,4}(?:\.\d{1,3})?)\s*(?:m|t)?\s*$/.exec(text)?.[1]
  if (metric !== undefined) return Number(metric)
  const imperial = /^\s*(\d{1,3})'\s*(?:(\d{1,2})")?\s*$/.exec(text)
  if (!imperial) return undefined
  return Number(imperial[1]) * 0.3048 + Number(imperial[2] ?? 0) * 0.0254
}

function readDirection(
  profile: Profile,
  highway: string,
  tags: Tags,
): Pick<WayUse, 'forward' | 'backward'> | undefined {
  const key = profile.onewayKeys.find((name) => tags[name] !== undefined)
  const oneway = key === undefined ? undefined : tags[key]
  if (oneway !== undefined) {
    if (profile.onewayClosed.includes(oneway)) return undefined
    if (profile.onewayForward.includes(oneway)) return { forward: true, backward: false }
    if (profile.onewayBackward.includes(oneway)) return { forward: false, backward: true }
    if (profile.onewayBoth.includes(oneway)) return { forward: true, backward: true }
  }
  const isImplied =
    profile.impliedOnewayHighway.includes(highway) ||
    profile.impliedOnewayJunction.includes(tags['junction'] ?? '')
  return { forward: true, backward: !isImplied }
}

function drivenSpeed(profile: Profile, highway: string, tags: Tags, tableKmh: number): number {
  const posted = postedSpeed(profile, highway, tags['maxspeed'])
  const cap = own(profile.surfaceCapsKmh, tags['surface'] ?? '') ?? Infinity
  return Math.min(posted ?? tableKmh, cap, profile.topSpeedKmh ?? Infinity)
}

const mphToKmh = 1.609344

function postedSpeed(profile: Profile, highway: string, maxspeed: string | undefined): number | undefined {
  if (profile.maxspeed === undefined || maxspeed === undefined) return undefined
  const match = /^\s*(\d{1,6})\s*(km\/h|mph)?\s*$/.exec(maxspeed)
  if (!match) return undefined
  const speedKmh = Number(match[1]) * (match[2] === 'mph' ? mphToKmh : 1)
  const { minKmh, maxKmh, factors } = profile.maxspeed
  if (speedKmh < minKmh || speedKmh > maxKmh) return undefined
  return speedKmh * (own(factors, highway) ?? 1)
}

/** A table's own entry: a tag value such as `constructor` must not find the prototype's. */
function own(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
