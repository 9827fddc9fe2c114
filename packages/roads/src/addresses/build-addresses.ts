import Flatbush from 'flatbush'
import { nodesOfWay } from '../areas/area-rings.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { SectionArray } from '../sections.ts'
import { assignHouses } from './assign-houses.ts'
import type { StreetWithHouses } from './assign-houses.ts'
import { collectHouses } from './collect-houses.ts'
import type { CollectedPlace } from './collect-places.ts'
import { collectPlaces, placeKinds } from './collect-places.ts'
import { collectStreets } from './collect-streets.ts'
import { foldText } from './fold-text.ts'
import { buildNameIndex } from './name-index.ts'
import { placeLookup } from './place-lookup.ts'
import type { PlaceLookup } from './place-lookup.ts'
import { toRows } from './rows.ts'
import { StringPool } from './string-pool.ts'

/** Marks a missing reference in the sections. */
export const noReference = 0xff_ff_ff_ff

/**
 * Builds the address index of an extract: streets (with the towns they lie in), house numbers, places and postcodes, and an inverted
 * index from words to their names. Entities are streets first, then places.
 */
export function buildAddresses(osm: OsmData): Record<string, SectionArray> {
  const places = collectPlaces(osm)
  const rows = assignHouses(osm, collectStreets(osm), collectHouses(osm))
  const withPostcodes = [...places, ...postcodesOf(rows)]
  const pool = new StringPool()
  return {
    ...entitySections(rows, withPostcodes, placeLookup(osm, places), pool),
    ...houseSections(rows, pool),
    ...wayGeometry(osm, rows),
    ...poolSections(pool),
  }
}

function entitySections(
  rows: readonly StreetWithHouses[],
  places: readonly CollectedPlace[],
  lookup: PlaceLookup,
  pool: StringPool,
): Record<string, SectionArray> {
  const count = rows.length + places.length
  const names: { readonly text: string; readonly entity: number }[] = []
  const lon = new Int32Array(count)
  const lat = new Int32Array(count)
  const label = new Uint32Array(count)
  const town = new Uint32Array(count).fill(noReference)
  const postcode = new Uint32Array(count).fill(noReference)
  const kind = new Uint8Array(count)
  const around: number[][] = []

  rows.forEach(({ street, houses }, entity) => {
    const at = street.ways.length === 0 ? middleHouse(houses) : street
    lon[entity] = at.lon
    lat[entity] = at.lat
    label[entity] = pool.add(street.name)
    for (const text of [street.name, ...street.otherNames]) names.push({ text, entity })
    const townPlace = lookup.townAt(at.lon, at.lat)
    const townName =
      commonest(houses.map((house) => house.town)) ??
      street.town ??
      (townPlace === undefined ? undefined : places[townPlace]?.name)
    if (townName !== undefined) town[entity] = pool.add(townName)
    const code = commonest(houses.map((house) => house.postcode)) ?? street.postcode
    if (code !== undefined) postcode[entity] = pool.add(code)
    around.push(lookup.around(at.lon, at.lat).map((place) => rows.length + place))
  })
  places.forEach((place, index) => {
    const entity = rows.length + index
    lon[entity] = place.lon
    lat[entity] = place.lat
    label[entity] = pool.add(place.name)
    kind[entity] = 1 + placeKinds.indexOf(place.kind)
    for (const text of [place.name, ...place.otherNames]) names.push({ text, entity })
    const townPlace = lookup.townAt(place.lon, place.lat)
    const townName = townPlace === undefined ? undefined : places[townPlace]?.name
    if (townName !== undefined && townName !== place.name) town[entity] = pool.add(townName)
  })
  const aroundRows = toRows(around)
  return {
    entityLon: lon,
    entityLat: lat,
    entityLabel: label,
    entityTown: town,
    entityPostcode: postcode,
    entityKind: kind,
    aroundOffsets: aroundRows.offsets,
    aroundPlaces: aroundRows.values,
    streetCount: Uint32Array.of(rows.length),
    ...buildNameIndex(names),
  }
}

function houseSections(rows: readonly StreetWithHouses[], pool: StringPool): Record<string, SectionArray> {
  const count = rows.reduce((sum, { houses }) => sum + houses.length, 0)
  const offsets = new Uint32Array(rows.length + 1)
  const number = new Uint32Array(count)
  const letter = new Uint32Array(count)
  const label = new Uint32Array(count)
  const street = new Uint32Array(count)
  const lon = new Int32Array(count)
  const lat = new Int32Array(count)
  const interpolated = new Uint8Array(count)
  const tree = count > 0 ? new Flatbush(count, 16, Int32Array) : undefined
  let at = 0
  rows.forEach(({ houses }, row) => {
    // Surveyed numbers stand before interpolated ones of the same number.
    const sorted = houses.toSorted(
      (a, b) => a.number - b.number || Number(a.isInterpolated) - Number(b.isInterpolated),
    )
    for (const house of sorted) {
      number[at] = house.number
      letter[at] = pool.add(foldText(house.letter))
      label[at] = pool.add(house.label)
      street[at] = row
      lon[at] = house.lon
      lat[at] = house.lat
      interpolated[at] = house.isInterpolated ? 1 : 0
      tree?.add(house.lon, house.lat)
      at++
    }
    offsets[row + 1] = at
  })
  tree?.finish()
  return {
    houseOffsets: offsets,
    houseNumber: number,
    houseLetter: letter,
    houseLabel: label,
    houseStreet: street,
    houseLon: lon,
    houseLat: lat,
    houseInterpolated: interpolated,
    houseTree: treeBytes(tree),
  }
}

/** Lines of the streets, for the nearest street to a point and for the place of an interpolated number. */
function wayGeometry(osm: OsmData, rows: readonly StreetWithHouses[]): Record<string, SectionArray> {
  const lines = rows.flatMap(({ street }, row) =>
    street.ways.map((way) => ({ row, nodes: nodesOfWay(osm, way) })),
  )
  const pointCount = lines.reduce((sum, { nodes }) => sum + nodes.length, 0)
  const lineOffsets = new Uint32Array(lines.length + 1)
  const lineStreet = new Uint32Array(lines.length)
  const streetLines = new Uint32Array(rows.length + 1)
  const points = new Int32Array(2 * pointCount)
  const tree = lines.length > 0 ? new Flatbush(lines.length, 16, Int32Array) : undefined
  let at = 0
  lines.forEach(({ row, nodes }, line) => {
    let west = Infinity
    let east = -Infinity
    let south = Infinity
    let north = -Infinity
    for (const node of nodes) {
      const lon = osm.nodeLon[node] ?? 0
      const lat = osm.nodeLat[node] ?? 0
      points[2 * at] = lon
      points[2 * at + 1] = lat
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
      at++
    }
    tree?.add(west, south, east, north)
    lineOffsets[line + 1] = at
    lineStreet[line] = row
    streetLines[row + 1] = line + 1
  })
  for (let row = 1; row < streetLines.length; row++) {
    streetLines[row] = Math.max(streetLines[row] ?? 0, streetLines[row - 1] ?? 0)
  }
  tree?.finish()
  return { lineOffsets, lineStreet, streetLines, linePoints: points, lineTree: treeBytes(tree) }
}

function poolSections(pool: StringPool): Record<string, SectionArray> {
  const { bytes, offsets } = pool.finish()
  return { poolBytes: bytes, poolOffsets: offsets }
}

function treeBytes(tree: Flatbush | undefined): Uint8Array {
  return tree ? new Uint8Array(tree.data) : new Uint8Array(0)
}

/** Postcodes as places, each in the middle of its streets and houses. */
function postcodesOf(rows: readonly StreetWithHouses[]): CollectedPlace[] {
  const sums = new Map<string, { lon: number; lat: number; count: number }>()
  const count = (code: string | undefined, lon: number, lat: number): void => {
    if (code === undefined || code === '') return
    const sum = sums.get(code) ?? { lon: 0, lat: 0, count: 0 }
    sum.lon += lon
    sum.lat += lat
    sum.count++
    sums.set(code, sum)
  }
  for (const { street, houses } of rows) {
    if (houses.length === 0) count(street.postcode, street.lon, street.lat)
    for (const house of houses) count(house.postcode, house.lon, house.lat)
  }
  return [...sums].map(([code, sum]) => ({
    name: code,
    otherNames: [],
    kind: 'postcode',
    population: 0,
    lon: Math.round(sum.lon / sum.count),
    lat: Math.round(sum.lat / sum.count),
    rings: [],
  }))
}

function middleHouse(houses: StreetWithHouses['houses']): { readonly lon: number; readonly lat: number } {
  const sorted = houses.toSorted((a, b) => a.number - b.number)
  return sorted[sorted.length >> 1] ?? { lon: 0, lat: 0 }
}

function commonest(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}
