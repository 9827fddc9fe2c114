import { describe, expect, it } from 'vitest'
import { formatCoordinates, parseCoordinates } from './coordinates.ts'

describe('parseCoordinates', () => {
  it.each([
    ['41.1496, -8.6110', { lat: 41.1496, lon: -8.611 }],
    ['41.1496 -8.6110', { lat: 41.1496, lon: -8.611 }],
    ['57;11.5', { lat: 57, lon: 11.5 }],
  ])('reads %s latitude first', (text, point) => {
    expect(parseCoordinates(text)).toEqual(point)
  })

  it.each(['Rua das Flores 12', '91, 8', '41.1', '41.1, -8.6, 3', ''])(
    'takes %j for no coordinate',
    (text) => {
      expect(parseCoordinates(text)).toBeNull()
    },
  )

  it('reads what formatCoordinates writes', () => {
    const point = { lat: 41.123457, lon: -8.6 }

    expect(parseCoordinates(formatCoordinates(point))).toEqual(point)
  })
})
