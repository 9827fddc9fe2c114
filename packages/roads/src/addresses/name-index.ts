import type { SectionArray } from '../sections.ts'
import { readWords, weightOfForm } from './read-words.ts'
import { toRows } from './rows.ts'

/** Below this many names a word's frequency says nothing. */
const fewNames = 50

/**
 * Inverted index of names: distinct words in sorted order (the dictionary), distinct names as rows of words, names by word (postings) and
 * entities by name. Names that differ only in abbreviation, accents or case are one.
 */
export function buildNameIndex(
  names: readonly { readonly text: string; readonly entity: number }[],
): Record<string, SectionArray> {
  const entitiesByKey = new Map<
    string,
    { readonly forms: readonly string[]; readonly entities: Set<number> }
  >()
  for (const { text, entity } of names) {
    const forms = readWords(text).map((word) => word.forms[0] ?? word.text)
    if (forms.length === 0) continue
    const key = forms.join(' ')
    const known = entitiesByKey.get(key)
    if (known) known.entities.add(entity)
    else entitiesByKey.set(key, { forms, entities: new Set([entity]) })
  }
  const distinct = [...entitiesByKey.values()]
  const words = [...new Set(distinct.flatMap(({ forms }) => forms))].toSorted(compareUnits)
  const wordIndex = new Map(words.map((word, index) => [word, index]))
  const wordsOfName = distinct.map(({ forms }) => forms.map((form) => wordIndex.get(form) ?? 0))

  const postings: number[][] = words.map(() => [])
  wordsOfName.forEach((list, name) => {
    for (const word of new Set(list)) postings[word]?.push(name)
  })
  const weights = Float32Array.from(words, (word, index) => {
    return weightOfForm(word) * rarity(postings[index]?.length ?? 1, distinct.length)
  })
  const nameRows = toRows(wordsOfName)
  const postingRows = toRows(postings)
  const entityRows = toRows(distinct.map(({ entities }) => [...entities]))
  return {
    ...dictionarySections(words),
    wordWeight: weights,
    nameOffsets: nameRows.offsets,
    nameWords: nameRows.values,
    postingOffsets: postingRows.offsets,
    postingNames: postingRows.values,
    nameEntityOffsets: entityRows.offsets,
    nameEntities: entityRows.values,
  }
}

/** 1 for a word of one name, down to 0.6 for a word of every name: after the inverse document frequency of Spärck Jones (1972). */
function rarity(frequency: number, nameCount: number): number {
  return nameCount < fewNames ? 1 : 1 - 0.4 * (Math.log(frequency) / Math.log(nameCount))
}

function dictionarySections(words: readonly string[]): Record<string, SectionArray> {
  const wordOffsets = new Uint32Array(words.length + 1)
  words.forEach((word, index) => {
    wordOffsets[index + 1] = (wordOffsets[index] ?? 0) + word.length
  })
  const wordUnits = new Uint16Array(wordOffsets[words.length] ?? 0)
  const wordShared = new Uint8Array(words.length)
  words.forEach((word, index) => {
    const from = wordOffsets[index] ?? 0
    for (let i = 0; i < word.length; i++) wordUnits[from + i] = word.charCodeAt(i)
    wordShared[index] = sharedPrefix(words[index - 1] ?? '', word)
  })
  return { wordOffsets, wordUnits, wordShared }
}

function sharedPrefix(a: string, b: string): number {
  let length = 0
  while (length < 255 && length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
