import type { SoftWindow } from '../model/problem.ts'

/** Money that work starting then costs: the cheapest of the wishes. */
export function softPrice(windows: readonly SoftWindow[], at: number): number {
  let least = Infinity
  for (let w = 0; w < windows.length; w++) {
    const window = windows[w]
    if (window === undefined) continue
    const { fromS = -Infinity, toS = Infinity, earlyPerMinute = 0, latePerMinute = 0 } = window
    const price =
      at < fromS ? ((fromS - at) * earlyPerMinute) / 60 : at > toS ? ((at - toS) * latePerMinute) / 60 : 0
    if (price < least) least = price
  }
  return least === Infinity ? 0 : least
}

/** The part of it that work pays for being late: it does not fall by starting later. */
export function latePrice(windows: readonly SoftWindow[], at: number): number {
  let least = Infinity
  for (let w = 0; w < windows.length; w++) {
    const { toS = Infinity, latePerMinute = 0 } = windows[w] ?? {}
    least = Math.min(least, at > toS ? ((at - toS) * latePerMinute) / 60 : 0)
  }
  return least === Infinity ? 0 : least
}

/** The moment from which work is late for every wish. */
export function softUntil(windows: readonly SoftWindow[]): number {
  let last = -Infinity
  for (let w = 0; w < windows.length; w++) last = Math.max(last, windows[w]?.toS ?? Infinity)
  return last
}
