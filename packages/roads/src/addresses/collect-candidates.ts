import type { AddressSections } from './address-sections.ts'
import type { Candidate } from './candidate.ts'
import { nameFinder, similarWords } from './find-names.ts'
import type { FindNamesOptions, NameFit } from './find-names.ts'
import { nameOf } from './match-label.ts'
import { postcodeFinder } from './postcode-finder.ts'
import type { PostcodeAgreement } from './postcode-finder.ts'
import { readLeftovers } from './read-leftovers.ts'
import type { AddressQuery, QueryPart } from './read-query.ts'
import { readSurroundings } from './read-surroundings.ts'
import type { Surroundings } from './read-surroundings.ts'
import { smallWeight, typeWeight } from './read-words.ts'
import { rowOf } from './rows.ts'
import { placePostings, townFinder } from './town-finder.ts'
import type { TownAgreement } from './town-finder.ts'
import { isOtherLanguage } from './type-language.ts'

/** Below this a match is noise. */
const leastConfidence = 0.25

const otherTypeFactor = 0.8
const outOfOrderFactor = 0.95
/** `Rua Sla 12` is a house on an unknown street, not a part of Rua 12. */
const otherNumberFactor = 0.6
const noTownFactor = 0.98
/** A number that is no house number of what was found. */
const strayNumberFactor = 0.75
/** A house number says that a street was meant, not a stop or shop that is called like it. */
const numberedPointFactor = 0.65
/** Where no known town backs the street, a name that fits only in part is rather one of another city. */
const partOfNameFactor = 0.85
/** And so is one whose kind of street is of another language: `Carrer` for Rua. */
const otherLanguageFactor = 0.8
/** A postcode of elsewhere speaks against the street, less so where the town is right: digits are easily mistyped. */
const otherPostcodeFactor = 0.6
const otherPostcodeInTownFactor = 0.85
/** A postcode of here speaks for a street whose town nobody knows. */
const postcodeBacksFactor = 0.95

const otherCountryFactor = 0.55
/** Of two names that fit, the one that accounts for more of what was written: Rua Padre António Porto, not Rua Padre António in Porto. */
const explainedPreference = 0.011

/** Finds all that one reading of a query may mean, each part in turn taken for the one that names it. */
export function candidateCollector(
  index: AddressSections,
): (query: AddressQuery, withTypos: boolean, isTyping: boolean) => Candidate[] {
  const similarTo = similarWords(index)
  const findNames = nameFinder(index, similarTo, index.postings)
  const towns = townFinder(index, nameFinder(index, similarTo, placePostings(index)))
  const agreesWithCodes = postcodeFinder(index)

  const collect = (
    found: Candidate[],
    query: AddressQuery,
    position: number,
    part: QueryPart,
    fit: NameFit,
    around: Surroundings,
    options: FindNamesOptions,
  ): void => {
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
    const isPartial = left.strayWeight > smallWeight * 2
    const numberFactor = isBareNumber && isPartial ? otherNumberFactor : 1
    const nameConfidence = likeness * likeness * typeFactor * numberFactor
    if (nameConfidence < leastConfidence) return
    const named = [...around.towns, ...left.towns]
    const postcodes = [...around.postcodes, ...left.postcodes]
    const countryFactor = isOtherCountry(index, query.countries) ? otherCountryFactor : 1
    const written = part.words.map((word) => word.text).join(' ')
    for (const entity of rowOf(index.nameEntities, fit.name)) {
      const isStreet = entity < index.streetCount
      const isPoint = entity >= index.pointsFrom
      if (part.role === 'name' && !isPoint) continue
      const place = towns.agreement(entity, named)
      const house = left.house ?? around.house
      const surroundings = isStreet ? around.streetFactor : isPoint ? around.pointFactor : around.placeFactor
      const numberFits =
        isStreet || left.house === undefined ? 1 : isPoint ? numberedPointFactor : strayNumberFactor
      const textConfidence = nameConfidence * surroundings * numberFits
      const code = agreesWithCodes(entity, postcodes)
      const isPlace = !isStreet && !isPoint
      const townFactor =
        countryFactor *
        (isPlace ? place.factor : withPostcode(named.length === 0 ? noTownFactor : place.factor, place, code))
      const isBacked = isPlace || place.isKnown || code === 'same' || code === 'near'
      if (nameConfidence * townFactor < leastConfidence) continue
      const languageFactor =
        isBacked || !isOtherLanguage(written, nameOf(index, entity)) ? 1 : otherLanguageFactor
      const partFactor = isPartial && (isPoint || !isBacked) ? partOfNameFactor : 1
      const confidence = Math.min(1, textConfidence * townFactor * partFactor * languageFactor)
      found.push({
        entity,
        position,
        nameConfidence,
        textConfidence,
        confidence,
        townFactor,
        preference:
          (code === 'same' ? 0.02 : 0) -
          0.01 * place.distance +
          explainedPreference * fit.aligned.length +
          standing(index, entity),
        house: isStreet ? house : undefined,
      })
    }
  }

  return (query, withTypos, isTyping) => {
    const found: Candidate[] = []
    const isAddressed = query.parts.some(({ role }) => role === 'street' || role === 'name')
    query.parts.forEach((part, position) => {
      if (part.isNumeric && query.parts.length > 1) return
      if (part.role === 'town' && isAddressed) return
      const isLastPart = position === query.parts.length - 1
      const options = { withTypos, isPrefix: isTyping && isLastPart }
      const around = readSurroundings(query, position, towns, { withTypos, isPrefix: isTyping })
      for (const fit of findNames(part.words, options))
        collect(found, query, position, part, fit, around, options)
    })
    return found.filter(
      ({ confidence, entity }) => confidence >= leastConfidence || entity >= index.pointsFrom,
    )
  }
}

function isOtherCountry(index: AddressSections, named: readonly string[]): boolean {
  if (named.length === 0 || index.countries.length === 0) return false
  return named.every((code) => !index.countries.includes(code))
}

function withPostcode(factor: number, town: TownAgreement, code: PostcodeAgreement): number {
  if (code === 'same') return Math.min(1, Math.max(factor, postcodeBacksFactor) * 1.03)
  if (code === 'near')
    return town.isKnown || town.isElsewhere ? factor : Math.max(factor, postcodeBacksFactor)
  if (code === 'unsure') return factor
  return factor * (town.isKnown && town.factor >= 0.95 ? otherPostcodeInTownFactor : otherPostcodeFactor)
}

/** Larger places and streets with surveyed houses come first among equals, named points last. */
function standing(index: AddressSections, entity: number): number {
  if (entity >= index.pointsFrom) return -0.03
  const kind = index.entityKind[entity] ?? 0
  if (kind > 0) return 0.01 - 0.001 * kind
  const houses = (index.houseOffsets[entity + 1] ?? 0) - (index.houseOffsets[entity] ?? 0)
  const lines = (index.streetLines[entity + 1] ?? 0) - (index.streetLines[entity] ?? 0)
  return 0.001 * Math.min(1, houses / 20) + 0.001 * Math.min(1, lines / 10)
}
