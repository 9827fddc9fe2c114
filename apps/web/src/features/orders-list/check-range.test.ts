import { describe, expect, it } from 'vitest'
import { checkRange } from './check-range.ts'

const ids = ['a', 'b', 'c', 'd', 'e']

describe('checkRange', () => {
  it('turns one row on and off', () => {
    const on = checkRange(new Set(), ids, { id: 'b', before: null, isRange: false })

    expect([...on]).toEqual(['b'])
    expect([...checkRange(on, ids, { id: 'b', before: 'b', isRange: false })]).toEqual([])
  })

  it('takes all rows between two presses, in either direction', () => {
    expect([...checkRange(new Set(['d']), ids, { id: 'b', before: 'd', isRange: true })].toSorted()).toEqual([
      'b',
      'c',
      'd',
    ])
  })

  it('takes one row when the row pressed before is no longer listed', () => {
    expect([...checkRange(new Set(), ids, { id: 'e', before: 'gone', isRange: true })]).toEqual(['e'])
  })
})
