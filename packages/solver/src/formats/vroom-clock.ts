import type { Window } from '../model/problem.ts'
import type { VroomInput } from './vroom-schema.ts'

/** Times from here on are dates (seconds since 1970), not seconds of a horizon that starts at 0. */
const DATE_FROM = 100_000_000
/** A problem reaches from so long before its origin to so long after it. */
const BEFORE = 100_000_000
const AFTER = 400_000_000

/** Turns VROOM's times, which may be dates, into a problem's, which are near its origin, and back. */
export interface VroomClock {
  /** VROOM's time of the problem's 0. */
  readonly originS: number
  /** A window in the problem's times; without one any time from VROOM's 0 on. */
  readonly window: (window: Window | undefined) => Window
}

/** The clock of an input: its origin is the earliest date in it, 0 when there is none. */
export function vroomClock({ vehicles, jobs, shipments }: VroomInput): VroomClock {
  const windows = [
    ...[...jobs, ...shipments.flatMap(({ pickup, delivery }) => [pickup, delivery])].flatMap(
      (place) => place.time_windows ?? [],
    ),
    ...vehicles.flatMap((vehicle) => (vehicle.time_window === undefined ? [] : [vehicle.time_window])),
    ...vehicles.flatMap((vehicle) => vehicle.breaks.flatMap((pause) => pause.time_windows ?? [])),
  ]
  let originS = Infinity
  for (const [from] of windows) if (from >= DATE_FROM) originS = Math.min(originS, from)
  if (originS === Infinity) originS = 0
  const near = (time: number) => Math.min(AFTER, Math.max(-BEFORE, time - originS))
  return {
    originS,
    window: (window) => (window === undefined ? [near(0), AFTER] : [near(window[0]), near(window[1])]),
  }
}
