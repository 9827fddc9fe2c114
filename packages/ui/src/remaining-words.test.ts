import { describe, expect, it } from 'vitest'
import { remainingWords } from './remaining-words.ts'

describe('remainingWords', () => {
  it.each([
    [2_000, 10, 10, 'a few seconds left'],
    [2_000, 10, 90, 'about 20 s left'],
    [10_000, 10, 190, 'about 4 min left'],
  ])('after %i ms for %i, with %i to go: %s', (elapsed, done, left, words) => {
    expect(remainingWords(elapsed, done, left)).toBe(words)
  })

  it('says nothing before it can tell, and nothing at the end', () => {
    expect(remainingWords(300, 10, 90)).toBeNull()
    expect(remainingWords(5_000, 0, 90)).toBeNull()
    expect(remainingWords(5_000, 100, 0)).toBeNull()
  })
})
