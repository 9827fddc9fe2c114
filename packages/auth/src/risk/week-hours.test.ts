import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smoothedHour, WEEK_HOURS, weekHourOf } from './week-hours.ts'

const hours = Array.from({ length: WEEK_HOURS }, (_, hour) => hour)
const counted = (...seen: readonly number[]): readonly number[] =>
  hours.map((hour) => seen.filter((other) => other === hour).length)
const uniform = 1 / WEEK_HOURS

describe('the hour of the week', () => {
  it('begins on Monday at midnight, in UTC', () => {
    expect(weekHourOf(new Date('2026-01-05T00:30:00Z'))).toBe(0)
    expect(weekHourOf(new Date('2026-01-11T23:59:00Z'))).toBe(167)
  })

  it('is a distribution, whatever was seen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: WEEK_HOURS, maxLength: WEEK_HOURS }), (counts) => {
        const sum = hours.reduce((total, hour) => total + smoothedHour(counts, hour, uniform, 8), 0)
        expect(sum).toBeCloseTo(1, 9)
      }),
      { numRuns: 8 },
    )
  })

  it('runs around the end of the week and of the day', () => {
    const sundayNight = counted(...Array.from({ length: 20 }, () => 167))
    const at = (hour: number): number => smoothedHour(sundayNight, hour, uniform, 8)

    expect(at(0)).toBeCloseTo(at(166), 12)
    expect(at(0)).toBeGreaterThan(at(12) * 5)
  })

  it('learns of Tuesday something for Friday, and more for Tuesday', () => {
    const tuesdays = counted(...Array.from({ length: 20 }, () => 24 + 8))
    const at = (hour: number): number => smoothedHour(tuesdays, hour, uniform, 8)

    expect(at(24 + 8)).toBeGreaterThan(at(4 * 24 + 8))
    expect(at(4 * 24 + 8)).toBeGreaterThan(at(4 * 24 + 20) * 3)
  })
})
