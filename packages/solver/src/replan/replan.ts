import type { RouteSequence } from '../model/options.ts'
import type { Problem } from '../model/problem.ts'
import type { DayState } from './day-state.ts'
import { DoneDay, isReload } from './done-day.ts'
import { keepablePrefixes } from './keepable-prefixes.ts'
import { remainingShifts } from './remaining-shifts.ts'
import { remainingTasks } from './remaining-tasks.ts'

/** What is left of a day, ready for `solve(problem, { start, reference })`. */
export interface Replan {
  readonly problem: Problem
  /** What is left of the plan. */
  readonly start: readonly RouteSequence[]
}

/**
 * The problem that remains during the day. Shifts that have left go on from where they are and from when they are
 * free, with what they have on board and what of their limits is left; visits made are gone; what is driven to or
 * promised stays first where it still can within the rules; what is loaded, or picked up, can only be brought by
 * the vehicle that has it, and what lies at a depot only by one that leaves there, or comes by to load again. Orders
 * that the plan does not know are open. Ids stay the same; a shipment that is on board has become a delivery, and stands once in routes, and
 * a delivery on board of a vehicle that is out has become a shipment from there.
 * @throws ProblemError for a shift or a task of the state that the problem does not have, and for a problem with
 * stops that stay first, naming the first field of what is left that cannot be right.
 */
export function replan(problem: Problem, plan: readonly RouteSequence[], day: DayState): Replan {
  const done = new DoneDay(problem, plan, day)
  const tasks = remainingTasks(problem, day, done)
  const shifts = remainingShifts(problem, day, done, tasks)
  const left = new Set([...tasks.jobs, ...tasks.shipments].map(({ id }) => id))
  const going = new Set(shifts.map(({ id }) => id))
  const start = plan.flatMap(({ shift, jobs }) => {
    if (!going.has(shift)) return []
    const { done: visits = [], next = [] } = done.stateOf.get(shift) ?? {}
    const rest = without(jobs, [...visits.map(({ job }) => job), ...next])
    const order = [...next, ...rest].filter((id) => isReload(id) || left.has(id))
    return [{ shift, jobs: withoutEmptyTrips(order) }]
  })
  return { problem: keepablePrefixes({ ...problem, ...tasks, shifts }), start }
}

/** A sequence without some of its visits: each takes out the first of its id. */
function without(jobs: readonly string[], visits: readonly string[]): string[] {
  const over = [...visits]
  return jobs.filter((id) => {
    const at = over.indexOf(id)
    if (at >= 0) over.splice(at, 1)
    return at < 0
  })
}

/** Leaves out reloads with nothing behind them before the next. */
function withoutEmptyTrips(jobs: readonly string[]): string[] {
  return jobs.filter(
    (id, index) => !isReload(id) || (index + 1 < jobs.length && !isReload(jobs[index + 1] ?? '')),
  )
}
