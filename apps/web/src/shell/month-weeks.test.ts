import { describe, expect, it } from 'vitest'
import { firstWeekday, monthWeeks } from './month-weeks.ts'

describe('monthWeeks', () => {
  it('shows April 2026 from Monday in five weeks', () => {
    const weeks = monthWeeks('2026-04-07', 1)

    expect(weeks).toHaveLength(5)
    expect(weeks[0]?.[0]).toBe('2026-03-30')
    expect(weeks.at(-1)?.at(-1)).toBe('2026-05-03')
  })

  it('begins on Sunday where weeks do', () => {
    expect(monthWeeks('2026-04-07', 7)[0]?.[0]).toBe('2026-03-29')
  })

  it('needs four weeks for a February that begins on Monday', () => {
    expect(monthWeeks('2027-02-10', 1)).toHaveLength(4)
  })
})

describe('firstWeekday', () => {
  it('follows the locale', () => {
    expect(firstWeekday('de-DE')).toBe(1)
    expect(firstWeekday('en-US')).toBe(7)
  })
})
