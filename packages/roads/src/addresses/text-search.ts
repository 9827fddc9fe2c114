import type { Point } from '@cartage/domain'
import type { Match } from '../region/types.ts'
import { ACCEPT_CONFIDENCE } from './address-index.ts'
import type { AddressIndex } from './address-index.ts'
import type { AddressSections } from './address-sections.ts'
import { findHouse } from './find-house.ts'
import { nameFinder } from './find-names.ts'
import type { FindNamesOptions, NameFit } from './find-names.ts'
import type { HouseNumber } from './house-number.ts'
import { labelOf, matchAt } from './match-label.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { metresBetween } from './metres.ts'
import { readLeftovers } from './read-leftovers.ts'
import { repairSpaces } from './repair-spaces.ts'
import { readQuery } from './read-query.ts'
import type { AddressQuery, QueryPart } from './read-query.ts'
import { readPooled } from '../string-pool.ts'
import { smallWeight, typeWeight } from './read-words.ts'
import { rowOf } from './rows.ts'
import { townFinder } from './town-finder.ts'
import { isOtherLanguage } from './type-language.ts'
import type { NamedTown, TownFinder } from './town-finder.ts'
import { noReference } from './build-addresses.ts'

/** Below this a match is noise. */
const leastConfidence = 0.25
/** Above this typing errors are not looked for. */
const sureEnough = 0.9
/** Two answers within this confidence of each other are equally good. */
const tie = 0.02
/** Equally good answers further apart than this leave doubt about which is meant, metres. */
const doubtAtM = 3000

/** Two places of one name this near are one. */
const samePlaceM = 10_000

const otherTypeFactor = 0.8
const outOfOrderFactor = 0.95
/** `Rua Sla 12` is a house on an unknown street, not a part of Rua 12. */
const otherNumberFactor = 0.6
const doubtFactor = 0.93
const noTownFactor = 0.98
const repairFactor = 0.92
const venueFactor = 0.85
const secondStreetFactor = 0.45
const strayTextFactor = 0.4
/** Where no known town backs the street, a name that fits only in part is rather one of another city. */
const partOfNameFactor = 0.85
/** And so is one whose kind of street is of another language: `Carrer` for Rua. */
const otherLanguageFactor = 0.8

interface Candidate {
  readonly entity: number
  /** How well the text fits, whatever the town. */
  readonly textConfidence: number
  readonly confidence: number
  /** Orders candidates of equal confidence; small beside it. */
  readonly preference: number
  readonly house: HouseNumber | undefined
}

/** What the parts around the one that names the street say. */
interface Surroundings {
  readonly house: HouseNumber | undefined
  readonly postcodes: readonly string[]
  readonly towns: readonly NamedTown[]
  /** Product of the factors for text that names neither. */
  readonly streetFactor: number
  readonly placeFactor: number
}

/**
 * Text search over an address index. Each part between commas in turn is taken for the street; what the street's name does not account for
 * is read as house number, town and postcode, and what is left over then counts against it. Exact words are tried first, typing errors
 * only when that gives no sure answer.
 */
export function textSearch(index: AddressSections): AddressIndex['search'] {
  const findNames = nameFinder(index)
  const towns = townFinder(index, findNames)

  const attempt = (query: AddressQuery, withTypos: boolean, isTyping: boolean): Candidate[] => {
    const found: Candidate[] = []
    query.parts.forEach((part, position) => {
      if (part.isNumeric && query.parts.length > 1) return
      const isLastPart = position === query.parts.length - 1
      const options = { withTypos, isPrefix: isTyping && isLastPart }
      const around = readSurroundings(query, position, towns, { withTypos, isPrefix: isTyping })
      for (const fit of findNames(part.words, options)) {
        collect(index, found, part, fit, around, towns, options)
      }
    })
    return found
  }

  const withRepairedSpaces = (readings: readonly AddressQuery[]): Candidate[] => {
    return readings.flatMap((query) => {
      const repairs = query.parts.map((part) => repairSpaces(part.words, index.dictionary))
      if (repairs.every((words) => words === undefined)) return []
      const parts = query.parts.map((part, at) => ({ ...part, words: repairs[at] ?? part.words }))
      return attempt({ ...query, parts }, false, false).map((candidate) => ({
        ...candidate,
        confidence: candidate.confidence * repairFactor,
      }))
    })
  }

  return (text, options = {}) => {
    const readings = readQuery(text).filter((query) => query.parts.length > 0)
    const search = (queries: readonly AddressQuery[], withTypos: boolean): Candidate[] => {
      return queries.flatMap((query) => {
        return attempt(query, withTypos, options.prefix === true && query.endsInWord)
      })
    }
    const exact = search(readings, false)
    const isSure = exact.some((candidate) => candidate.textConfidence >= sureEnough)
    const found = isSure ? exact : [...exact, ...search(readings, true)]
    // Moving spaces is a bolder guess than a mistyped letter: only where that leads nowhere.
    const isFound = found.some((candidate) => candidate.textConfidence >= ACCEPT_CONFIDENCE)
    if (!isFound) found.push(...withRepairedSpaces(readings))
    const ranked = rankCandidates(index, found, text, options.near)
    const limit = Math.max(0, Math.trunc(options.limit ?? 5))
    const doubt = isInDoubt(index, ranked) ? doubtFactor : 1
    const matches: Match[] = []
    for (const candidate of ranked) {
      if (matches.length >= limit) break
      const match = toMatch(index, candidate, doubt)
      if (!matches.some((known) => isSamePlace(known, match))) matches.push(match)
    }
    return matches
  }
}

/** Best first, each street or place once. Among equals the one written with the same accents wins, then the one nearer to `near`. */
function rankCandidates(
  index: AddressSections,
  found: readonly Candidate[],
  text: string,
  near: Point | undefined,
): Candidate[] {
  const best = found.reduce((most, { confidence }) => Math.max(most, confidence), 0)
  const written = text.toLowerCase().normalize('NFC')
  const preferenceOf = ({ entity, confidence, preference }: Candidate): number => {
    if (best - confidence > 0.1) return preference
    const label = labelText(index, entity)
    const isAsWritten = written.includes(label.toLowerCase().normalize('NFC'))
    return preference + (isAsWritten ? 0.015 : 0) + nearness(index, entity, near)
  }
  const ranked = found.map((candidate) => ({ ...candidate, preference: preferenceOf(candidate) }))
  ranked.sort((a, b) => b.confidence + b.preference - a.confidence - a.preference)
  const seen = new Set<number>()
  return ranked.filter(({ entity }) => !seen.has(entity) && seen.add(entity))
}

function labelText(index: AddressSections, entity: number): string {
  return readPooled(index.pool, index.entityLabel[entity] ?? 0)
}

function nearness(index: AddressSections, entity: number, near: Point | undefined): number {
  if (!near) return 0
  const lon = near.lon * unitsPerDegree
  const lat = near.lat * unitsPerDegree
  const away = metresBetween(lon, lat, index.entityLon[entity] ?? 0, index.entityLat[entity] ?? 0)
  return 0.05 * Math.exp(-away / 5000)
}

function collect(
  index: AddressSections,
  found: Candidate[],
  part: QueryPart,
  fit: NameFit,
  around: Surroundings,
  towns: TownFinder,
  options: FindNamesOptions,
): void {
  const atBest = (2 * fit.common) / (fit.alignedWeight + fit.nameWeight || 1)
  if (atBest * atBest < leastConfidence) return
  const left = readLeftovers(part, fit, towns, options)
  const whole = fit.alignedWeight + left.strayWeight + fit.nameWeight
  const likeness = ((2 * fit.common) / (whole || 1)) * (fit.isInOrder ? 1 : outOfOrderFactor)
  const typeFactor = fit.lacksType && left.hasStrayType ? otherTypeFactor : 1
  const isBareNumber = fit.aligned.every((at) => {
    const word = part.words[at]
    return word === undefined || word.isNumber || word.weight <= typeWeight
  })
  const numberFactor = isBareNumber && left.strayWeight > smallWeight * 2 ? otherNumberFactor : 1
  const nameConfidence = likeness * likeness * typeFactor * numberFactor
  if (nameConfidence < leastConfidence) return
  const named = [...around.towns, ...left.towns]
  const postcodes = [...around.postcodes, ...left.postcodes]
  const partFactor = left.strayWeight > smallWeight * 2 ? partOfNameFactor : 1
  const written = part.words.map((word) => word.text).join(' ')
  for (const entity of rowOf(index.nameEntities, fit.name)) {
    const isStreet = entity < index.streetCount
    const place = towns.agreement(entity, named)
    const house = left.house ?? around.house
    const surroundings = isStreet ? around.streetFactor : around.placeFactor
    const townFactor = isStreet && named.length === 0 ? noTownFactor : place.factor
    const strayNumber = !isStreet && left.house !== undefined ? 0.75 : 1
    const textConfidence = nameConfidence * surroundings * strayNumber
    const isBacked = !isStreet || place.isKnown
    const languageFactor =
      isBacked || !isOtherLanguage(written, labelText(index, entity)) ? 1 : otherLanguageFactor
    const confidence = textConfidence * townFactor * (isBacked ? 1 : partFactor * languageFactor)
    if (confidence < leastConfidence) continue
    const hasPostcode = postcodes.some((code) => code === postcodeOf(index, entity))
    found.push({
      entity,
      textConfidence,
      confidence: hasPostcode ? Math.min(1, confidence * 1.03) : confidence,
      preference: (hasPostcode ? 0.02 : 0) - 0.01 * place.distance + standing(index, entity),
      house: isStreet ? house : undefined,
    })
  }
}

function readSurroundings(
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
  query.parts.forEach((other, at) => {
    if (at === position) return
    if (other.isNumeric) {
      const number = towns.readNumber(other.words)
      const isNextDoor = Math.abs(at - position) === 1
      if (!house && !hasOwnNumber && isNextDoor && number && String(number.first).length <= 4) house = number
      else postcodes.push(digitsOf(other.words.map((word) => word.text).join('')))
      return
    }
    const town = towns.find(other.words, {
      ...options,
      isPrefix: options.isPrefix && at === query.parts.length - 1,
    })
    postcodes.push(...town.postcodes)
    if (!town.town) return
    const isKnown = town.town.places.length > 0
    // What stands before the street and is no place is the name of a firm or building.
    const isVenue = at < position && !isKnown && !other.looksLikeStreet
    if (!isVenue) named.push(town.town)
    if (isVenue) streetFactor *= venueFactor
    if (other.looksLikeStreet && !isKnown) streetFactor *= secondStreetFactor
    if (!isKnown) placeFactor *= strayTextFactor
  })
  return { house, postcodes, towns: named, streetFactor, placeFactor }
}

function digitsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function postcodeOf(index: AddressSections, entity: number): string | undefined {
  const code = index.entityPostcode[entity] ?? noReference
  return code === noReference ? undefined : digitsOf(readPooled(index.pool, code).toLowerCase())
}

/** Larger places and streets with surveyed houses come first among equals. */
function standing(index: AddressSections, entity: number): number {
  const kind = index.entityKind[entity] ?? 0
  if (kind > 0) return 0.01 - 0.001 * kind
  const houses = (index.houseOffsets[entity + 1] ?? 0) - (index.houseOffsets[entity] ?? 0)
  const lines = (index.streetLines[entity + 1] ?? 0) - (index.streetLines[entity] ?? 0)
  return 0.001 * Math.min(1, houses / 20) + 0.001 * Math.min(1, lines / 10)
}

/** Whether a second answer is as good as the first and somewhere else, so that the first is partly a guess. */
function isInDoubt(index: AddressSections, ranked: readonly Candidate[]): boolean {
  const [first, second] = ranked
  if (!first || !second || first.confidence - second.confidence > tie) return false
  if (first.preference - second.preference > tie / 2) return false
  const away = metresBetween(
    index.entityLon[first.entity] ?? 0,
    index.entityLat[first.entity] ?? 0,
    index.entityLon[second.entity] ?? 0,
    index.entityLat[second.entity] ?? 0,
  )
  return away > doubtAtM
}

/** A town is often drawn twice, as a point and as an area. */
function isSamePlace(a: Match, b: Match): boolean {
  if (a.level !== 'place' || b.level !== 'place' || a.label !== b.label) return false
  const units = (point: Point): [number, number] => [point.lon * unitsPerDegree, point.lat * unitsPerDegree]
  return metresBetween(...units(a), ...units(b)) < samePlaceM
}

function toMatch(index: AddressSections, candidate: Candidate, doubt: number): Match {
  const { entity, house } = candidate
  const confidence = candidate.confidence * doubt
  const found = house ? findHouse(index, entity, house) : undefined
  if (found) {
    return matchAt(found.lon, found.lat, labelOf(index, entity, found.label), found.level, confidence)
  }
  const level = entity < index.streetCount ? 'street' : 'place'
  return matchAt(
    index.entityLon[entity] ?? 0,
    index.entityLat[entity] ?? 0,
    labelOf(index, entity, undefined),
    level,
    confidence,
  )
}
