import { describe, expect, it } from 'vitest'
import { commitLabel, doneWords, nothingLabel } from './import-words.ts'

const counts = { rows: 200, create: 0, update: 0, unchanged: 0, held: 0, warnings: 0 }

describe('commitLabel', () => {
  it.each([
    [{ create: 187, held: 13 }, 'Import 187 orders, hold 13'],
    [{ create: 1 }, 'Import 1 order'],
    [{ update: 4 }, 'Update 4 orders'],
    [{ create: 3, update: 2, held: 1 }, 'Import 3, update 2, hold 1'],
  ])('%o reads as %s', (some, text) => {
    expect(commitLabel({ ...counts, ...some })).toBe(text)
  })

  it('offers nothing when the same file comes twice', () => {
    expect(commitLabel({ ...counts, unchanged: 200 })).toBeNull()
    expect(nothingLabel({ ...counts, unchanged: 200 })).toBe('Everything is there already')
  })
})

describe('doneWords', () => {
  it('says what was held back and what was there already', () => {
    expect(doneWords({ ...counts, create: 187, unchanged: 2, held: 11 })).toEqual({
      text: '187 orders imported',
      detail: '2 were there already, 11 held back.',
    })
  })
})
