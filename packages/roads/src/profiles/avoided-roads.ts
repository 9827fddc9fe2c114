import type { Tags } from '../osm/osm-data.ts'
import type { Profile } from './profile.ts'

type Avoidable = keyof Profile['avoid']

/** How many times slower than it is a road counts because the profile stays off its kind; Infinity where that is closed. */
export function avoidFactor(profile: Profile, tags: Tags): number {
  let factor = 1
  for (const kind of avoidables) {
    const rule = profile.avoid[kind]
    if (rule === undefined || !isKind[kind](tags, profile)) continue
    factor *= rule === 'closed' ? Infinity : rule
  }
  return factor
}

const isKind: Readonly<Record<Avoidable, (tags: Tags, profile: Profile) => boolean>> = {
  toll: (tags, { accessKeys }) =>
    tags['toll'] === 'yes' || (accessKeys.includes('hgv') && tags['toll:hgv'] === 'yes'),
  ferry: (tags) => tags['route'] === 'ferry',
  motorway: (tags) => tags['highway'] === 'motorway' || tags['highway'] === 'motorway_link',
  unpaved: (tags) => isUnpaved(tags),
  tunnel: (tags) => tags['tunnel'] === 'yes' || tags['tunnel'] === 'avalanche_protector',
}

const avoidables = ['toll', 'ferry', 'motorway', 'unpaved', 'tunnel'] as const satisfies readonly Avoidable[]

const unpavedSurfaces = new Set([
  'unpaved',
  'compacted',
  'gravel',
  'fine_gravel',
  'pebblestone',
  'dirt',
  'earth',
  'ground',
  'grass',
  'sand',
  'mud',
  'rock',
  'woodchips',
  'snow',
  'ice',
])

/** The surface where it is mapped; without it a track counts as unpaved unless its grade says it is hard. */
function isUnpaved(tags: Tags): boolean {
  const surface = tags['surface']
  if (surface !== undefined) return unpavedSurfaces.has(surface)
  return tags['highway'] === 'track' && tags['tracktype'] !== 'grade1'
}
