import type { FindNamesOptions, NameFit } from './find-names.ts'
import type { HouseNumber } from './house-number.ts'
import type { QueryPart } from './read-query.ts'
import type { Word } from './read-words.ts'
import { isBackwards, isCodeLike, isPostcodeLike, isStreetType } from './read-words.ts'
import type { NamedTown, TownFinder } from './town-finder.ts'

/** What a part says beside the name of the street. */
export interface Leftovers {
  readonly house: HouseNumber | undefined
  readonly postcodes: readonly string[]
  readonly towns: readonly NamedTown[]
  /** Weight of the words that mean nothing here. */
  readonly strayWeight: number
  /** One of them is a kind of street. */
  readonly hasStrayType: boolean
}

/** A number this long in the same part as the street is a postcode when there is a house number already. */
const postcodeDigits = 4
const secondNumberWeight = 0.3
/** A number inside the name makes it another name: `Rua 5 de Outubro 12` is not on Rua 12 de Outubro. */
const innerNumberWeight = 1.5

/**
 * Reads the words of a part that a name does not account for. A number after the name, else before it, is the house number; words
 * before or after the name that are together a known place are the town; the rest is stray.
 */
export function readLeftovers(
  part: QueryPart,
  fit: NameFit,
  towns: TownFinder,
  options: FindNamesOptions,
): Leftovers {
  const taken = new Set(fit.aligned)
  const first = fit.aligned[0] ?? 0
  const last = fit.aligned[fit.aligned.length - 1] ?? -1
  const free = part.words.map((_, at) => at).filter((at) => !taken.has(at))
  const houseAt = findHouseNumber(part.words, free, first, last)
  const houseWords: Word[] = []
  if (houseAt >= 0) {
    houseWords.push(...part.words.slice(houseAt, houseAt + 1))
    taken.add(houseAt)
    const letter = part.words[houseAt + 1]
    if (letter && !taken.has(houseAt + 1) && /^(\p{L}|bis|ter)$/u.test(letter.text)) {
      houseWords.push(letter)
      taken.add(houseAt + 1)
    }
  }

  const postcodes: string[] = []
  const named: NamedTown[] = []
  let strayWeight = 0
  let hasStrayType = false
  const stray = (words: readonly Word[]): void => {
    for (const word of words) {
      strayWeight += word.weight
      hasStrayType ||= word.forms.some(isStreetType)
    }
  }
  for (const run of runsOf(part.words, taken)) {
    const numbers = run.words.filter(isCodeLike)
    for (const number of numbers) {
      if (run.from > first && run.to < last) strayWeight += innerNumberWeight
      else if (number.text.replace(/\D/g, '').length >= postcodeDigits)
        postcodes.push(number.text.replace(/\W/g, ''))
      else strayWeight += secondNumberWeight
    }
    const words = run.words.filter((word) => !isCodeLike(word))
    const isOutside = run.from > last || run.to < first
    const isAtEnd = run.to === part.words.length - 1
    const town =
      isOutside && words.length > 0
        ? towns.find(words, { ...options, isPrefix: options.isPrefix && isAtEnd }).town
        : undefined
    if (town && town.places.length > 0) named.push(town)
    else stray(words)
  }
  return {
    house: houseWords.length > 0 ? towns.readNumber(houseWords) : undefined,
    postcodes,
    towns: named,
    strayWeight,
    hasStrayType,
  }
}

/** The position of the house number among the free words, or -1. A postcode is the house number only where nothing else is. */
function findHouseNumber(
  words: readonly Word[],
  free: readonly number[],
  first: number,
  last: number,
): number {
  const numbers = free.filter((at) => words[at]?.isNumber && (at > last || at < first))
  const after = numbers.filter((at) => at > last)
  const isLikely = (at: number): boolean => !isPostcodeLike(words[at]?.text ?? '')
  return (
    after.find(isLikely) ??
    numbers.find(isLikely) ??
    numbers.find((at) => !isBackwards(words[at]?.text ?? '')) ??
    -1
  )
}

interface Run {
  readonly from: number
  readonly to: number
  readonly words: readonly Word[]
}

/** Neighbouring words that are not taken. */
function runsOf(words: readonly Word[], taken: ReadonlySet<number>): Run[] {
  const runs: Run[] = []
  let from = 0
  for (let at = 0; at <= words.length; at++) {
    if (at < words.length && !taken.has(at)) continue
    if (at > from) runs.push({ from, to: at - 1, words: words.slice(from, at) })
    from = at + 1
  }
  return runs
}
