import type { Match } from '../region/types.ts'
import type { AddressSections } from './address-sections.ts'
import { placeKinds, placeRadiusM } from './collect-places.ts'
import { labelOf, matchAt } from './match-label.ts'
import { metresBetween, metresPerUnit } from './metres.ts'
import { nearestOnLine } from './nearest-on-street.ts'
import { readPooled } from '../string-pool.ts'

const houseReachM = 50
const streetReachM = 500

/** The address of a point in 1e-7 degrees: house, street or place, whichever is the first near enough. Confidence falls with distance. */
export function reverseSearch(index: AddressSections, lon: number, lat: number): Match | undefined {
  return houseAt(index, lon, lat) ?? streetAt(index, lon, lat) ?? placeAt(index, lon, lat)
}

function houseAt(index: AddressSections, lon: number, lat: number): Match | undefined {
  const box = boxAround(lon, lat, houseReachM)
  let best = -1
  let bestDistance = houseReachM
  for (const house of index.houseTree?.search(...box) ?? []) {
    if (index.houseInterpolated[house] === 1) continue
    const distance = metresBetween(lon, lat, index.houseLon[house] ?? 0, index.houseLat[house] ?? 0)
    if (distance > bestDistance) continue
    best = house
    bestDistance = distance
  }
  if (best < 0) return undefined
  const number = readPooled(index.pool, index.houseLabel[best] ?? 0)
  return matchAt(
    index.houseLon[best] ?? 0,
    index.houseLat[best] ?? 0,
    labelOf(index, index.houseStreet[best] ?? 0, number),
    'house',
    1 - 0.3 * (bestDistance / houseReachM),
  )
}

function streetAt(index: AddressSections, lon: number, lat: number): Match | undefined {
  // Most points are near a street: the small box answers them without looking at the streets of the large one.
  for (const reach of [60, streetReachM]) {
    let street = -1
    let best = { lon, lat, distanceM: reach }
    for (const line of index.lineTree?.search(...boxAround(lon, lat, reach)) ?? []) {
      const near = nearestOnLine(index, line, lon, lat)
      if (near.distanceM > best.distanceM) continue
      best = near
      street = index.lineStreet[line] ?? 0
    }
    if (street < 0) continue
    const confidence = 1 - 0.6 * (best.distanceM / streetReachM)
    return matchAt(best.lon, best.lat, labelOf(index, street, undefined), 'street', confidence)
  }
  return undefined
}

function placeAt(index: AddressSections, lon: number, lat: number): Match | undefined {
  let best = -1
  let bestReach = 1
  for (let entity = index.streetCount; entity < index.pointsFrom; entity++) {
    const kind = placeKinds[(index.entityKind[entity] ?? 0) - 1]
    if (kind === undefined || kind === 'postcode') continue
    const away = metresBetween(lon, lat, index.entityLon[entity] ?? 0, index.entityLat[entity] ?? 0)
    if (away / placeRadiusM[kind] > bestReach) continue
    best = entity
    bestReach = away / placeRadiusM[kind]
  }
  if (best < 0) return undefined
  return matchAt(
    index.entityLon[best] ?? 0,
    index.entityLat[best] ?? 0,
    labelOf(index, best, undefined),
    'place',
    0.6 * (1 - bestReach / 2),
  )
}

function boxAround(lon: number, lat: number, reachM: number): [number, number, number, number] {
  const north = reachM / metresPerUnit
  const east = north / Math.max(0.05, Math.cos((lat / 1e7) * (Math.PI / 180)))
  return [lon - east, lat - north, lon + east, lat + north]
}
