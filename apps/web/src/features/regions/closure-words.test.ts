import { describe, expect, it } from 'vitest'
import { closureEffect, closurePlace, groupClosures } from './closure-words.ts'

const now = new Date('2026-04-01T12:00:00Z')

describe('closures', () => {
  it('stand in the order active, planned, past; an empty group is left out', () => {
    const past = { from: null, until: '2026-04-01T11:00:00Z' }
    const active = { from: null, until: null }

    expect(groupClosures([past, active], now)).toEqual([
      { status: 'active', items: [active] },
      { status: 'past', items: [past] },
    ])
  })

  it('say what they do and where', () => {
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ] as const
    const area = { type: 'Polygon', coordinates: [ring] } as const

    expect(closureEffect({ factor: null })).toBe('Closed')
    expect(closureEffect({ factor: 0.3 })).toBe('30 % of the speed')
    expect(closurePlace({ area, road: null, stretch: null })).toBe('Area with 3 corners')
  })

  it.each([
    ['both', 'Quay Street', 'Quay Street'],
    ['along', 'Quay Street', 'Quay Street, towards the north-east only'],
    ['against', 'Quay Street', 'Quay Street, towards the south-west only'],
    ['both', '', 'Unnamed road'],
  ] as const)('of a road (%s) name street and heading', (direction, name, words) => {
    const line = [
      [11.9, 57.7],
      [11.902, 57.701],
    ] as const

    expect(
      closurePlace({
        area: null,
        road: { wayId: 7, lon: 11.9, lat: 57.7, direction },
        stretch: { name, line },
      }),
    ).toBe(words)
  })
})
