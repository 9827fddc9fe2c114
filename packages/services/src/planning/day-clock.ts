import {
  instantOf,
  minutesOf,
  secondsOfDay,
  type LocalDate,
  type LocalTime,
  type ShiftBreak,
  type TimeWindow,
  type TimeZone,
} from '@cartage/domain'

export type Span = readonly [fromS: number, toS: number]

/** Turns the wall-clock times of one depot's day into seconds since its first instant, and back into instants. */
export interface DayClock {
  /** Seconds of a wall-clock time, `dayOffset` days on. */
  secondsOf(time: LocalTime, dayOffset?: number): number
  /** A span that runs past midnight when `to` is not after `from`. */
  spanOf(span: TimeWindow, dayOffset?: number): Span
  /** When a break may start; on a night shift the small hours belong to the next calendar day. */
  breakSpanOf(pause: ShiftBreak, shift: { readonly start: LocalTime; readonly end: LocalTime }): Span
  /** The UTC instant of a second, as an ISO string. */
  instantOf(seconds: number): string
}

/** A clock for the depot's day. Each different time is worked out once: zone rules are slow to ask. */
export function dayClock(date: LocalDate, zone: TimeZone): DayClock {
  const dayStartMs = Date.parse(instantOf(date, 0, zone))
  const known = new Map<string, number>()
  const secondsOf = (time: LocalTime, dayOffset = 0): number => {
    const key = `${dayOffset} ${time}`
    const seconds = known.get(key) ?? secondsOfDay(date, time, zone, dayOffset)
    known.set(key, seconds)
    return seconds
  }
  return {
    secondsOf,
    spanOf({ from, to }, dayOffset = 0) {
      const overnight = minutesOf(to) <= minutesOf(from) ? 1 : 0
      return [secondsOf(from, dayOffset), secondsOf(to, dayOffset + overnight)]
    },
    breakSpanOf({ from, to }, shift) {
      const isNightShift = minutesOf(shift.end) <= minutesOf(shift.start)
      const nextDay = isNightShift && minutesOf(from) < minutesOf(shift.start) ? 1 : 0
      // `from` and `to` may be equal: a break at a fixed time.
      const overnight = minutesOf(to) < minutesOf(from) ? 1 : 0
      return [secondsOf(from, nextDay), secondsOf(to, nextDay + overnight)]
    },
    instantOf: (seconds) => new Date(dayStartMs + seconds * 1000).toISOString(),
  }
}
