import type { SectionArray } from '../sections.ts'
import { readWords, weightOfForm } from './read-words.ts'
import { toRows } from './rows.ts'
import { dictionarySections, sortedWords } from './word-dictionary.ts'

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
  const words = sortedWords(distinct.flatMap(({ forms }) => forms))
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
