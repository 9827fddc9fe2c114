import { nodesOfWay } from '../areas/area-rings.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { CollectedHouse } from './collect-houses.ts'
import type { CollectedStreet } from './collect-streets.ts'
import { nameKey } from './collect-streets.ts'
import { metresBetween } from './metres.ts'

/** A street with the house numbers on it. */
export interface StreetWithHouses {
  readonly street: CollectedStreet
  readonly houses: readonly CollectedHouse[]
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
  streets: readonly CollectedStreet[],
  houses: readonly CollectedHouse[],
): StreetWithHouses[] {
  const rows = streets.map((street) => ({ street, houses: [] as CollectedHouse[] }))
  const byName = new Map<string, Candidate[]>()
  const offer = (key: string, candidate: Candidate): void => {
    const there = byName.get(key)
    if (there) there.push(candidate)
    else byName.set(key, [candidate])
  }
  streets.forEach((street, row) => {
    const candidate = { row, ...boxOf(osm, street) }
    const keys = new Set([street.name, ...street.otherNames].map(nameKey))
    for (const key of keys) offer(key, candidate)
  })
  for (const house of houses) {
    const key = nameKey(house.street)
    if (key === '') continue
    let best: Candidate | undefined
    let bestDistance = farthestHouseM
    for (const candidate of byName.get(key) ?? []) {
      const lon = Math.min(candidate.east, Math.max(candidate.west, house.lon))
      const lat = Math.min(candidate.north, Math.max(candidate.south, house.lat))
      const distance = metresBetween(house.lon, house.lat, lon, lat)
      if (distance > bestDistance || (best && distance === bestDistance)) continue
      best = candidate
      bestDistance = distance
    }
    if (!best) {
      best = { row: rows.length, west: house.lon, east: house.lon, south: house.lat, north: house.lat }
      offer(key, best)
      rows.push({ street: undrawnStreet(house), houses: [] })
    }
    rows[best.row]?.houses.push(house)
  }
  return rows
}

function undrawnStreet(house: CollectedHouse): CollectedStreet {
  return {
    name: house.street,
    otherNames: [],
    ways: [],
    lon: house.lon,
    lat: house.lat,
    postcode: house.postcode,
    town: house.town,
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
