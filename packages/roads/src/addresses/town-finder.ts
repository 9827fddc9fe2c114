import { readPooled } from '../string-pool.ts'
import type { AddressSections } from './address-sections.ts'
import { noReference } from './build-addresses.ts'
import { placeKinds, placeRadiusM } from './collect-places.ts'
import { nameKey } from './name-key.ts'
import type { FindNamesOptions, NameFinder } from './find-names.ts'
import { readHouseNumber } from './house-number.ts'
import type { HouseNumber } from './house-number.ts'
import { metresBetween } from './metres.ts'
import { hasName } from './name-hashes.ts'
import { isCodeLike, postcodesAmong } from './read-words.ts'
import type { Word } from './read-words.ts'
import { rowOf, toRows } from './rows.ts'
import type { Rows } from './rows.ts'

/** A town that a query names. */
export interface NamedTown {
  readonly key: string
  /** The places of the index by that name; empty when it knows none. */
  readonly places: readonly number[]
  /** It is a town, but not one of this region. */
  readonly isElsewhere: boolean
}

export interface TownAgreement {
  /** Multiplies the confidence. */
  readonly factor: number
  /** How far from the named towns, in multiples of their reach. */
  readonly distance: number
  /** One of the towns is known: as a place of the index or as the town of this street. */
  readonly isKnown: boolean
  /** One of the towns is not of this region, and not the town of this street. */
  readonly isElsewhere: boolean
}

export interface TownFinder {
  find(
    words: readonly Word[],
    options: FindNamesOptions,
  ): { readonly town: NamedTown | undefined; readonly postcodes: readonly string[] }
  /** How well a street or place agrees with the towns named. */
  agreement(entity: number, towns: readonly NamedTown[]): TownAgreement
  readNumber(words: readonly Word[]): HouseNumber | undefined
}

/** A place whose name fits less than this is another place: one typing error in five letters is forgiven. */
const leastLikeness = 0.86
const leastLikenessWithTypos = 0.75
const mostRemembered = 2000

/** The town written on the street or its houses, or nearest to it by its size. */
const sameTownFactor = 1
/** The street lies in the area of the town. */
const insideFactor = 0.978
/** It lies in another area, but near the middle of the named town. */
const borderFactor = 0.8
const borderReach = 0.5
/**
 * By the distance from the middle of the named town, in multiples of how far such towns go: people name the large town for its parts and
 * suburbs, but not a small one for a street of the large one next to it, nor one of two equals for the other.
 */
const suburbFactors = [
  { within: 1, factor: 0.978 },
  { within: 1.5, factor: 0.94 },
] as const
const neighbourFactors = [
  { within: 1, factor: 0.9 },
  { within: 1.25, factor: 0.75 },
] as const
/** Streets of one name are in every town: this one is in another. */
const otherTownFactor = 0.55
/** An extract without towns cannot tell whether the one named is in it. */
const unknownTownFactor = 0.93
/** An extract that knows its towns but not this one: a part of a town that is not drawn, or the wrong extract. */
const foreignTownFactor = 0.72

/** The names of places by word: few beside those of streets, among which they would be looked for over and over. */
export function placePostings(index: AddressSections): Rows {
  const names: number[][] = Array.from({ length: index.dictionary.count }, () => [])
  for (let name = 0; name + 1 < index.nameEntities.offsets.length; name++) {
    const isPlace = rowOf(index.nameEntities, name).some(
      (entity) => entity >= index.streetCount && entity < index.pointsFrom,
    )
    if (!isPlace) continue
    for (const word of new Set(rowOf(index.nameWords, name))) names[word]?.push(name)
  }
  return toRows(names)
}

/** Finds the towns that queries name and judges whether a street lies there. Town columns repeat, so answers are remembered. */
export function townFinder(index: AddressSections, findPlaces: NameFinder): TownFinder {
  const remembered = new Map<string, readonly number[]>()
  const keys = new Map<number, string>()
  const knowsTowns = index.entityKind.some((kind) => {
    const name = placeKinds[kind - 1]
    return name === 'city' || name === 'town'
  })

  const placesNamed = (words: readonly Word[], options: FindNamesOptions): readonly number[] => {
    const key = `${options.withTypos ? 't' : ''}${options.isPrefix ? 'p' : ''}:${words.map((word) => word.text).join(' ')}`
    const known = remembered.get(key)
    if (known) return known
    const queryWeight = words.reduce((sum, word) => sum + word.weight, 0)
    const least = options.withTypos ? leastLikenessWithTypos : leastLikeness
    const places: number[] = []
    for (const fit of findPlaces(words, options)) {
      const stray = words.reduce((sum, word, at) => (fit.aligned.includes(at) ? sum : sum + word.weight), 0)
      const likeness = (2 * fit.common) / (fit.alignedWeight + stray + fit.nameWeight || 1)
      if (likeness < least || queryWeight === 0) continue
      for (const entity of rowOf(index.nameEntities, fit.name)) {
        if (entity >= index.streetCount && entity < index.pointsFrom) places.push(entity)
      }
    }
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(key, places)
    return places
  }

  const keyOfTown = (entity: number): string | undefined => {
    const town = index.entityTown[entity] ?? noReference
    const known = keys.get(town)
    if (known !== undefined || town === noReference) return known
    const key = nameKey(readPooled(index.pool, town))
    keys.set(town, key)
    return key
  }

  const agreementWith = (entity: number, town: NamedTown): TownAgreement => {
    if (keyOfTown(entity) === town.key)
      return {
        factor: sameTownFactor,
        distance: nearest(index, entity, town),
        isKnown: true,
        isElsewhere: false,
      }
    if (town.isElsewhere) return { factor: otherTownFactor, distance: 0, isKnown: false, isElsewhere: true }
    if (town.places.length === 0) {
      const factor = knowsTowns ? foreignTownFactor : unknownTownFactor
      return { factor, distance: 0, isKnown: false, isElsewhere: false }
    }
    if (town.places.includes(entity)) return { factor: 1, distance: 0, isKnown: true, isElsewhere: false }
    const distance = nearest(index, entity, town)
    return { factor: distanceFactor(entity, town, distance), distance, isKnown: true, isElsewhere: false }
  }

  const distanceFactor = (entity: number, town: NamedTown, distance: number): number => {
    const areas = rowOf(index.around, entity)
    if (areas.some((place) => town.places.includes(place))) return insideFactor
    // Where municipalities are drawn there is nothing to guess, but towns grow across their borders.
    const isMunicipality = (place: number): boolean => reachOf(index, place) >= placeRadiusM.municipality
    if (town.places.some((place) => index.areaPlaces.has(place) && isMunicipality(place))) {
      const hasMiddle = town.places.some((place) => !index.areaPlaces.has(place))
      return hasMiddle && distance <= borderReach ? borderFactor : otherTownFactor
    }
    const namedReach = Math.max(...town.places.map((place) => reachOf(index, place)))
    const isPart = (index.entityTownReach[entity] ?? 0) < namedReach
    const steps = isPart ? suburbFactors : neighbourFactors
    return steps.find(({ within }) => distance <= within)?.factor ?? otherTownFactor
  }

  return {
    find(words, options) {
      const postcodes = postcodesAmong(words)
      const named = words.filter((word) => !isCodeLike(word))
      if (named.length === 0) return { town: undefined, postcodes }
      const key = named.map((word) => word.forms[0]).join(' ')
      const exact = options.withTypos ? placesNamed(named, { ...options, withTypos: false }) : undefined
      if (exact && exact.length > 0) return { town: { key, places: exact, isElsewhere: false }, postcodes }
      const isElsewhere = hasName(index.elsewhere, key)
      // A town that exists is not a misspelt other one.
      const places = placesNamed(named, { ...options, withTypos: options.withTypos && !isElsewhere })
      return { town: { key, places, isElsewhere: isElsewhere && places.length === 0 }, postcodes }
    },
    agreement(entity, towns) {
      let factor = 1
      let distance = 0
      let isKnown = false
      let isElsewhere = false
      for (const town of towns) {
        const agreement = agreementWith(entity, town)
        factor = Math.min(factor, agreement.factor)
        distance = Math.max(distance, agreement.distance)
        isKnown ||= agreement.isKnown
        isElsewhere ||= agreement.isElsewhere
      }
      return { factor, distance, isKnown, isElsewhere }
    },
    readNumber: (words) => readHouseNumber(words.map((word) => word.text).join(' ')),
  }
}

function nearest(index: AddressSections, entity: number, town: NamedTown): number {
  let best = town.places.length === 0 ? 0 : 10
  const lon = index.entityLon[entity] ?? 0
  const lat = index.entityLat[entity] ?? 0
  // The middle of an area says less than the settlement that it is named after.
  const points = town.places.filter((place) => !index.areaPlaces.has(place))
  for (const place of points.length > 0 ? points : town.places) {
    const away = metresBetween(lon, lat, index.entityLon[place] ?? 0, index.entityLat[place] ?? 0)
    best = Math.min(best, away / reachOf(index, place))
  }
  return best
}

function reachOf(index: AddressSections, place: number): number {
  return placeRadiusM[placeKinds[(index.entityKind[place] ?? 1) - 1] ?? 'locality']
}
