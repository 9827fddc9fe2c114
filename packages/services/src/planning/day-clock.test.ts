import { describe, expect, it } from 'vitest'
import { dayClock } from './day-clock.ts'

const H = 3_600
const plain = dayClock('2026-04-07', 'Europe/Stockholm')
/** At two in the morning clocks go to three. */
const springForward = dayClock('2026-03-29', 'Europe/Stockholm')
/** At three in the morning clocks go back to two. */
const fallBack = dayClock('2026-10-25', 'Europe/Stockholm')

describe("a depot's day in seconds", () => {
  it('counts from the first instant of the day at the depot', () => {
    expect(plain.secondsOf('08:30')).toBe(8.5 * H)
    expect(plain.instantOf(8.5 * H)).toBe('2026-04-07T06:30:00.000Z')
  })

  it('has one hour less before noon on the day when clocks go forward', () => {
    expect(springForward.secondsOf('12:00')).toBe(11 * H)
    expect(springForward.instantOf(11 * H)).toBe('2026-03-29T10:00:00.000Z')
  })

  it('takes a time that clocks skip later by the gap', () => {
    expect(springForward.secondsOf('02:30')).toBe(springForward.secondsOf('03:30'))
  })

  it('has one hour more before noon on the day when clocks go back', () => {
    expect(fallBack.secondsOf('12:00')).toBe(13 * H)
  })

  it('lets a span that ends before it begins run past midnight', () => {
    expect(plain.spanOf({ from: '22:00', to: '06:00' })).toEqual([22 * H, 30 * H])
  })

  it('keeps a night shift over a clock change as long as it really is', () => {
    const [from, to] = dayClock('2026-03-28', 'Europe/Stockholm').spanOf({ from: '22:00', to: '06:00' })

    expect(to - from).toBe(7 * H)
  })

  it.each([
    { name: 'a day shift', shift: ['08:00', '17:00'], pause: ['11:30', '13:30'], span: [11.5 * H, 13.5 * H] },
    {
      name: 'the evening of a night shift',
      shift: ['20:00', '06:00'],
      pause: ['22:00', '23:00'],
      span: [22 * H, 23 * H],
    },
    {
      name: 'the small hours of a night shift',
      shift: ['22:00', '06:00'],
      pause: ['01:00', '03:00'],
      span: [25 * H, 27 * H],
    },
    { name: 'midnight', shift: ['20:00', '06:00'], pause: ['23:30', '00:30'], span: [23.5 * H, 24.5 * H] },
    { name: 'a fixed time', shift: ['08:00', '17:00'], pause: ['12:00', '12:00'], span: [12 * H, 12 * H] },
  ])('places a break in $name', ({ shift, pause, span }) => {
    const [start = '', end = ''] = shift
    const [from = '', to = ''] = pause

    expect(plain.breakSpanOf({ from, to, minutes: 30 }, { start, end })).toEqual(span)
  })
})
