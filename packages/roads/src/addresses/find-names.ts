import type { AddressSections } from './address-sections.ts'
import { isStreetType, similarForms } from './read-words.ts'
import type { Word } from './read-words.ts'
import { rowOf } from './rows.ts'
import type { Rows } from './rows.ts'

/** How the words of a query part fit one name of the index. */
export interface NameFit {
  readonly name: number
  /** Positions in the query part that the name accounts for, ascending. */
  readonly aligned: readonly number[]
  /** Weight of the common words, less what typing errors take away. */
  readonly common: number
  /** Weight of the common words. */
  readonly alignedWeight: number
  /** Weight of all words of the name. */
  readonly nameWeight: number
  /** The common words come in the order of the name. */
  readonly isInOrder: boolean
  /** The name has a kind of street that the query does not. */
  readonly lacksType: boolean
}

export interface FindNamesOptions {
  /** Also accept words that differ by typing errors. */
  readonly withTypos: boolean
  /** The last word may be the beginning of a longer one. */
  readonly isPrefix: boolean
}

/** What query words may stand for, remembered: a search asks for the same word as part of the street, of the town and of what is left over. */
export type SimilarWords = (
  word: Word,
  options: FindNamesOptions,
  isUnfinished: boolean,
) => ReadonlyMap<number, number>

export type NameFinder = (words: readonly Word[], options: FindNamesOptions) => readonly NameFit[]

/** Names looked at closely; more never changed the best answer on our extracts. */
const mostCandidates = 80
/** A name with a smaller share of the votes than this part of the best one's is not looked at. */
const leastShareOfBest = 0.4
/** A word on more names than this share says too little to start from. */
const heavyShare = 0.04
const heavyAtLeast = 400
/** Bounds the work of one query, whatever is typed. */
const mostPostings = 60_000
/** While typing, words still to come count this much against a name. */
const pendingShare = 0.25
const mostRemembered = 500

/** Dictionary words that a query word may stand for, with how like it they are, likest first. */
export function similarWords(index: AddressSections): SimilarWords {
  const remembered = new Map<string, ReadonlyMap<number, number>>()
  return (word, options, isUnfinished) => {
    const key = `${options.withTypos ? 't' : ''}${isUnfinished ? 'p' : ''}${word.forms.join(' ')}:${word.text}`
    const known = remembered.get(key)
    if (known) return known
    const found = findSimilarWords(index, word, options, isUnfinished)
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(key, found)
    return found
  }
}

/**
 * Finds the names that share words with a query part, among those in `postings`. Words vote for the names that hold them, weighted by how much
 * they say; the names with the best share of votes are then compared word by word. Word order does not matter, though names in the
 * written order win ties. Not reentrant: scratch memory is kept between calls.
 */
export function nameFinder(index: AddressSections, similarTo: SimilarWords, postings: Rows): NameFinder {
  const nameCount = index.nameWords.offsets.length - 1
  const votes = new Float32Array(nameCount)
  const lastVoter = new Float64Array(nameCount)
  const nameWeight = new Float32Array(nameCount)
  for (let name = 0; name < nameCount; name++) {
    for (const word of rowOf(index.nameWords, name)) {
      nameWeight[name] = (nameWeight[name] ?? 0) + (index.wordWeight[word] ?? 0)
    }
  }
  const typeWords = new Set<number>()
  for (let word = 0; word < index.dictionary.count; word++) {
    if (isStreetType(index.dictionary.textOf(word))) typeWords.add(word)
  }
  const heavyFrom = Math.max(heavyAtLeast, nameCount * heavyShare)
  // Grows with every vote, so that marks of earlier calls need no clearing.
  let voter = 0

  const vote = (matches: readonly ReadonlyMap<number, number>[], heavy: boolean): number[] => {
    const touched: number[] = []
    let visited = 0
    const first = voter + 1
    for (const match of matches) {
      voter++
      for (const [word, likeness] of match) {
        const names = rowOf(postings, word)
        if (names.length > heavyFrom !== heavy || visited > mostPostings) continue
        visited += names.length
        const weight = likeness * (index.wordWeight[word] ?? 0)
        for (const name of names) {
          if (lastVoter[name] === voter) continue
          if ((lastVoter[name] ?? 0) < first) {
            votes[name] = 0
            touched.push(name)
          }
          lastVoter[name] = voter
          votes[name] = (votes[name] ?? 0) + weight
        }
      }
    }
    return touched
  }

  return (words, options) => {
    const matches = words.map((word, position) => {
      return similarTo(word, options, options.isPrefix && position === words.length - 1)
    })
    const lightly = vote(matches, false)
    const touched = lightly.length > 0 ? lightly : vote(matches, true)
    const pending = options.isPrefix ? pendingShare : 1
    for (const name of touched) {
      votes[name] = (votes[name] ?? 0) / (1 + (nameWeight[name] ?? 0) * pending)
    }
    const best = mostVoted(touched, votes)
    const least = (votes[best[0] ?? 0] ?? 0) * leastShareOfBest
    return best
      .filter((name) => (votes[name] ?? 0) >= least)
      .map((name) => fitName(index, typeWords, name, words, matches, options))
  }
}

/** The names with the most votes, of equals the first, in order: a short list kept sorted, since a common word touches every name. */
function mostVoted(names: readonly number[], votes: Float32Array): number[] {
  const best: number[] = []
  let least = -1
  for (const name of names) {
    const share = votes[name] ?? 0
    if (best.length === mostCandidates) {
      if (share <= least) continue
      best.pop()
    }
    let at = best.length
    while (at > 0 && (votes[best[at - 1] ?? 0] ?? 0) < share) at--
    best.splice(at, 0, name)
    least = votes[best.at(-1) ?? 0] ?? 0
  }
  return best
}

function findSimilarWords(
  index: AddressSections,
  word: Word,
  options: FindNamesOptions,
  isUnfinished: boolean,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  const { dictionary } = index
  for (const form of word.forms) {
    const exact = dictionary.find(form)
    if (exact >= 0 && !found.has(exact)) found.set(exact, 1)
  }
  if (isUnfinished) {
    const { from, to } = dictionary.withPrefix(word.text)
    for (let at = from; at < to; at++) {
      if (!found.has(at)) found.set(at, 0.9 + (0.1 * word.text.length) / dictionary.lengthOf(at))
    }
  }
  if (options.withTypos && !word.isNumber) {
    const mostEdits = word.text.length < 4 ? 0 : word.text.length < 8 ? 1 : 2
    if (mostEdits > 0) {
      for (const { word: near, edits } of dictionary.similar(word.text, mostEdits)) {
        const length = Math.max(word.text.length, dictionary.lengthOf(near))
        if (!found.has(near)) found.set(near, 1 - (1.2 * edits) / length)
      }
      for (const { form, edits } of similarForms(word.text, mostEdits)) {
        const near = dictionary.find(form)
        if (near >= 0 && !found.has(near)) found.set(near, 1 - (1.2 * edits) / word.text.length)
      }
    }
  }
  return found
}

function fitName(
  index: AddressSections,
  typeWords: ReadonlySet<number>,
  name: number,
  words: readonly Word[],
  matches: readonly ReadonlyMap<number, number>[],
  options: FindNamesOptions,
): NameFit {
  const aligned: number[] = []
  let common = 0
  let alignedWeight = 0
  let nameWeight = 0
  let lacksType = false
  let isInOrder = true
  for (const word of rowOf(index.nameWords, name)) {
    const weight = index.wordWeight[word] ?? 0
    let best = -1
    let bestLikeness = 0
    for (let position = 0; position < words.length; position++) {
      const likeness = matches[position]?.get(word) ?? 0
      if (likeness > bestLikeness && !aligned.includes(position)) {
        best = position
        bestLikeness = likeness
      }
    }
    if (best < 0) {
      nameWeight += options.isPrefix ? weight * pendingShare : weight
      lacksType ||= typeWords.has(word)
      continue
    }
    nameWeight += weight
    alignedWeight += weight
    common += weight * bestLikeness
    isInOrder &&= best > (aligned[aligned.length - 1] ?? -1)
    aligned.push(best)
  }
  return {
    name,
    aligned: aligned.toSorted((a, b) => a - b),
    common,
    alignedWeight,
    nameWeight,
    isInOrder,
    lacksType,
  }
}
