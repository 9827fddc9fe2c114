import { describe, expect, it } from 'vitest'
import { buildPace } from './build-pace.ts'

describe('the pace of a build', () => {
  it('is told with the time left once a phase has gone on for half a second', () => {
    let now = 0
    const pace = buildPace(() => now)

    const first = pace({ phase: 'read', done: 0, total: 40_000_000, unit: 'bytes' })
    now = 2_000
    const later = pace({ phase: 'read', done: 10_000_000, total: 40_000_000, unit: 'bytes' })

    expect(first).toEqual({ phase: 'read', done: 0, total: 40_000_000, unit: 'bytes' })
    expect(later).toMatchObject({ perSecond: 5_000_000, leftS: 6 })
  })

  it('begins anew with each phase', () => {
    let now = 0
    const pace = buildPace(() => now)
    pace({ phase: 'read', done: 0, total: 100, unit: 'bytes' })
    now = 60_000
    pace({ phase: 'roads', done: 0, total: 1_000, unit: 'junctions' })
    now = 61_000

    expect(pace({ phase: 'roads', done: 500, total: 1_000, unit: 'junctions' })).toMatchObject({
      perSecond: 500,
      leftS: 1,
    })
  })

  it('is none for a phase of one step', () => {
    let now = 0
    const pace = buildPace(() => now)
    pace({ phase: 'addresses', done: 0, total: 1 })
    now = 9_000

    expect(pace({ phase: 'addresses', done: 0, total: 1 })).toEqual({ phase: 'addresses', done: 0, total: 1 })
  })
})
