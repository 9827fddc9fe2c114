import { isClosedWay, nodesOfWay, ringsOfRelation } from '../areas/area-rings.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { OsmData, Tags } from '../osm/osm-data.ts'
import { nameKey } from './name-key.ts'
import type { KnownTown } from './gazetteer.ts'
import { metresBetween } from './metres.ts'

/** Settlements and their parts, from large to small; a place's kind is its index here. */
export const placeKinds = [
  'city',
  'town',
  'village',
  'municipality',
  'borough',
  'suburb',
  'quarter',
  'neighbourhood',
  'hamlet',
  'island',
  'isolated_dwelling',
  'locality',
  'postcode',
] as const
export type PlaceKind = (typeof placeKinds)[number]

/** How far from its centre a place of this kind is commonly said to reach, metres. */
export const placeRadiusM: Readonly<Record<PlaceKind, number>> = {
  city: 12_000,
  town: 5_000,
  village: 2_500,
  municipality: 8_000,
  borough: 4_000,
  suburb: 2_500,
  quarter: 1_500,
  neighbourhood: 1_200,
  hamlet: 1_200,
  island: 3_000,
  isolated_dwelling: 500,
  locality: 1_200,
  postcode: 2_000,
}

/** A named settlement, part of one, or an administrative area. */
export interface CollectedPlace {
  readonly name: string
  /** Other names of the same place. */
  readonly otherNames: readonly string[]
  readonly kind: PlaceKind
  /** 1e-7 degrees. */
  readonly lon: number
  readonly lat: number
  /** As tagged; 0 when that is not known. */
  readonly population: number
  /** Rings of node indices when the place is an area. */
  readonly rings: readonly (readonly number[])[]
}

/** Places and administrative areas of an extract, in the order of the file. */
export function collectPlaces(osm: OsmData): CollectedPlace[] {
  const places: CollectedPlace[] = []
  for (const [node, tags] of osm.nodeTags) {
    const kind = placeKindOf(tags)
    if (kind) places.push(placeOf(tags, kind, osm.nodeLon[node] ?? 0, osm.nodeLat[node] ?? 0, []))
  }
  osm.wayTags.forEach((tags, way) => {
    const kind = placeKindOf(tags)
    if (!kind) return
    const nodes = nodesOfWay(osm, way)
    if (!isClosedWay(nodes)) return
    const ring = Array.from(nodes)
    const centre = centreOfRing(osm, ring)
    places.push(placeOf(tags, kind, centre.lon, centre.lat, [ring]))
  })
  for (const relation of osm.relations) {
    const kind = placeKindOf(relation.tags) ?? boundaryKindOf(relation.tags)
    if (!kind) continue
    const rings = ringsOfRelation(osm, relation).outers
    const largest = rings.toSorted((a, b) => b.length - a.length)[0]
    if (!largest) continue
    const centre = centreOfRing(osm, largest)
    places.push(placeOf(relation.tags, kind, centre.lon, centre.lat, rings))
  }
  return places
}

const nameKeys = ['name', 'official_name', 'alt_name', 'loc_name', 'short_name', 'int_name', 'old_name']

/** Towns of one name this near are one. */
const sameTownM = 10_000

/** The places of an extract and the known towns that it lacks: extracts made for routing hold hardly any. */
export function withKnownTowns(
  places: readonly CollectedPlace[],
  towns: readonly KnownTown[],
): readonly CollectedPlace[] {
  const byName = Map.groupBy(
    places.flatMap((place) =>
      [place.name, ...place.otherNames].map((name) => ({ name: nameKey(name), place })),
    ),
    ({ name }) => name,
  )
  const missing = towns.flatMap(({ names, kind, population, lon, lat }): CollectedPlace[] => {
    const [name = '', ...otherNames] = names
    const at = { lon: Math.round(lon * unitsPerDegree), lat: Math.round(lat * unitsPerDegree) }
    const isDrawn = names.some((other) =>
      byName
        .get(nameKey(other))
        ?.some(({ place }) => metresBetween(place.lon, place.lat, at.lon, at.lat) < sameTownM),
    )
    return isDrawn ? [] : [{ name, otherNames, kind, ...at, population, rings: [] }]
  })
  return [...places, ...missing]
}

/** Every name under which a thing is known: `name` first, then the others without repeats. A list (`A; B`) is known whole
 * and by its items, a name with a remark (`Rua A (Antiga EN 14)`) with and without it. */
export function namesOf(tags: Tags): string[] {
  const names = new Set<string>()
  for (const key of nameKeys) addNames(names, tags[key])
  for (const key of Object.keys(tags)) {
    if (key.startsWith('name:') && /^name:[a-z]{2,3}$/.test(key)) addNames(names, tags[key])
  }
  names.delete('')
  return [...names]
}

function addNames(names: Set<string>, value: string | undefined): void {
  if (value === undefined) return
  const items = value.includes(';') ? [value, ...value.split(';')] : [value]
  for (const item of items) {
    names.add(item.trim())
    if (item.includes('(')) names.add(item.replace(/\s*\([^)]*\)/g, '').trim())
  }
}

function placeKindOf(tags: Tags): PlaceKind | undefined {
  if (tags['place'] === undefined || tags['name'] === undefined) return undefined
  return placeKinds.find((kind) => kind !== 'postcode' && kind === tags['place'])
}

/** Administrative areas from the size of a municipality down; larger ones do not tell streets apart. */
function boundaryKindOf(tags: Tags): PlaceKind | undefined {
  if (tags['boundary'] !== 'administrative' || tags['name'] === undefined) return undefined
  const level = Number(tags['admin_level'])
  if (level === 7 || level === 8) return 'municipality'
  return level === 9 || level === 10 ? 'suburb' : undefined
}

function placeOf(
  tags: Tags,
  kind: PlaceKind,
  lon: number,
  lat: number,
  rings: readonly (readonly number[])[],
): CollectedPlace {
  const [name = '', ...otherNames] = namesOf(tags)
  const population = Number(tags['population']?.replaceAll(/[\s.,]/g, '') ?? 0) || 0
  return { name, otherNames, kind, lon, lat, population, rings }
}

function centreOfRing(osm: OsmData, ring: readonly number[]): { readonly lon: number; readonly lat: number } {
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  for (const node of ring) {
    const lon = osm.nodeLon[node] ?? 0
    const lat = osm.nodeLat[node] ?? 0
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return { lon: Math.round((west + east) / 2), lat: Math.round((south + north) / 2) }
}
