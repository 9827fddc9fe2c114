import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

const isRealDate = (value: string): boolean => {
  try {
    Temporal.PlainDate.from(value)
    return true
  } catch {
    return false
  }
}

/** A calendar day of a depot, `YYYY-MM-DD`. */
export const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'Expected a date such as 2026-04-07.')
  .refine(isRealDate, 'This day is not in the calendar.')
export type LocalDate = z.infer<typeof localDate>

/** A wall-clock time, `HH:MM`, 24 h; `24:00` ends a day. */
export const localTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Expected a time such as 08:30.')
export type LocalTime = z.infer<typeof localTime>

/** An IANA time zone that this machine knows, such as `Europe/Lisbon`. */
export const timeZone = z.string().refine((zone) => {
  try {
    Temporal.Now.zonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}, 'Not an IANA time zone; expected one such as Europe/Lisbon.')
export type TimeZone = z.infer<typeof timeZone>

/** A span of wall-clock time; where `to` is not after `from` it ends on the next day. */
export const timeWindow = z.strictObject({ from: localTime, to: localTime })
export type TimeWindow = z.infer<typeof timeWindow>

/** Minutes since midnight of a wall-clock time. */
export function minutesOf(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

const dayStart = (date: LocalDate, zone: TimeZone): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone })

/**
 * Seconds that really pass between the first instant of the depot's day and a wall-clock time on it (or
 * `dayOffset` days later). A time that a clock change skips is taken later by the gap; one that happens twice is
 * the first of the two (the `compatible` rule of RFC 5545 and Temporal).
 */
export function secondsOfDay(date: LocalDate, time: LocalTime, zone: TimeZone, dayOffset = 0): number {
  const start = dayStart(date, zone)
  const minutes = minutesOf(time)
  const at = Temporal.PlainDate.from(date)
    .add({ days: dayOffset + Math.floor(minutes / 1440) })
    .toPlainDateTime(Temporal.PlainTime.from({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 }))
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
  return Math.round((at.epochMilliseconds - start.epochMilliseconds) / 1000)
}

/** A wall-clock window as seconds of the depot's day; it runs past midnight when `to` is not after `from`. */
export function windowSeconds(
  date: LocalDate,
  window: TimeWindow,
  zone: TimeZone,
): readonly [fromS: number, toS: number] {
  const overnight = minutesOf(window.to) <= minutesOf(window.from) ? 1 : 0
  return [secondsOfDay(date, window.from, zone), secondsOfDay(date, window.to, zone, overnight)]
}

/** The UTC instant, as an ISO string, that lies `seconds` after the depot's day began. */
export function instantOf(date: LocalDate, seconds: number, zone: TimeZone): string {
  return new Date(dayStart(date, zone).epochMilliseconds + seconds * 1000).toISOString()
}

/** An instant as the depot writes it: `2026-04-07T08:00:00+02:00`. */
export function zonedIso(instant: string, zone: TimeZone): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

/** The wall-clock `HH:MM` of an instant at the depot. */
export function localTimeOf(instant: string, zone: TimeZone): LocalTime {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
}

/** The depot's calendar day at an instant (default: now). */
export function today(zone: TimeZone, now: Date = new Date()): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString()
}
