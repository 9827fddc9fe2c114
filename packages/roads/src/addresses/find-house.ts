import type { AddressSections } from './address-sections.ts'
import type { HouseNumber } from './house-number.ts'
import { metresBetween } from './metres.ts'
import { nearestOnStreet } from './nearest-on-street.ts'
import { readPooled } from '../string-pool.ts'

/** Where a house number is on a street. */
export interface HouseFit {
  readonly level: 'house' | 'interpolated'
  /** 1e-7 degrees. */
  readonly lon: number
  readonly lat: number
  readonly label: string
}

/** Known numbers further apart than this are not interpolated between: the street may do anything in that gap. */
const widestGap = 60
const widestGapM = 800

/**
 * Finds a number on a street. A number that is not surveyed lies between the nearest known numbers on both sides, of its own side of the
 * street if it has them, in proportion, and on the street's line; with known numbers on one side only it is not found.
 */
export function findHouse(index: AddressSections, street: number, wanted: HouseNumber): HouseFit | undefined {
  const from = index.houseOffsets[street] ?? 0
  const to = index.houseOffsets[street + 1] ?? from
  let sameNumber = -1
  for (let house = lowerBound(index.houseNumber, from, to, wanted.first); house < to; house++) {
    if (index.houseNumber[house] !== wanted.first) break
    if (readPooled(index.pool, index.houseLetter[house] ?? 0) === wanted.letter) return known(index, house)
    if (sameNumber < 0) sameNumber = house
  }
  const label = `${wanted.first}${wanted.letter.toUpperCase()}`
  if (sameNumber >= 0) {
    return {
      level: 'interpolated',
      lon: index.houseLon[sameNumber] ?? 0,
      lat: index.houseLat[sameNumber] ?? 0,
      label,
    }
  }
  return between(index, street, wanted.first, 2, label) ?? between(index, street, wanted.first, 1, label)
}

function known(index: AddressSections, house: number): HouseFit {
  return {
    level: index.houseInterpolated[house] === 1 ? 'interpolated' : 'house',
    lon: index.houseLon[house] ?? 0,
    lat: index.houseLat[house] ?? 0,
    label: readPooled(index.pool, index.houseLabel[house] ?? 0),
  }
}

function between(
  index: AddressSections,
  street: number,
  number: number,
  step: number,
  label: string,
): HouseFit | undefined {
  const from = index.houseOffsets[street] ?? 0
  const to = index.houseOffsets[street + 1] ?? from
  const split = lowerBound(index.houseNumber, from, to, number)
  const isOnSide = (house: number): boolean => ((index.houseNumber[house] ?? 0) - number) % step === 0
  let below = split - 1
  while (below >= from && !isOnSide(below)) below--
  let above = split
  while (above < to && !isOnSide(above)) above++
  if (below < from || above >= to) return undefined

  const low = index.houseNumber[below] ?? 0
  const high = index.houseNumber[above] ?? 0
  const lonA = index.houseLon[below] ?? 0
  const latA = index.houseLat[below] ?? 0
  const lonB = index.houseLon[above] ?? 0
  const latB = index.houseLat[above] ?? 0
  if (high - low > widestGap || metresBetween(lonA, latA, lonB, latB) > widestGapM) return undefined
  const part = (number - low) / (high - low)
  const lon = lonA + (lonB - lonA) * part
  const lat = latA + (latB - latA) * part
  const onStreet = nearestOnStreet(index, street, lon, lat)
  return {
    level: 'interpolated',
    lon: Math.round(onStreet?.lon ?? lon),
    lat: Math.round(onStreet?.lat ?? lat),
    label,
  }
}

function lowerBound(numbers: Uint32Array, from: number, to: number, wanted: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
