import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findProfile } from './find-profile.ts'
import { turnCostS } from './turn-cost.ts'
import type { Turn } from './turn-cost.ts'

const car = await findProfile('car')
const truck = await findProfile('truck')
const bike = await findProfile('bike')
const walk = await findProfile('walk')
const anchor = await findProfile('anchor-car-1')

/** Straight on at a crossing of four streets without signals. */
const aTurn = (turn: Partial<Turn> = {}): Turn => ({
  angleDeg: 0,
  isUTurn: false,
  fromClass: 'residential',
  toClass: 'residential',
  degree: 4,
  hasSignals: false,
  ...turn,
})

describe('a turn', () => {
  it.each([
    ['straight on', {}, 0],
    ['to the right', { angleDeg: 90 }, 3],
    ['to the left, across oncoming traffic', { angleDeg: -90 }, 6],
    ['a slight right', { angleDeg: 60 }, 1.5],
    ['a bend of one road', { angleDeg: 90, degree: 2 }, 0],
    ['into a more important road', { angleDeg: 90, toClass: 'primary' }, 6],
    ['into a more important road at signals', { angleDeg: 90, toClass: 'primary', hasSignals: true }, 3],
    ['into a less important road', { angleDeg: 90, fromClass: 'primary' }, 3],
    ['along a ramp', { fromClass: 'motorway_link', toClass: 'motorway', degree: 3 }, 0],
    ['onto a ferry', { toClass: 'ferry', degree: 2 }, 600],
    ['off a ferry', { fromClass: 'ferry', toClass: 'service', degree: 2 }, 0],
    ['from ferry to ferry', { fromClass: 'ferry', toClass: 'ferry', degree: 2 }, 0],
    ['back at a dead end', { angleDeg: 180, isUTurn: true, degree: 1 }, 20],
    ['back anywhere else', { angleDeg: 180, isUTurn: true }, Infinity],
  ])('by car, %s', (_, turn, seconds) => {
    expect(turnCostS(car, aTurn(turn))).toBeCloseTo(seconds, 9)
  })

  it('changes sides where one drives on the left', () => {
    const british = { ...car, drivesOnLeft: true }

    expect(turnCostS(british, aTurn({ angleDeg: 90 }))).toBeCloseTo(6, 9)
    expect(turnCostS(british, aTurn({ angleDeg: -90 }))).toBeCloseTo(3, 9)
  })

  it('takes a lorry longer than a car, and a bike less', () => {
    const left = aTurn({ angleDeg: -90 })

    expect(turnCostS(truck, left)).toBeGreaterThan(turnCostS(car, left))
    expect(turnCostS(bike, left)).toBeLessThan(turnCostS(car, left))
  })

  it('lets a bike turn back anywhere, and a walker for nothing', () => {
    const back = aTurn({ angleDeg: 180, isUTurn: true })

    expect(turnCostS(bike, back)).toBe(5)
    expect(turnCostS(walk, back)).toBe(0)
  })

  const anyTurn = fc.record({
    angleDeg: fc.double({ min: -180, max: 180, noNaN: true }),
    isUTurn: fc.boolean(),
    fromClass: fc.constantFrom('motorway', 'primary', 'residential', 'ferry', 'constructor', ''),
    toClass: fc.constantFrom('motorway', 'primary', 'residential', 'ferry', 'constructor', ''),
    degree: fc.integer({ min: 1, max: 12 }),
    hasSignals: fc.boolean(),
  })

  it('costs nothing under the reference profile, whatever it is', () => {
    fc.assert(fc.property(anyTurn, (turn) => turnCostS(anchor, turn) === 0))
  })

  it('never costs less than nothing, nor less the sharper it is to the same side', () => {
    fc.assert(
      fc.property(anyTurn, fc.constantFrom(car, truck, bike, walk), (turn, profile) => {
        const cost = turnCostS(profile, turn)
        const halfAsSharp = turnCostS(profile, { ...turn, angleDeg: turn.angleDeg / 2 })
        return cost >= 0 && halfAsSharp <= cost
      }),
    )
  })
})
