import type { Problem, Shift } from '../../src/index.ts'

/** Metres of a leg that is begun at `departure`, the fewest of the day without one; Infinity without a way, 0 where the route is open. */
export function metres(
  problem: Problem,
  shift: Shift,
  from: number | undefined,
  to: number | undefined,
  departure?: number,
): number {
  return table(problem, shift, from, to, (at, { distanceM, slices = [] }) => {
    const ways = [
      { fromS: -Infinity, metres: distanceM[at]! },
      ...slices.map((slice) => ({ fromS: slice.fromS, metres: (slice.distanceM ?? distanceM)[at]! })),
    ]
    return departure === undefined
      ? Math.min(...ways.map((way) => way.metres))
      : ways.findLast(({ fromS }) => fromS <= departure)!.metres
  })
}

/** Seconds of a leg that is begun at `departure`. */
export function seconds(
  problem: Problem,
  shift: Shift,
  from: number | undefined,
  to: number | undefined,
  departure: number,
): number {
  return table(problem, shift, from, to, (at, matrix) => {
    const speed = shift.speedFactor ?? 1
    const slices = [
      { fromS: -Infinity, whole: Math.round(matrix.durationS[at]! / speed) },
      ...(matrix.slices ?? []).map(({ fromS, durationS }) => ({
        fromS,
        whole: Math.round(durationS[at]! / speed),
      })),
    ]
    let clock = departure
    let left = 1
    for (let i = slices.findLastIndex(({ fromS }) => fromS <= departure); ; i++) {
      const { whole } = slices[i]!
      const until = slices[i + 1]?.fromS ?? Infinity
      // A hair is taken off before rounding up, for thirds that do not add up to one.
      if (clock + left * whole <= until) return Math.ceil(clock + left * whole - departure - 1e-9)
      left -= (until - clock) / whole
      clock = until
    }
  })
}

function table(
  problem: Problem,
  shift: Shift,
  from: number | undefined,
  to: number | undefined,
  read: (at: number, matrix: Problem['matrices'][string]) => number,
): number {
  if (from === undefined || to === undefined) return 0
  const matrix = problem.matrices[shift.profile]!
  const at = from * problem.locationCount + to
  return matrix.durationS[at]! < 0 || matrix.distanceM[at]! < 0 ? Infinity : read(at, matrix)
}
