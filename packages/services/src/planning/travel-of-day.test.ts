import { evaluateRoute, prepare, type Job, type Shift } from '@cartage/solver'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { travelOfDay, type TravelPart } from './travel-of-day.ts'

const H = 3_600
const pair = (fromS: number, durationS: number, distanceM = durationS): TravelPart => ({
  fromS,
  matrix: {
    durationS: Int32Array.of(0, durationS, durationS, 0),
    distanceM: Int32Array.of(0, distanceM, distanceM, 0),
  },
})

/** When somebody who leaves for the other place at a second arrives there, and after how many metres. */
function arrival(parts: readonly TravelPart[], departAtS: number) {
  const job: Job = {
    id: 'there',
    kind: 'service',
    location: 1,
    load: [],
    serviceS: 0,
    windows: [],
    skills: [],
    priority: 0,
  }
  const shift: Shift = {
    id: 'van',
    profile: 'car',
    start: 0,
    window: [0, 24 * H],
    capacity: [],
    skills: [],
    breaks: [],
    costs: { fixed: 0, perHour: 0, perKm: 1 },
  }
  const problem = { name: 'day', dimensions: [], locationCount: 2, jobs: [job], shifts: [shift] }
  const prepared = prepare({ ...problem, matrices: { car: travelOfDay(parts) } })
  const [stop] = evaluateRoute(prepared, 0, ['there'], { departAtS }).stops
  return { arrivalS: stop!.arrivalS, distanceM: stop!.distanceM }
}

describe('the travel of a day', () => {
  const closed = [pair(0, 600), pair(10 * H, 1800), pair(12 * H, 600)]

  it('is one matrix where the roads never differ', () => {
    expect(travelOfDay([pair(0, 600), pair(10 * H, 600)])).toEqual(pair(0, 600).matrix)
  })

  it('is of the slice in which one leaves', () => {
    expect(arrival(closed, 9 * H)).toEqual({ arrivalS: 9 * H + 600, distanceM: 600 })
    expect(arrival(closed, 10 * H)).toEqual({ arrivalS: 10 * H + 1800, distanceM: 1800 })
    expect(arrival(closed, 12 * H)).toEqual({ arrivalS: 12 * H + 600, distanceM: 600 })
  })

  it('is the lightest by itself, for the search to look by', () => {
    const late = [pair(0, 1800), pair(12 * H, 600)]

    expect(travelOfDay(late).durationS).toEqual(pair(0, 600).matrix.durationS)
    expect(arrival(late, 8 * H).arrivalS).toBe(8 * H + 1800)
  })

  it('waits for a way that opens, and goes that way then', () => {
    expect(arrival([pair(0, -1), pair(12 * H, 600, 900)], 11 * H)).toEqual({
      arrivalS: 12 * H + 600,
      distanceM: 900,
    })
  })

  it('has no way where there is none all day', () => {
    const travel = travelOfDay([pair(0, -1), pair(12 * H, -1)])

    expect([...travel.durationS]).toEqual([0, -1, -1, 0])
    expect(travel.slices).toBeUndefined()
  })

  it('never lets who leaves later arrive earlier, nor arrive sooner than the quickest roads allow', () => {
    const lengths = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 3 * H }),
        fc.oneof(fc.integer({ min: 1, max: 2 * H }), fc.constant(-1)),
      ),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(lengths, fc.nat(20 * H), fc.nat(20 * H), (list, one, other) => {
        let fromS = 0
        const parts = list.map(([lasts, durationS]) => {
          const part = pair(fromS, durationS)
          fromS += lasts
          return part
        })
        const ways = list.map(([, durationS]) => durationS).filter((durationS) => durationS >= 0)
        fc.pre(ways.length > 0)
        const [early, late] = [Math.min(one, other), Math.max(one, other)]

        expect(arrival(parts, early).arrivalS).toBeLessThanOrEqual(arrival(parts, late).arrivalS)
        expect(arrival(parts, early).arrivalS).toBeGreaterThanOrEqual(early + Math.min(...ways))
      }),
      { seed: 34, numRuns: 300 },
    )
  })
})
