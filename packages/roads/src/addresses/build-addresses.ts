import Flatbush from 'flatbush'
import { nodesOfWay } from '../areas/area-rings.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { SectionArray } from '../sections.ts'
import { assignHouses } from './assign-houses.ts'
import type { HousesOnStreets } from './assign-houses.ts'
import { collectHouses } from './collect-houses.ts'
import type { CollectedPlace } from './collect-places.ts'
import { collectPlaces, placeKinds, placeRadiusM, withKnownTowns } from './collect-places.ts'
import type { CollectedPoint } from './collect-points.ts'
import { collectPoints } from './collect-points.ts'
import type { CollectedStreet } from './collect-streets.ts'
import { collectStreets } from './collect-streets.ts'
import { nameKey } from './name-key.ts'
import { foldText } from './fold-text.ts'
import type { Gazetteer } from './gazetteer.ts'
import { readGazetteer } from './gazetteer.ts'
import type { HouseTable } from './house-table.ts'
import { buildNameIndex } from './name-index.ts'
import { nameHashes } from './name-hashes.ts'
import { placeLookup } from './place-lookup.ts'
import type { PlaceLookup } from './place-lookup.ts'
import { toRows } from './rows.ts'
import { StringPool } from '../string-pool.ts'

/** Marks a missing reference in the sections. */
export const noReference = 0xff_ff_ff_ff

/** Kinds of entity: 0 is a street, then the kinds of places from 1 on, then named points. */
export const pointKind = placeKinds.length + 1
/** A named point too large for its coordinate to be a door. */
export const widePointKind = pointKind + 1

/**
 * Builds the address index of an extract: streets (with the towns they lie in), house numbers, places and postcodes, named points, and
 * an inverted index from words to their names. Entities are streets first, then places, then points. The gazetteer gives the towns
 * that the extract lacks, and the names of those that are elsewhere.
 */
export function buildAddresses(
  osm: OsmData,
  { inside, elsewhere, countries }: Gazetteer = readGazetteer(osm.bounds),
): Record<string, SectionArray> {
  const places = withKnownTowns(collectPlaces(osm), inside)
  const houses = collectHouses(osm)
  const assigned = assignHouses(osm, collectStreets(osm), houses)
  const points = collectPoints(osm, {
    places: new Set(places.flatMap(({ name, otherNames }) => [name, ...otherNames].map(nameKey))),
    streets: new Set(assigned.streets.map(({ name }) => nameKey(name))),
  })
  const entities = {
    places: [...places, ...postcodesOf(assigned, houses)],
    points,
    lookup: placeLookup(osm, places),
  }
  const pool = new StringPool()
  return {
    ...entitySections(assigned, houses, entities, pool),
    ...houseSections(assigned, houses, pool),
    ...wayGeometry(osm, assigned.streets),
    elsewhere: nameHashes(elsewhere),
    countries: new TextEncoder().encode(countries.join(' ')),
    ...poolSections(pool),
  }
}

interface OtherEntities {
  readonly places: readonly CollectedPlace[]
  readonly points: readonly CollectedPoint[]
  readonly lookup: PlaceLookup
}

function entitySections(
  assigned: HousesOnStreets,
  houses: HouseTable,
  { places, points, lookup }: OtherEntities,
  pool: StringPool,
): Record<string, SectionArray> {
  const { streets } = assigned
  const pointsFrom = streets.length + places.length
  const count = pointsFrom + points.length
  const names: { readonly text: string; readonly entity: number }[] = []
  const lon = new Int32Array(count)
  const lat = new Int32Array(count)
  const label = new Uint32Array(count)
  const town = new Uint32Array(count).fill(noReference)
  const postcode = new Uint32Array(count).fill(noReference)
  const kind = new Uint8Array(count)
  const townReach = new Uint16Array(count)
  const around: number[][] = []
  const put = (
    entity: number,
    { name, otherNames }: { readonly name: string; readonly otherNames: readonly string[] },
    at: { readonly lon: number; readonly lat: number },
  ): void => {
    lon[entity] = at.lon
    lat[entity] = at.lat
    label[entity] = pool.add(name)
    for (const text of [name, ...otherNames]) names.push({ text, entity })
  }
  const putTown = (entity: number, tagged: string | undefined): void => {
    const place = places[lookup.townAt(lon[entity] ?? 0, lat[entity] ?? 0) ?? -1]
    const name = tagged ?? place?.name
    if (name !== undefined) town[entity] = pool.add(name)
    if (place) townReach[entity] = placeRadiusM[place.kind]
  }
  const areasOf = (entity: number): number[] =>
    lookup.areasAround(lon[entity] ?? 0, lat[entity] ?? 0).map((place) => streets.length + place)

  streets.forEach((street, entity) => {
    const here = assigned.order.subarray(assigned.offsets[entity], assigned.offsets[entity + 1])
    const middle = here[here.length >> 1]
    const isDrawn = street.ways.length > 0 || middle === undefined
    put(entity, street, isDrawn ? street : { lon: houses.lon.at(middle), lat: houses.lat.at(middle) })
    putTown(entity, commonest(here, (house) => houses.town(house)) ?? street.town)
    const code = commonest(here, (house) => houses.postcode(house)) ?? street.postcode
    if (code !== undefined) postcode[entity] = pool.add(code)
    around.push(areasOf(entity))
  })
  places.forEach((place, index) => {
    const entity = streets.length + index
    put(entity, place, place)
    kind[entity] = 1 + placeKinds.indexOf(place.kind)
    putTown(entity, undefined)
    if (town[entity] === pool.add(place.name)) town[entity] = noReference
    around.push([])
  })
  points.forEach((point, index) => {
    const entity = pointsFrom + index
    put(entity, point, point)
    kind[entity] = point.isWide ? widePointKind : pointKind
    putTown(entity, point.town)
    if (point.postcode !== undefined) postcode[entity] = pool.add(point.postcode)
    around.push(areasOf(entity))
  })
  const aroundRows = toRows(around)
  return {
    entityLon: lon,
    entityLat: lat,
    entityLabel: label,
    entityTown: town,
    entityPostcode: postcode,
    entityKind: kind,
    entityTownReach: townReach,
    areaPlaces: Uint32Array.from(
      places.flatMap(({ rings }, index) => (rings.length > 0 ? [streets.length + index] : [])),
    ),
    aroundOffsets: aroundRows.offsets,
    aroundPlaces: aroundRows.values,
    entityStarts: Uint32Array.of(streets.length, pointsFrom),
    ...buildNameIndex(names),
  }
}

function houseSections(
  { order, offsets }: HousesOnStreets,
  houses: HouseTable,
  pool: StringPool,
): Record<string, SectionArray> {
  const count = order.length
  const street = new Uint32Array(count)
  for (let row = 0; row + 1 < offsets.length; row++) street.fill(row, offsets[row], offsets[row + 1])
  const lon = Int32Array.from(order, (house) => houses.lon.at(house))
  const lat = Int32Array.from(order, (house) => houses.lat.at(house))
  const tree = count > 0 ? new Flatbush(count, 16, Int32Array) : undefined
  for (let at = 0; at < count; at++) tree?.add(lon[at] ?? 0, lat[at] ?? 0)
  tree?.finish()
  return {
    houseOffsets: offsets,
    houseNumber: Uint32Array.from(order, (house) => houses.number.at(house)),
    houseLetter: Uint32Array.from(order, (house) => pool.add(foldText(houses.letter(house)))),
    houseLabel: Uint32Array.from(order, (house) => pool.add(houses.label(house))),
    houseStreet: street,
    houseLon: lon,
    houseLat: lat,
    houseInterpolated: Uint8Array.from(order, (house) => (houses.isInterpolated(house) ? 1 : 0)),
    houseTree: treeBytes(tree),
  }
}

/** Lines of the streets, for the nearest street to a point and for the place of an interpolated number. */
function wayGeometry(osm: OsmData, rows: readonly CollectedStreet[]): Record<string, SectionArray> {
  const lines = rows.flatMap(({ ways }, row) => ways.map((way) => ({ row, nodes: nodesOfWay(osm, way) })))
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
function postcodesOf({ streets, order, offsets }: HousesOnStreets, houses: HouseTable): CollectedPlace[] {
  const sums = new Map<string, { lon: number; lat: number; count: number }>()
  const count = (code: string | undefined, lon: number, lat: number): void => {
    if (code === undefined || code === '') return
    const sum = sums.get(code) ?? { lon: 0, lat: 0, count: 0 }
    sum.lon += lon
    sum.lat += lat
    sum.count++
    sums.set(code, sum)
  }
  streets.forEach((street, row) => {
    if (offsets[row] === offsets[row + 1]) count(street.postcode, street.lon, street.lat)
  })
  for (const house of order) count(houses.postcode(house), houses.lon.at(house), houses.lat.at(house))
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

function commonest(rows: Uint32Array, textOf: (row: number) => string | undefined): string | undefined {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const text = textOf(row)
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}
