import type { Problem, RouteSequence, Shift } from '../src/index.ts'
import type { Taste } from './oracle/choose-timetable.ts'
import { chooseTimetable } from './oracle/choose-timetable.ts'
import { distanceOf, lastingFaults } from './oracle/lasting-rules.ts'
import type { Figures } from './oracle/price.ts'
import { figuresOf, lastingCost } from './oracle/price.ts'
import type { Rank, Wish } from './oracle/rank.ts'
import { compareRanks, objectiveRank, serviceRank, termsOf } from './oracle/rank.ts'
import type { Route } from './oracle/relations.ts'
import { brokenOrders, timesOfPlan } from './oracle/relations.ts'
import { everySequence } from './oracle/sequences.ts'
import type { Timetable } from './oracle/timetable.ts'
import type { Stop } from './oracle/visits.ts'
import { isVisit, readTasks } from './oracle/visits.ts'

/** The best plan of a tiny problem. */
export interface Optimum {
  readonly rank: Rank
  readonly routes: readonly RouteSequence[]
}

/** A route of one shift, with its figures where these do not depend on other routes. */
interface Option extends Route {
  readonly figures?: Figures
}

/**
 * The optimum by the words of the model alone: every assignment, every order, every place to reload, every
 * departure second and every place for every break. Nothing of the solver's code is used.
 */
export function bruteForce(problem: Problem, wish: Wish = {}, taste: Taste = 'kind'): Optimum {
  const tasks = readTasks(problem)
  const options = problem.shifts.map((shift) =>
    Array.from({ length: 1 << tasks.length }, (_, set) =>
      optionsOf(
        problem,
        shift,
        everySequence(
          problem,
          shift,
          tasks.filter((__, i) => (set & (1 << i)) !== 0),
        ),
        wish,
        taste,
      ),
    ),
  )
  const plans: { readonly options: readonly Option[]; readonly service: Rank }[] = []
  const assign = (chosen: readonly Option[], left: number) => {
    if (chosen.length === problem.shifts.length) {
      if (!isPossible(problem, chosen)) return
      plans.push({ options: chosen, service: serviceRank(problem, sequencesOf(chosen), wish) })
      return
    }
    for (let set = left; ; set = (set - 1) & left) {
      for (const option of options[chosen.length]![set]!) assign([...chosen, option], left & ~set)
      if (set === 0) break
    }
  }
  assign([], (1 << tasks.length) - 1)
  let best: Optimum | undefined
  for (const plan of plans.toSorted((a, b) => compareRanks(a.service, b.service))) {
    if (best !== undefined && compareRanks(plan.service, best.rank.slice(0, plan.service.length)) > 0) break
    const objective = priceOf(problem, plan.options, wish, taste)
    if (objective === undefined) continue
    const rank = [...plan.service, ...objective]
    if (best === undefined || compareRanks(rank, best.rank) < 0) {
      best = { rank, routes: sequencesOf(plan.options) }
    }
  }
  return best!
}

/** How a given plan ranks; undefined when it breaks a rule. */
export function rankPlan(
  problem: Problem,
  routes: readonly Route[],
  wish: Wish = {},
  taste: Taste = 'kind',
): Rank | undefined {
  const isKept = routes.every(({ shift, stops }) => lastingFaults(problem, shift, stops).length === 0)
  if (!isKept || !isPossible(problem, routes)) return undefined
  const objective = priceOf(
    problem,
    routes.map((route) => ({ ...route })),
    wish,
    taste,
  )
  return objective && [...serviceRank(problem, sequencesOf(routes), wish), ...objective]
}

/** The sequences of a set of tasks that may be part of the best plan. */
function optionsOf(
  problem: Problem,
  shift: Shift,
  sequences: readonly Stop[][],
  wish: Wish,
  taste: Taste,
): Option[] {
  const routes = sequences
    .map((stops) => ({ shift, stops }))
    .filter(({ stops }) => lastingFaults(problem, shift, stops).length === 0)
    .filter((route) => brokenOrders(problem, [route]).length === 0)
  if (routes.some(({ stops }) => stops.length === 0) || hasTies(problem)) return routes
  const objective = wish.objective ?? 'cost'
  const isSum = termsOf(objective).every(
    ({ measure }) => measure !== 'makespan' && !measure.startsWith('balance'),
  )
  const least = (route: Route) => (objective === 'cost' ? lastingCost(problem, shift, route.stops) : 0)
  const rankOf = (option: Option) =>
    objectiveRank(problem, sequencesOf([option]), option.figures ? [option.figures] : [], wish)
  let best: Option[] = []
  for (const route of routes.toSorted((a, b) => least(a) - least(b))) {
    if (isSum && objective === 'cost' && least(route) >= (best[0]?.figures?.cost ?? Infinity)) break
    const times = chooseTimetable(problem, shift, route.stops, {
      bounds: new Map(),
      held: new Set(),
      taste,
      wish,
    })
    const figures = times && keepLimits(problem, route, times)
    if (figures === undefined) continue
    best.push({ ...route, figures })
    // Whatever the other routes are, the best plan has the best order of this one.
    if (isSum) best = best.toSorted((a, b) => compareRanks(rankOf(a), rankOf(b))).slice(0, 1)
  }
  return best
}

function hasTies({ relations = [] }: Problem): boolean {
  return relations.some(({ kind }) => kind === 'before' || kind === 'synchronised')
}

function isPossible(problem: Problem, routes: readonly Route[]): boolean {
  const served = routes.flatMap(({ stops }) =>
    stops.filter(isVisit).flatMap(({ task, end }) => (end === 'delivery' ? [] : [task])),
  )
  const groups = served.flatMap(({ group }) => group ?? [])
  return new Set(groups).size === groups.length && brokenOrders(problem, routes).length === 0
}

function priceOf(problem: Problem, options: readonly Option[], wish: Wish, taste: Taste): Rank | undefined {
  const busy = options.filter(({ stops }) => stops.length > 0)
  const isPriced = busy.every(({ figures }) => figures !== undefined)
  const times = isPriced ? [] : timesOfPlan(problem, busy, taste, wish)
  if (times === undefined) return undefined
  const figures = busy.map((option, i) => option.figures ?? keepLimits(problem, option, times[i]!))
  if (figures.includes(undefined)) return undefined
  return objectiveRank(
    problem,
    sequencesOf(busy),
    figures.filter((one) => one !== undefined),
    wish,
  )
}

/** The figures of a route, unless they exceed what its shift may do. */
function keepLimits(problem: Problem, { shift, stops }: Route, times: Timetable): Figures | undefined {
  const isKept =
    times.end - times.departure <= (shift.maxDurationS ?? Infinity) &&
    times.drivingS <= (shift.maxDrivingS ?? Infinity) &&
    times.drivingS + times.workS <= (shift.maxWorkS ?? Infinity) &&
    distanceOf(problem, shift, stops, times.leaves) <= (shift.maxDistanceM ?? Infinity)
  return isKept ? figuresOf(problem, shift, stops, times) : undefined
}

function sequencesOf(routes: readonly Route[]): RouteSequence[] {
  return routes
    .filter(({ stops }) => stops.length > 0)
    .map(({ shift, stops }) => ({
      shift: shift.id,
      jobs: stops.map((stop) => (isVisit(stop) ? stop.task.id : `@${stop.id}`)),
    }))
}
