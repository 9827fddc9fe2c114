import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSections, encodeSections } from '../sections.ts'
import { buildNameIndex } from './name-index.ts'
import { wordDictionary } from './word-dictionary.ts'

function dictionaryOf(words: readonly string[]) {
  const built = buildNameIndex(words.map((text, entity) => ({ text, entity })))
  const reader = openSections('t', encodeSections('t', built).buffer, 'test')
  return wordDictionary(reader.uint16('wordUnits'), reader.uint32('wordOffsets'), reader.uint8('wordShared'))
}

/** Optimal string alignment distance by its definition. */
function plainDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, table[i - 2]![j - 2]! + 1)
      }
      table[i]![j] = value
    }
  }
  return table[a.length]![b.length]!
}

describe('word dictionary', () => {
  it('finds exactly the words within the bound, as a plain comparison with each does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'q'), minLength: 3, maxLength: 9 })

    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 40 }),
        word,
        fc.integer({ min: 0, max: 3 }),
        (words, asked, bound) => {
          const dictionary = dictionaryOf(words)
          const found = dictionary
            .similar(asked, bound)
            .map(({ word: at, edits }) => [dictionary.textOf(at), edits] as const)
          const expected = words
            .map((text) => [text, plainDistance(text, asked)] as const)
            .filter(([, edits]) => edits <= bound)
          expect(new Map(found)).toEqual(new Map(expected))
        },
      ),
      { seed: 5, numRuns: 300 },
    )
  })

  it('finds words and beginnings of words', () => {
    const dictionary = dictionaryOf(['catarina', 'catedral', 'cedofeita', 'zebra'])
    const { from, to } = dictionary.withPrefix('cat')

    expect(dictionary.textOf(dictionary.find('cedofeita'))).toBe('cedofeita')
    expect(dictionary.find('cat')).toBe(-1)
    expect([from, to].map((at) => dictionary.textOf(at))).toEqual(['catarina', 'cedofeita'])
  })
})
