import { foldText } from './fold-text.ts'
import { dictionaryOf } from './word-dictionary.ts'
import { shortenedEnds, shortenedWords, smallWords, streetTypes } from './street-words.ts'

/** One word of an address. */
export interface Word {
  /** As written, folded. */
  readonly text: string
  /** What it may stand for, likeliest first; never empty. */
  readonly forms: readonly string[]
  /** How much it says about which street is meant: 1 for a plain word, near 0 for an article. */
  readonly weight: number
  /** A house number, a range of them or a postcode: digits, perhaps with a hyphen and one letter. */
  readonly isNumber: boolean
}

/** Weight of a kind of street. */
export const typeWeight = 0.35
const titleWeight = 0.5
/** Weight of an article. */
export const smallWeight = 0.08
const numberWeight = 0.7
/** By length: a word of two or three letters that no name has is rather a misspelt article than a name. */
const shortWordWeights: Readonly<Record<number, number>> = { 2: 0.3, 3: 0.6 }

/** Shorter forms are too easily mistaken for one another. */
const leastMisspelt = 5

const typesByForm = invert(streetTypes)
const titlesByForm = invert(shortenedWords)
const knownForms = dictionaryOf([...typesByForm.keys(), ...titlesByForm.keys()])

/** A number with an optional range and letter, or a word with the full stop that marks an abbreviation. */
const wordPattern = /\d+(?:[-–/]\d+)*\p{L}?(?![\p{L}\p{N}])|[\p{L}\p{N}]+\.?/gu
const numberPattern = /^\d+(?:[-–/]\d+)*\p{L}?$/u

/** The words of one part of an address, in order, with the abbreviations of our languages spelled out. */
export function readWords(text: string): Word[] {
  const raw = foldText(text).match(wordPattern) ?? []
  return raw.map((written, index) => readWord(written, index, raw.length))
}

/** The postcodes among words: numbers, those that follow each other as one (`411 04`), and letters before digits (`AD500`). */
export function postcodesAmong(words: readonly Word[]): string[] {
  const codes: string[] = []
  words.forEach((word, at) => {
    if (!isCodeLike(word)) return
    const text = word.text.replace(/\W/g, '')
    if (word.isNumber && words[at - 1]?.isNumber) codes.push(`${codes.pop() ?? ''}${text}`)
    else codes.push(text)
  })
  return codes
}

/** Whether a word may be a postcode and is no name. */
export function isCodeLike({ isNumber, text }: Word): boolean {
  return isNumber || /^\p{L}{1,2}\d{2,5}$/u.test(text)
}

/** Whether a number is rather a postcode than of a house: five digits and more, or a range that runs backwards. */
export function isPostcodeLike(text: string): boolean {
  return text.replace(/\D/g, '').length > 4 || isBackwards(text)
}

/** `4000-447`: no range of house numbers. */
export function isBackwards(text: string): boolean {
  const [from = '', to] = text.split('-')
  return to !== undefined && Number.parseInt(from, 10) > Number.parseInt(to, 10)
}

/** Whether a form is a kind of street rather than a name. */
export function isStreetType(form: string): boolean {
  return Object.hasOwn(streetTypes, form)
}

/** Weight of a form in a comparison, before its frequency is known. */
export function weightOfForm(form: string): number {
  if (isStreetType(form)) return typeWeight
  if (Object.hasOwn(shortenedWords, form)) return titleWeight
  if (smallWords.has(form)) return smallWeight
  return numberPattern.test(form) ? numberWeight : 1
}

function readWord(written: string, index: number, count: number): Word {
  const isShortened = written.endsWith('.')
  const text = isShortened ? written.slice(0, -1) : written
  const types = typesByForm.get(text) ?? []
  const titles = titlesByForm.get(text) ?? []
  // `St Mary's Street`: at the start of a name `st` is a saint, at its end a street.
  const isLast = index > 0 && index === count - 1
  const short = isLast || index === 0 ? [...types, ...titles] : [...titles, ...types]
  if (index === 0 && count > 1 && text === 'st') short.reverse()
  // `E` between names is a conjunction; before one it is East.
  const isSmall = smallWords.has(text) && !isShortened && (index > 0 || short.length === 0)
  const forms = isSmall ? [text, ...short] : short.length > 0 ? short : [text]
  const full = short.length === 0 ? fullForm(text, isShortened) : undefined
  // `Landstr.` is a Landstrasse, which is a kind of street itself.
  if (full !== undefined) forms.unshift(...(typesByForm.get(full) ?? [full]))
  if (text.length <= 2 && !forms.includes(text)) forms.push(text)
  return {
    text,
    forms,
    weight: Math.min(...forms.map(weightOfForm), shortWordWeights[text.length] ?? 1),
    isNumber: numberPattern.test(text),
  }
}

/**
 * Kinds of street and titles that a misspelt word may stand for (`Aveeida`, `Conselherio`), with how like it they are. Names hold
 * the word a form stands for, so forms need a comparison of their own.
 */
export function similarForms(
  text: string,
  mostEdits: number,
): { readonly form: string; readonly edits: number }[] {
  return knownForms.similar(text, mostEdits).flatMap(({ word, edits }) => {
    const form = knownForms.textOf(word)
    if (form.length < leastMisspelt) return []
    return [...(typesByForm.get(form) ?? []), ...(titlesByForm.get(form) ?? [])].map((full) => ({
      form: full,
      edits,
    }))
  })
}

/** Without the full stop only an end of three letters and more is one: many a name ends in two. */
function fullForm(text: string, isShortened: boolean): string | undefined {
  for (const [end, full] of shortenedEnds) {
    if (!isShortened && end.length < 3) continue
    if (text.length >= end.length + 3 && text.endsWith(end)) return text.slice(0, -end.length) + full
  }
  return undefined
}

function invert(words: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  const byForm = new Map<string, string[]>()
  for (const [word, forms] of Object.entries(words)) {
    for (const form of forms) byForm.set(form, [...(byForm.get(form) ?? []), word])
  }
  return byForm
}
