import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EARTH_RADIUS_M, haversineM, isWithin, point } from './geo.ts'

const somewhere = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})

describe('distance', () => {
  it.each([
    ['the same place', { lon: 8, lat: 41 }, { lon: 8, lat: 41 }, 0],
    ['a degree of latitude', { lon: 0, lat: 0 }, { lon: 0, lat: 1 }, (Math.PI / 180) * EARTH_RADIUS_M],
    ['pole to pole', { lon: 0, lat: 90 }, { lon: 50, lat: -90 }, Math.PI * EARTH_RADIUS_M],
    [
      'across the date line',
      { lon: 179.5, lat: 0 },
      { lon: -179.5, lat: 0 },
      (Math.PI / 180) * EARTH_RADIUS_M,
    ],
    ['Lisbon to Porto', { lon: -9.1393, lat: 38.7223 }, { lon: -8.6291, lat: 41.1579 }, 274_300],
  ])('of %s', (_, a, b, metres) => {
    expect(Math.abs(haversineM(a, b) - metres)).toBeLessThanOrEqual(Math.max(0.01, metres * 0.001))
  })

  it('is the same both ways and never longer than half the earth', () => {
    fc.assert(
      fc.property(somewhere, somewhere, (a, b) => {
        const metres = haversineM(a, b)

        expect(metres).toBeCloseTo(haversineM(b, a), 6)
        expect(metres).toBeGreaterThanOrEqual(0)
        expect(metres).toBeLessThanOrEqual(Math.PI * EARTH_RADIUS_M + 1e-6)
      }),
      { seed: 1 },
    )
  })
})

describe('points', () => {
  it.each([NaN, Infinity, -Infinity, 91, -91, '52', null, undefined])(
    'F20: a latitude of %s is refused',
    (lat) => {
      expect(point.safeParse({ lon: 0, lat }).success).toBe(false)
    },
  )

  it.each([181, -180.000001])('a longitude of %d is refused', (lon) => {
    expect(point.safeParse({ lon, lat: 0 }).success).toBe(false)
  })

  it('lie within bounds up to the margin', () => {
    const bounds = { west: 1, south: 2, east: 3, north: 4 }

    expect(isWithin(bounds, { lon: 1, lat: 4 })).toBe(true)
    expect(isWithin(bounds, { lon: 0.9, lat: 3 })).toBe(false)
    expect(isWithin(bounds, { lon: 0.9, lat: 3 }, 0.2)).toBe(true)
  })
})
