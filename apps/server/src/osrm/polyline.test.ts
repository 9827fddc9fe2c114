import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePolyline, encodePolyline } from './polyline.ts'

describe('a polyline', () => {
  it('is the one that the format documents', () => {
    const line = [
      [-120.2, 38.5],
      [-120.95, 40.7],
      [-126.453, 43.252],
    ] as const

    expect(encodePolyline(line, 5)).toBe('_p~iF~ps|U_ulLnnqC_mqNvxq`@')
    expect(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@', 5)).toEqual(line)
  })

  it('comes back as it was, to its digits', () => {
    const whole = (most: number) => fc.integer({ min: -most, max: most })
    const digits = fc.constantFrom(5, 6)
    fc.assert(
      fc.property(digits, fc.array(fc.tuple(whole(180e4), whole(90e4))), (places, points) => {
        const line = points.map(([lon, lat]): [number, number] => [lon / 1e4, lat / 1e4])

        expect(decodePolyline(encodePolyline(line, places), places)).toEqual(
          line.map((point) => point.map((value) => expect.closeTo(value, places))),
        )
      }),
    )
  })

  it.each(['_p~iF', '_p~iF~', '_p~iF~ps|U_', 'ab cd', 'ä', '_p~iF~ps|U>'])(
    'is not %s, which is cut off or holds other characters',
    (text) => {
      expect(decodePolyline(text, 5)).toBeUndefined()
    },
  )
})
