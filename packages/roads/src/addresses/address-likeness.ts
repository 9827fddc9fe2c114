import type { AddressText } from './address-index.ts'
import { readHouseNumber } from './house-number.ts'
import { codeOf } from './postcode-finder.ts'
import { readQuery } from './read-query.ts'
import type { QueryPart } from './read-query.ts'
import { isCodeLike, isStreetType, postcodesAmong, readWords, weightOfForm } from './read-words.ts'
import type { Word } from './read-words.ts'
import { dictionaryOf } from './word-dictionary.ts'

/** An address that somebody else's search answered with, in its parts. */
export interface AnsweredAddress {
  /** The street, or the name of the point or place where that is what was found. */
  readonly name: string
  readonly houseNumber: string | undefined
  readonly postcode: string | undefined
  /** Towns, parts of towns and whatever else the answer says around the name. */
  readonly around: readonly string[]
}

/** How an answer fits what was asked. */
export interface AddressLikeness {
  /** On the scale of `ACCEPT_CONFIDENCE`. */
  readonly confidence: number
  /** The house number that was asked for is the answer's; also when none was asked for. */
  readonly isSameNumber: boolean
}

const otherTypeFactor = 0.8
const otherTownFactor = 0.6
const otherPostcodeFactor = 0.85

/**
 * Judges the answer of another address search by its words, as the region's own search judges its names: services rank their answers but hardly
 * say how sure they are, and each on a scale of its own.
 */
export function addressLikeness(asked: AddressText, answer: AnsweredAddress): AddressLikeness {
  const judged = readQuery(asked).map(({ parts }) => judge(parts, answer))
  return judged.toSorted((a, b) => b.confidence - a.confidence)[0] ?? { confidence: 0, isSameNumber: false }
}

function judge(parts: readonly QueryPart[], answer: AnsweredAddress): AddressLikeness {
  const left = new Set(parts.flatMap(({ words }) => words))
  const codes = parts.flatMap(({ words }) => postcodesAmong(words)).filter((code) => code.length >= 4)
  const name = readWords(answer.name)
  let common = 0
  let alignedWeight = 0
  let nameWeight = 0
  let lacksType = false
  for (const word of name) {
    const weight = weightOf(word)
    nameWeight += weight
    const found = likest(word, left)
    if (!found) {
      lacksType ||= word.forms.some(isStreetType)
      continue
    }
    left.delete(found.word)
    common += weight * found.likeness
    alignedWeight += weight
  }
  const around = answer.around.flatMap((text) => readWords(text))
  let isTownNamed = false
  for (const word of around) {
    const found = likest(word, left)
    if (!found) continue
    left.delete(found.word)
    isTownNamed ||= weightOf(word) >= 1
  }
  const numbers = [...left].filter(isCodeLike)
  const stray = [...left].filter((word) => !isCodeLike(word))
  const strayWeight = stray.reduce((sum, word) => sum + word.weight, 0)
  const likeness =
    (2 * common) / (alignedWeight + nameWeight + (isTownNamed ? strayWeight : strayWeight / 2) || 1)
  const hasOtherType = lacksType && stray.some(({ forms }) => forms.some(isStreetType))
  // Words that are in no part of the answer name another town, unless one that is there was named too.
  const townFactor = !isTownNamed && strayWeight >= 1 ? otherTownFactor : 1
  const confidence =
    likeness *
    likeness *
    (hasOtherType ? otherTypeFactor : 1) *
    townFactor *
    postcodeFactor(codes, answer.postcode, isTownNamed)
  return { confidence, isSameNumber: hasNumber(numbers, answer.houseNumber) }
}

function weightOf({ forms, weight }: Word): number {
  return Math.min(weight, ...forms.map(weightOfForm))
}

/** The word that is likest, among those not accounted for; forgives as many typing errors as the region's own search. */
function likest(
  wanted: Word,
  left: ReadonlySet<Word>,
): { readonly word: Word; readonly likeness: number } | undefined {
  for (const word of left)
    if (word.forms.some((form) => wanted.forms.includes(form))) return { word, likeness: 1 }
  const mostEdits = wanted.isNumber || wanted.text.length < 4 ? 0 : wanted.text.length < 8 ? 1 : 2
  if (mostEdits === 0) return undefined
  const dictionary = dictionaryOf([wanted.text])
  for (const word of left) {
    const edits = word.isNumber ? undefined : dictionary.similar(word.text, mostEdits)[0]?.edits
    if (edits === undefined) continue
    return { word, likeness: 1 - (1.2 * edits) / Math.max(word.text.length, wanted.text.length) }
  }
  return undefined
}

function postcodeFactor(
  codes: readonly string[],
  postcode: string | undefined,
  isTownNamed: boolean,
): number {
  const own = postcode === undefined ? '' : codeOf(postcode)
  if (codes.length === 0 || own === '' || codes.some((code) => own.startsWith(code) || code.startsWith(own)))
    return 1
  return isTownNamed ? otherPostcodeFactor : otherTownFactor
}

function hasNumber(numbers: readonly Word[], houseNumber: string | undefined): boolean {
  const asked = numbers.filter(({ text }) => text.replace(/\D/g, '').length <= 4)
  if (asked.length === 0) return true
  const own = readHouseNumber(houseNumber ?? '')
  return own !== undefined && asked.some(({ text }) => readHouseNumber(text)?.first === own.first)
}
