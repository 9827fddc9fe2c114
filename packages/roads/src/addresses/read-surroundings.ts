import type { FindNamesOptions } from './find-names.ts'
import type { HouseNumber } from './house-number.ts'
import { codeOf } from './postcode-finder.ts'
import type { AddressQuery } from './read-query.ts'
import type { NamedTown, TownFinder } from './town-finder.ts'

/** What the parts around the one that names the street say. */
export interface Surroundings {
  readonly house: HouseNumber | undefined
  readonly postcodes: readonly string[]
  readonly towns: readonly NamedTown[]
  /** Product of the factors for text that names neither. */
  readonly streetFactor: number
  readonly placeFactor: number
  readonly pointFactor: number
}

const venueFactor = 0.85
const secondStreetFactor = 0.45
const strayTextFactor = 0.4

/** Reads the parts around the one at `position`. */
export function readSurroundings(
  query: AddressQuery,
  position: number,
  towns: TownFinder,
  options: FindNamesOptions,
): Surroundings {
  const part = query.parts[position]
  const hasOwnNumber = part?.words.some((word, at) => word.isNumber && (at > 0 || part.words.length > 1))
  let house: HouseNumber | undefined
  const postcodes: string[] = []
  const named: NamedTown[] = []
  let streetFactor = 1
  let placeFactor = 1
  let pointFactor = 1
  query.parts.forEach((other, at) => {
    if (at === position || other.role === 'name') return
    if (other.isNumeric) {
      const number = towns.readNumber(other.words)
      const isNextDoor = Math.abs(at - position) === 1 && other.role !== 'town'
      if (!house && !hasOwnNumber && isNextDoor && number && String(number.first).length <= 4) house = number
      else postcodes.push(codeOf(other.words.map((word) => word.text).join('')))
      return
    }
    const town = towns.find(other.words, {
      ...options,
      isPrefix: options.isPrefix && at === query.parts.length - 1,
    })
    postcodes.push(...town.postcodes)
    if (!town.town) return
    const isKnown = town.town.places.length > 0 || town.town.isElsewhere
    // What stands before the street and is no place is the name of a firm or building.
    const isVenue = at < position && !isKnown && !other.looksLikeStreet && other.role === 'any'
    if (!isVenue) named.push(town.town)
    if (isVenue) streetFactor *= venueFactor
    if (other.looksLikeStreet && !isKnown) streetFactor *= secondStreetFactor
    // What comes after a point may be a town that nobody knows; what comes before it is what was meant.
    if (!isKnown && (at < position || other.looksLikeStreet)) pointFactor *= strayTextFactor
    if (!isKnown || other.looksLikeStreet) placeFactor *= strayTextFactor
  })
  return { house, postcodes, towns: named, streetFactor, placeFactor, pointFactor }
}
