import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  instantOf,
  localDate,
  localTime,
  localTimeOf,
  minutesOf,
  secondsOfDay,
  timeZone,
  today,
  windowSeconds,
  zonedIso,
} from './local-time.ts'

const HOUR = 3_600
const ordinaryTz = process.env.TZ

/** The server's own zone must not matter: the same facts hold in each, offset in minutes as `Date` reports it. */
const serverZones = [
  ['UTC', 0],
  ['Pacific/Kiritimati', -840],
  ['Pacific/Pago_Pago', 660],
] as const

describe.each(serverZones)('F21: on a server in %s', (tz, offset) => {
  beforeEach(() => {
    process.env.TZ = tz
  })
  afterEach(() => {
    if (ordinaryTz === undefined) delete process.env.TZ
    else process.env.TZ = ordinaryTz
  })

  it('dates of the server really are in that zone', () => {
    expect(new Date('2026-04-07T12:00:00Z').getTimezoneOffset()).toBe(offset)
  })

  it.each([
    ['Europe/Amsterdam', '2026-03-28', 24],
    ['Europe/Amsterdam', '2026-03-29', 23],
    ['Europe/Amsterdam', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Africa/Casablanca', '2026-02-15', 25],
    ['Africa/Casablanca', '2026-03-22', 23],
    ['Asia/Kathmandu', '2026-03-29', 24],
  ])('the day of %s on %s is %d hours long', (zone, date, hours) => {
    expect(secondsOfDay(date, '24:00', zone)).toBe(hours * HOUR)
    expect(secondsOfDay(date, '00:00', zone)).toBe(0)
    expect(windowSeconds(date, { from: '00:00', to: '24:00' }, zone)).toEqual([0, hours * HOUR])
  })

  it.each([
    // A time that the clocks skip is taken later by the gap.
    ['Europe/Amsterdam', '2026-03-29', '01:59', 1.9833, '2026-03-29T01:59:00+01:00'],
    ['Europe/Amsterdam', '2026-03-29', '02:30', 2.5, '2026-03-29T03:30:00+02:00'],
    ['Europe/Amsterdam', '2026-03-29', '03:30', 2.5, '2026-03-29T03:30:00+02:00'],
    ['America/New_York', '2026-03-08', '02:30', 2.5, '2026-03-08T03:30:00-04:00'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', 2.25, '2026-10-04T02:45:00+11:00'],
    ['Africa/Casablanca', '2026-03-22', '02:30', 2.5, '2026-03-22T03:30:00+01:00'],
    // A time that happens twice is the first of the two.
    ['Europe/Amsterdam', '2026-10-25', '02:30', 2.5, '2026-10-25T02:30:00+02:00'],
    ['Europe/Amsterdam', '2026-10-25', '03:00', 4, '2026-10-25T03:00:00+01:00'],
    ['America/New_York', '2026-11-01', '01:30', 1.5, '2026-11-01T01:30:00-04:00'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', 1.75, '2026-04-05T01:45:00+11:00'],
    ['Australia/Lord_Howe', '2026-04-05', '02:00', 2.5, '2026-04-05T02:00:00+10:30'],
    ['Africa/Casablanca', '2026-02-15', '02:30', 2.5, '2026-02-15T02:30:00+01:00'],
    ['Asia/Kathmandu', '2026-03-29', '08:00', 8, '2026-03-29T08:00:00+05:45'],
  ])('in %s on %s the time %s is %d h into the day: %s', (zone, date, time, hours, iso) => {
    const seconds = secondsOfDay(date, time, zone)

    expect(seconds / HOUR).toBeCloseTo(hours, 3)
    expect(zonedIso(instantOf(date, seconds, zone), zone)).toBe(iso)
  })

  it('a night shift across the change has the hours that really pass', () => {
    const night = { from: '22:00', to: '06:00' }

    const [from, to] = windowSeconds('2026-03-28', night, 'Europe/Amsterdam')
    const [autumnFrom, autumnTo] = windowSeconds('2026-10-24', night, 'Europe/Amsterdam')

    expect(to - from).toBe(7 * HOUR)
    expect(autumnTo - autumnFrom).toBe(9 * HOUR)
  })

  it('the day is the depot’s, not the server’s', () => {
    const now = new Date('2026-04-07T10:30:00Z')

    expect(today('Pacific/Kiritimati', now)).toBe('2026-04-08')
    expect(today('Europe/Lisbon', now)).toBe('2026-04-07')
    expect(today('Pacific/Pago_Pago', new Date('2026-04-07T10:30:00Z'))).toBe('2026-04-06')
  })
})

describe('wall-clock time', () => {
  const zone = fc.constantFrom(
    'Europe/Amsterdam',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
  )
  const date = fc
    .integer({ min: 0, max: 3_650 })
    .map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10))
  const minute = fc.integer({ min: 0, max: 1_439 })
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

  it('never runs backwards within a day, and a time that exists comes back as itself', () => {
    fc.assert(
      fc.property(zone, date, minute, minute, (where, day, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        const at = secondsOfDay(day, clock(late), where)
        const back = localTimeOf(instantOf(day, at, where), where)

        expect(at).toBeGreaterThanOrEqual(0)
        // Where clocks skip an hour, a skipped time equals one an hour later.
        expect(secondsOfDay(day, clock(early), where)).toBeLessThanOrEqual(at + HOUR)
        expect(minutesOf(back) - late).toBeOneOf([0, 30, 60])
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  it.each(['2026-02-30', '2026-13-01', '2026-4-7', '07.04.2026', '20260407', '2025-02-29', ''])(
    '%j is not a day',
    (text) => {
      expect(localDate.safeParse(text).success).toBe(false)
    },
  )

  it.each(['24:01', '25:00', '8:00', '08:60', '08:00:00', ''])('%j is not a time', (text) => {
    expect(localTime.safeParse(text).success).toBe(false)
  })

  it('24:00 ends a day, and a leap day is a day', () => {
    expect(localTime.parse('24:00')).toBe('24:00')
    expect(localDate.parse('2028-02-29')).toBe('2028-02-29')
    expect(minutesOf('24:00')).toBe(1_440)
  })

  it('a zone must be one that this machine knows', () => {
    expect(timeZone.safeParse('Europe/Lisbon').success).toBe(true)
    expect(timeZone.safeParse('Europe/Nowhere').success).toBe(false)
    expect(timeZone.safeParse('').success).toBe(false)
  })
})
