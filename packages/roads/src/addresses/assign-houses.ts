import { nodesOfWay } from '../areas/area-rings.ts'
import { Int32List } from '../number-list.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { CollectedStreet } from './collect-streets.ts'
import { nameKey } from './name-key.ts'
import type { HouseTable } from './house-table.ts'
import { metresBetween } from './metres.ts'

/** Streets and the houses on them. */
export interface HousesOnStreets {
  /** Those given, then those that only addresses know. */
  readonly streets: readonly CollectedStreet[]
  /** House rows, sorted by street, number, and surveyed before interpolated ones of the same number. */
  readonly order: Uint32Array
  /** `order[offsets[s] .. offsets[s + 1]]` are the houses of street `s`. */
  readonly offsets: Uint32Array
}

/** A house further than this from every street of its name belongs to a street that the extract does not draw. */
const farthestHouseM = 1500

interface Candidate {
  readonly row: number
  west: number
  east: number
  south: number
  north: number
}

/** Puts every house on the nearest street of its name. Houses whose street is not drawn make a street of their own. */
export function assignHouses(
  osm: OsmData,
  drawn: readonly CollectedStreet[],
  houses: HouseTable,
): HousesOnStreets {
  const streets = [...drawn]
  const byName = candidatesByName(osm, drawn)
  const keys = new Map<number, string>()
  const streetOf = new Int32List(Math.max(1, houses.length))
  for (let house = 0; house < houses.length; house++) {
    const id = houses.streetId(house)
    const key = keys.get(id) ?? nameKey(houses.street(house))
    keys.set(id, key)
    const candidates = byName.get(key) ?? []
    let best =
      key === '' ? undefined : nearestCandidate(candidates, houses.lon.at(house), houses.lat.at(house))
    if (!best && key !== '') {
      const lon = houses.lon.at(house)
      const lat = houses.lat.at(house)
      best = { row: streets.length, west: lon, east: lon, south: lat, north: lat }
      byName.set(key, [...candidates, best])
      streets.push(undrawnStreet(houses, house))
    }
    streetOf.push(best?.row ?? -1)
  }
  return { streets, ...sortHouses(houses, streetOf, streets.length) }
}

function sortHouses(
  houses: HouseTable,
  streetOf: Int32List,
  streetCount: number,
): Pick<HousesOnStreets, 'order' | 'offsets'> {
  const order = Uint32Array.from({ length: houses.length }, (_, house) => house)
    .filter((house) => streetOf.at(house) >= 0)
    .sort(
      (a, b) =>
        streetOf.at(a) - streetOf.at(b) ||
        houses.number.at(a) - houses.number.at(b) ||
        Number(houses.isInterpolated(a)) - Number(houses.isInterpolated(b)) ||
        a - b,
    )
  const offsets = new Uint32Array(streetCount + 1)
  for (const house of order) {
    const next = streetOf.at(house) + 1
    offsets[next] = (offsets[next] ?? 0) + 1
  }
  for (let street = 0; street < streetCount; street++) {
    offsets[street + 1] = (offsets[street + 1] ?? 0) + (offsets[street] ?? 0)
  }
  return { order, offsets }
}

function candidatesByName(osm: OsmData, streets: readonly CollectedStreet[]): Map<string, Candidate[]> {
  const byName = new Map<string, Candidate[]>()
  streets.forEach((street, row) => {
    const candidate = { row, ...boxOf(osm, street) }
    for (const key of new Set([street.name, ...street.otherNames].map(nameKey))) {
      const there = byName.get(key)
      if (there) there.push(candidate)
      else byName.set(key, [candidate])
    }
  })
  return byName
}

function nearestCandidate(
  candidates: readonly Candidate[],
  houseLon: number,
  houseLat: number,
): Candidate | undefined {
  let best: Candidate | undefined
  let bestDistance = farthestHouseM
  for (const candidate of candidates) {
    const lon = Math.min(candidate.east, Math.max(candidate.west, houseLon))
    const lat = Math.min(candidate.north, Math.max(candidate.south, houseLat))
    const distance = metresBetween(houseLon, houseLat, lon, lat)
    if (distance > bestDistance || (best && distance === bestDistance)) continue
    best = candidate
    bestDistance = distance
  }
  return best
}

function undrawnStreet(houses: HouseTable, house: number): CollectedStreet {
  return {
    name: houses.street(house),
    otherNames: [],
    ways: [],
    lon: houses.lon.at(house),
    lat: houses.lat.at(house),
    postcode: houses.postcode(house),
    town: houses.town(house),
  }
}

function boxOf(osm: OsmData, street: CollectedStreet): Omit<Candidate, 'row'> {
  const box = { west: street.lon, east: street.lon, south: street.lat, north: street.lat }
  for (const way of street.ways) {
    for (const node of nodesOfWay(osm, way)) {
      box.west = Math.min(box.west, osm.nodeLon[node] ?? 0)
      box.east = Math.max(box.east, osm.nodeLon[node] ?? 0)
      box.south = Math.min(box.south, osm.nodeLat[node] ?? 0)
      box.north = Math.max(box.north, osm.nodeLat[node] ?? 0)
    }
  }
  return box
}
