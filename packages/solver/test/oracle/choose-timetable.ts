import type { Problem, Shift } from '../../src/index.ts'
import { latenessOf, softPrice } from './price.ts'
import type { Wish } from './rank.ts'
import { termsOf } from './rank.ts'
import type { Bounds, Timetable } from './timetable.ts'
import { everyTimetable } from './timetable.ts'
import type { Stop } from './visits.ts'

/**
 * Breaks that fit in several places without postponing the return may leave work earlier or later, which the model
 * does not decide: the truth lies between what is chosen kindly and harshly.
 */
export type Taste = 'kind' | 'harsh'

/**
 * The timetable of a sequence: the earliest return there is, and the latest departure from which that is kept and
 * neither soft windows are dearer (or missed by more, where that counts) nor work `held` at some positions is later than when leaving at once. Undefined
 * where none keeps the rules.
 */
export function chooseTimetable(
  problem: Problem,
  shift: Shift,
  stops: readonly Stop[],
  { bounds, held, taste, wish }: { bounds: Bounds; held: ReadonlySet<number>; taste: Taste; wish: Wish },
): Timetable | undefined {
  const first = shift.window[0]
  const last = Math.min(shift.window[1], shift.latestStartS ?? Infinity)
  // Leaving later may mean to owe a break less, or to wait for the first part of a rest instead of for a whole one.
  const mayReturnSooner =
    shift.breaks.length > 0 || (shift.workRules ?? []).some(({ splitS }) => splitS !== undefined)
  const some: Timetable[] = []
  let end = Infinity
  for (let departure = first; departure <= last; departure++) {
    const here = everyTimetable(problem, shift, stops, departure, bounds)
    const soonest = Math.min(...here.map((timetable) => timetable.end))
    if (soonest < end) some.length = 0
    end = Math.min(end, soonest)
    some.push(...here.filter((timetable) => timetable.end === end))
    if (!mayReturnSooner && soonest > end) break
  }
  const priceOf = (timetable: Timetable) => softPrice(stops, timetable.starts)
  const order = (a: Timetable, b: Timetable) => {
    const later = [...held].reduce((sum, at) => sum + a.starts[at]! - b.starts[at]!, 0)
    return (taste === 'kind' ? 1 : -1) * (later || priceOf(a) - priceOf(b))
  }
  const soonest = Math.min(...some.map(({ departure }) => departure))
  const base = some.filter(({ departure }) => departure === soonest).toSorted(order)[0]
  if (base === undefined) return undefined
  const price = priceOf(base)
  const lateness = countsLateness(shift, wish) ? latenessOf(stops, base.starts) : Infinity
  const kept = some.filter(
    (timetable) =>
      priceOf(timetable) <= price + 1e-9 &&
      latenessOf(stops, timetable.starts) <= lateness &&
      [...held].every((at) => timetable.starts[at]! <= base.starts[at]!),
  )
  const latest = Math.max(...kept.map(({ departure }) => departure))
  return kept.filter(({ departure }) => departure === latest).toSorted(order)[0]
}

/** Whether a second beyond soft windows counts for no less than a second of the route, of waiting and of overtime. */
function countsLateness({ costs }: Shift, { objective = 'cost' }: Wish): boolean {
  const terms = termsOf(objective)
  const perHour = costs.perHour + (costs.perWaitingHour ?? 0) + (costs.perOvertimeHour ?? 0)
  const worth = { lateness: 1, duration: -1, waiting: -1, overtime: -1, cost: -perHour / 3600 }
  const levels = [...new Set(terms.map(({ level = 0 }) => level))].toSorted((a, b) => a - b)
  const sums = levels.map((one) =>
    terms
      .filter(({ level = 0 }) => level === one)
      .reduce((sum, { measure, weight }) => sum + weight * (worth[measure as keyof typeof worth] ?? 0), 0),
  )
  const first = sums.find((sum) => sum !== 0) ?? 0
  return terms.some(({ measure, weight }) => measure === 'lateness' && weight > 0) && first >= 0
}
