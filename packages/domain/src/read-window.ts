import { minutesOf, type LocalTime, type TimeWindow } from './local-time.ts'

const DAY_MINUTES = 1_440

/** How a person means a window that they wrote as two times; `message` says why it makes no sense. */
export type WindowReading =
  | { readonly kind: 'day' | 'night'; readonly window: TimeWindow }
  | { readonly kind: 'empty' | 'reversed'; readonly message: string }

/**
 * A window that ends before it starts either crosses midnight or has its ends swapped. The reading that gives the
 * shorter window is taken: 22:00 to 02:00 is a night of four hours, not a day of twenty; 14:00 to 11:00 is three
 * hours the wrong way round, not a night of twenty-one. Of two equal readings the night is taken. An end at midnight
 * is the end of the day.
 */
export function readWindow(from: LocalTime, to: LocalTime): WindowReading {
  const start = minutesOf(from)
  const end = minutesOf(to)
  if (start < end) return { kind: 'day', window: { from, to } }
  if (start % DAY_MINUTES === 0 && end === 0) return { kind: 'day', window: { from: '00:00', to: '24:00' } }
  if (end === 0) return { kind: 'day', window: { from, to: '24:00' } }
  if (start === end) {
    return {
      kind: 'empty',
      message: `The window starts and ends at ${from}, so nobody can be in time.`,
    }
  }
  if (start - end < DAY_MINUTES / 2) {
    return { kind: 'reversed', message: `The window ends (${to}) before it starts (${from}).` }
  }
  return { kind: 'night', window: { from, to } }
}
