import type { AddressText, StructuredAddress } from './address-index.ts'
import { countryCodes } from './country-names.ts'
import { nameKey } from './name-key.ts'
import { readHouseNumber } from './house-number.ts'
import type { Word } from './read-words.ts'
import { isPostcodeLike, isStreetType, readWords } from './read-words.ts'
import { unitWords } from './street-words.ts'

/** What a part is known to be; `any` where nobody said. */
export type PartRole = 'any' | 'name' | 'street' | 'town'

/** What stands between two commas, or in one field. */
export interface QueryPart {
  readonly role: PartRole
  readonly words: readonly Word[]
  /** Nothing but numbers: a house number or a postcode. */
  readonly isNumeric: boolean
  /** Reads like a street of its own: holds a kind of street or a number beside words. */
  readonly looksLikeStreet: boolean
}

/** An address as someone typed it. */
export interface AddressQuery {
  readonly parts: readonly QueryPart[]
  /** ISO codes of the country named at the end; more than one where the name has several, none where nobody names one. */
  readonly countries: readonly string[]
  /** The last word may be unfinished. */
  readonly endsInWord: boolean
}

const longestQuery = 300

/** Reads an address, typed or in fields. */
export function readQuery(text: AddressText): AddressQuery[] {
  return typeof text === 'string' ? readText(text) : [readFields(text)]
}

/**
 * Reads a typed address, dropping the country and the parts of a building ("2º Esq", "Apt 4"). Commas separate parts. Dashes, semicolons
 * and brackets may do so or belong to the name, so an address that has them is read both ways.
 */
function readText(text: string): AddressQuery[] {
  const bounded = text.slice(0, longestQuery)
  const whole = bounded.split(/[,|\n\t]/u)
  const split = whole.flatMap((part) => part.split(/[;()]|\s[-–—]\s/u))
  const endsInWord = /[\p{L}\p{N}]$/u.test(bounded)
  const readings = split.length > whole.length ? [whole, split] : [whole]
  return readings.map((parts) => ({ parts: readParts(parts), countries: countriesIn(parts), endsInWord }))
}

/** Reads an address in fields, each as if it stood between commas. A comma within a field parts it too. */
function readFields({ street, houseNumber, postcode, city, name }: StructuredAddress): AddressQuery {
  const fields: readonly [PartRole, readonly (string | undefined)[]][] = [
    ['name', [name?.replaceAll(',', ' ')]],
    ['street', [street, houseNumber]],
    ['town', [postcode, city]],
  ]
  const parts = fields.flatMap(([role, texts]) => {
    const text = texts.map((piece) => piece?.trim() ?? '').filter((piece) => piece !== '')
    return readParts(text.join(' ').slice(0, longestQuery).split(','), role)
  })
  return { parts, countries: countriesIn((city ?? '').split(',')), endsInWord: false }
}

function readParts(texts: readonly string[], role: PartRole = 'any'): QueryPart[] {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .filter((text, index) => index === 0 || !isCountry(text))
    .map((text, index) => readPart(index === 0 ? text : text.replace(stateBeforeCode, '$1'), role))
    .filter((part) => part.words.length > 0)
}

/** `OH 43215`: the state says no more than the code. */
const stateBeforeCode = /^[A-Z]{2}\s+(\d{5}(?:-\d{4})?)$/

function isCountry(part: string): boolean {
  return /^[A-Z]{2}$/.test(part) || countryCodes().has(nameKey(part))
}

/** Two letters may be a state, so only names count. */
function countriesIn(texts: readonly string[]): readonly string[] {
  return texts.slice(1).flatMap((text) => countryCodes().get(nameKey(text)) ?? [])
}

function readPart(text: string, role: PartRole): QueryPart {
  const words = withoutUnits(readWords(text))
  const isNumeric = words.every((word) => word.isNumber || word.text.length === 1)
  // A number before the words is a postcode: `411 04 Göteborg`.
  const firstWord = words.findIndex((word) => !word.isNumber)
  const hasNumber = words.some((word, at) => {
    if (at <= firstWord || isPostcodeLike(word.text)) return false
    return word.isNumber && readHouseNumber(word.text) !== undefined
  })
  const canBeStreet = !isNumeric && role !== 'town' && role !== 'name'
  return {
    role,
    words,
    isNumeric,
    looksLikeStreet: canBeStreet && (hasNumber || words.some((word) => isStreetType(word.forms[0] ?? ''))),
  }
}

function withoutUnits(words: readonly Word[]): Word[] {
  const kept: Word[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (!word) continue
    const next = words[i + 1]
    const isUnit = i > 0 && unitWords.has(word.text)
    if (isUnit && next?.isNumber) i++
    else if (!(isUnit && kept.some((before) => before.isNumber))) kept.push(word)
  }
  return kept
}
