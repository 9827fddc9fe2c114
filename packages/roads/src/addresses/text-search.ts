import type { Point } from '@cartage/domain'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Match, MatchLevel } from '../region/types.ts'
import { ACCEPT_CONFIDENCE } from './address-index.ts'
import type { AddressIndex, AddressText } from './address-index.ts'
import type { AddressSections } from './address-sections.ts'
import { widePointKind } from './build-addresses.ts'
import type { Candidate } from './candidate.ts'
import { candidateCollector } from './collect-candidates.ts'
import { findHouse } from './find-house.ts'
import { labelOf, matchAt } from './match-label.ts'
import { metresBetween } from './metres.ts'
import { nearestOnStreet } from './nearest-on-street.ts'
import { doubtFactor, rankCandidates } from './rank-candidates.ts'
import { readQuery } from './read-query.ts'
import type { AddressQuery } from './read-query.ts'
import { repairSpaces } from './repair-spaces.ts'

/** Above this typing errors are not looked for. */
const sureEnough = 0.9
/** Two places of one name this near are one. */
const samePlaceM = 10_000
const repairFactor = 0.92
/** A named point this near to the street that is named with it is the one meant. */
const besideStreetM = 150

/**
 * Text search over an address index. Each part between commas in turn is taken for the street; what the street's name does not account for
 * is read as house number, town and postcode, and what is left over then counts against it. Exact words are tried first, typing errors
 * only when that gives no sure answer.
 */
export function textSearch(index: AddressSections): AddressIndex['search'] {
  const collect = candidateCollector(index)

  const withRepairedSpaces = (readings: readonly AddressQuery[]): Candidate[] => {
    return readings.flatMap((query) => {
      const repairs = query.parts.map((part) => repairSpaces(part.words, index.dictionary))
      if (repairs.every((words) => words === undefined)) return []
      const parts = query.parts.map((part, at) => ({ ...part, words: repairs[at] ?? part.words }))
      return collect({ ...query, parts }, false, false).map((candidate) => ({
        ...candidate,
        confidence: candidate.confidence * repairFactor,
      }))
    })
  }

  return (text, options = {}) => {
    const readings = readQuery(text).filter((query) => query.parts.length > 0)
    const search = (queries: readonly AddressQuery[], withTypos: boolean): Candidate[] => {
      return queries.flatMap((query) => {
        return besideStreets(index, collect(query, withTypos, options.prefix === true && query.endsInWord))
      })
    }
    const exact = search(readings, false)
    const isSure = exact.some((candidate) => candidate.textConfidence >= sureEnough)
    const found = isSure ? exact : [...exact, ...search(readings, true)]
    // Moving spaces is a bolder guess than a mistyped letter: only where that leads nowhere.
    const isFound = found.some((candidate) => candidate.textConfidence >= ACCEPT_CONFIDENCE)
    if (!isFound) found.push(...withRepairedSpaces(readings))
    const ranked = rankCandidates(index, found, writtenText(text), options.near)
    const limit = Math.max(0, Math.trunc(options.limit ?? 5))
    const doubt = doubtFactor(index, ranked, options.near)
    const matches: Match[] = []
    for (const candidate of ranked) {
      if (matches.length >= limit) break
      const match = toMatch(index, candidate, doubt)
      if (!matches.some((known) => isSamePlace(known, match))) matches.push(match)
    }
    return matches
  }
}

function writtenText(text: AddressText): string {
  return typeof text === 'string' ? text : [text.name, text.street, text.city].join(' ')
}

/**
 * A named point and a street that lie together and are named together (`Café Majestic, Rua de Santa Catarina`) confirm each other; the point
 * is then the more exact of the two.
 */
function besideStreets(index: AddressSections, found: readonly Candidate[]): readonly Candidate[] {
  const streets = found.filter(
    ({ entity, nameConfidence }) => entity < index.streetCount && nameConfidence >= sureEnough,
  )
  if (streets.length === 0) return found
  return found.map((point) => {
    if (point.entity < index.pointsFrom || point.nameConfidence < sureEnough) return point
    const lon = index.entityLon[point.entity] ?? 0
    const lat = index.entityLat[point.entity] ?? 0
    const beside = streets.find((street) => {
      if (street.position === point.position) return false
      return (nearestOnStreet(index, street.entity, lon, lat)?.distanceM ?? Infinity) <= besideStreetM
    })
    if (!beside) return point
    const confidence = Math.max(point.confidence, Math.min(1, point.nameConfidence * beside.townFactor))
    return { ...point, confidence, textConfidence: Math.max(point.textConfidence, point.nameConfidence) }
  })
}

/** A town is often drawn twice, as a point and as an area. */
function isSamePlace(a: Match, b: Match): boolean {
  if (a.level !== 'place' || b.level !== 'place' || a.label !== b.label) return false
  const units = (point: Point): [number, number] => [point.lon * unitsPerDegree, point.lat * unitsPerDegree]
  return metresBetween(...units(a), ...units(b)) < samePlaceM
}

/** The most that a street can be for a text that names a house which nobody has surveyed. */
const mostWithoutNumber = 0.95

function toMatch(index: AddressSections, candidate: Candidate, doubt: number): Match {
  const { entity, house } = candidate
  const confidence = candidate.confidence * doubt
  const found = house ? findHouse(index, entity, house) : undefined
  if (found) {
    return matchAt(found.lon, found.lat, labelOf(index, entity, found.label), found.level, confidence)
  }
  return matchAt(
    index.entityLon[entity] ?? 0,
    index.entityLat[entity] ?? 0,
    labelOf(index, entity, undefined),
    levelOf(index, entity),
    // The street is sure, the door is not.
    house && entity < index.streetCount ? Math.min(confidence, mostWithoutNumber) : confidence,
  )
}

/** A named point is as exact as a house, unless it is too large to have one door. */
function levelOf(index: AddressSections, entity: number): MatchLevel {
  if (entity < index.streetCount) return 'street'
  if (entity < index.pointsFrom || index.entityKind[entity] === widePointKind) return 'place'
  return 'house'
}
