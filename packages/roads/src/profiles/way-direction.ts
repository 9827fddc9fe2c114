import type { Tags } from '../osm/osm-data.ts'
import { matchesAny } from './match-tags.ts'
import type { Profile } from './profile.ts'

export interface WayDirections {
  readonly forward: boolean
  readonly backward: boolean
}

/** The directions that one-way tags leave open; undefined when they close the way. */
export function wayDirections(profile: Profile, tags: Tags): WayDirections | undefined {
  const key = profile.onewayKeys.find((name) => tags[name] !== undefined)
  const oneway = key === undefined ? undefined : tags[key]
  if (oneway !== undefined && profile.onewayClosed.includes(oneway)) return undefined
  if (matchesAny(profile.contraflowBy, tags)) return { forward: true, backward: true }
  if (oneway !== undefined) {
    if (profile.onewayForward.includes(oneway)) return { forward: true, backward: false }
    if (profile.onewayBackward.includes(oneway)) return { forward: false, backward: true }
    if (profile.onewayBoth.includes(oneway)) return { forward: true, backward: true }
  }
  const isImplied =
    profile.impliedOnewayHighway.some((highway) => highway === tags['highway']) ||
    profile.impliedOnewayJunction.includes(tags['junction'] ?? '')
  return { forward: true, backward: !isImplied }
}
