import type { Tags } from '../osm/osm-data.ts'
import { avoidFactor } from './avoided-roads.ts'
import { ferrySpeedKmh } from './ferry-speed.ts'
import { matchesAny } from './match-tags.ts'
import type { Profile } from './profile.ts'
import { isWithinLimits } from './vehicle-limits.ts'
import { wayAccess } from './way-access.ts'
import type { Access, Suffix } from './way-access.ts'
import { wayDirections } from './way-direction.ts'
import { drivenSpeedKmh, tableSpeedKmh } from './way-speed.ts'

/** How a vehicle may drive one way. */
export interface WayUse {
  /** km/h along the way's direction of drawing; 0 where it may not be driven. */
  readonly forwardKmh: number
  readonly backwardKmh: number
  /** Only a trip's first and last part may use it: `access=destination`, a private drive, a car park's aisle. */
  readonly isDestinationOnly: boolean
}

/** What the profile makes of a way's tags; undefined when it does not use the way. `lengthM` is asked for ferries. */
export function readWay(profile: Profile, tags: Tags, lengthM: () => number): WayUse | undefined {
  if (tags['area'] === 'yes') return undefined
  const road = readKind(profile, tags, lengthM)
  if (!road || matchesAny(profile.closedBy, tags) || !isWithinLimits(profile, tags)) return undefined
  const directions = wayDirections(profile, tags)
  const slower = avoidFactor(profile, tags)
  if (!directions || slower === Infinity) return undefined
  const isOneForBoth = !profile.directionalTags || !hasDirectionalTag(tags)
  const along = readDirection(profile, tags, road, isOneForBoth ? '' : ':forward')
  const against = isOneForBoth ? along : readDirection(profile, tags, road, ':backward')
  // Who pushes walks, and walkers may go either way.
  const forward = directions.forward || along?.isPushed === true ? along : undefined
  const backward = directions.backward || against?.isPushed === true ? against : undefined
  if (!forward && !backward) return undefined
  return {
    forwardKmh: (forward?.speedKmh ?? 0) / slower,
    backwardKmh: (backward?.speedKmh ?? 0) / slower,
    isDestinationOnly: forward?.isDestinationOnly === true || backward?.isDestinationOnly === true,
  }
}

interface RoadKind {
  readonly needsGrant: 'no' | 'any' | 'mode'
  readonly speedKmh: (suffix: Suffix) => number
  /** Speed on foot beside the vehicle; nobody walks across on a ferry. */
  readonly pushKmh?: number | undefined
}

function readKind(profile: Profile, tags: Tags, lengthM: () => number): RoadKind | undefined {
  const { ferries } = profile
  if (ferries && tags['route'] === 'ferry') {
    return {
      needsGrant: ferries.needGrant ? 'mode' : 'no',
      speedKmh: () => ferrySpeedKmh(tags, lengthM, ferries.speedKmh),
    }
  }
  const highway = tags['highway']
  if (highway === undefined) return undefined
  const tableKmh = tableSpeedKmh(profile, highway, tags)
  if (tableKmh === undefined) return undefined
  return {
    needsGrant: grantNeeded(profile, highway),
    speedKmh: (suffix) => drivenSpeedKmh(profile, highway, tags, tableKmh, suffix),
    pushKmh: profile.push?.speedKmh,
  }
}

function grantNeeded({ grantedOnly, modeGrantedOnly }: Profile, highway: string): 'no' | 'any' | 'mode' {
  if (modeGrantedOnly.some((value) => value === highway)) return 'mode'
  return grantedOnly.some((value) => value === highway) ? 'any' : 'no'
}

interface DirectionUse extends Access {
  readonly speedKmh: number
}

function readDirection(
  profile: Profile,
  tags: Tags,
  road: RoadKind,
  suffix: Suffix,
): DirectionUse | undefined {
  const access = wayAccess(profile, tags, road.needsGrant, suffix)
  if (!access) return undefined
  return { ...access, speedKmh: (access.isPushed ? road.pushKmh : undefined) ?? road.speedKmh(suffix) }
}

/** Most ways have none, and are read once for both directions. */
function hasDirectionalTag(tags: Tags): boolean {
  return Object.keys(tags).some((key) => key.endsWith(':forward') || key.endsWith(':backward'))
}
