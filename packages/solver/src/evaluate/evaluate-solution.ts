import type { Objective, RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { getTask } from '../model/prepare.ts'
import { absenceRules } from '../model/prices/absence-rules.ts'
import { referenceShifts } from '../model/reference-shifts.ts'
import type { PlanTerm, Pricing } from '../model/prices/pricing.ts'
import { reportedPrices } from '../model/prices/reported-prices.ts'
import { ProblemError } from '../model/problem-error.ts'
import { sequencesOf } from '../model/sequences-of.ts'
import { sequencesShape } from '../model/checks/problem-shapes.ts'
import { checkShape } from '../model/checks/shapes.ts'
import { validateOptions } from '../model/checks/validate-options.ts'
import type { RoutePlan, Solution, Violation } from '../model/solution.ts'
import { evaluateRoute } from './evaluate-route.ts'
import { planViolations } from './plan-rules.ts'
import { planTimes } from './plan-times.ts'
import { toNodes } from './to-nodes.ts'

export interface EvaluateSolutionOptions {
  readonly objective?: Objective | undefined
  /** What the term `changes` counts against, and `mostChanges` limits. */
  readonly reference?: readonly RouteSequence[] | undefined
  /** As in `SolveOptions`. */
  readonly mostChanges?: number | undefined
}

/**
 * Prices a whole plan, hand-made or searched: every route, the sums, and the jobs that no route serves, which
 * `withReasons` gives reasons. A job on two routes is a violation on the later one.
 * @throws ProblemError for an id or shift that the problem does not have, a shift with two routes, or an option that
 * cannot be right.
 */
export function evaluateSolution(
  prepared: Prepared,
  sequences: readonly RouteSequence[],
  options: EvaluateSolutionOptions = {},
): Solution {
  checkShape('routes', sequences, sequencesShape)
  validateOptions(prepared.problem, options)
  return priceSolution(prepared, sequences, options)
}

/** As `evaluateSolution`, of options that have been checked; the reference may have more than the problem. */
export function priceSolution(
  prepared: Prepared,
  sequences: readonly RouteSequence[],
  options: EvaluateSolutionOptions = {},
): Solution {
  const used = new Set<number>()
  const objective = options.objective ?? 'cost'
  const shifts = sequences.map((sequence, index): number => {
    const shiftIndex = prepared.shiftById.get(sequence.shift)
    if (shiftIndex === undefined) {
      throw new ProblemError(`routes[${index}].shift`, `the problem has no shift "${sequence.shift}"`)
    }
    if (used.has(shiftIndex)) {
      throw new ProblemError(`routes[${index}].shift`, `the shift "${sequence.shift}" has two routes`)
    }
    used.add(shiftIndex)
    return shiftIndex
  })
  const notBefore = planTimes(
    prepared,
    sequences.map(({ jobs }, index) => ({
      typeIndex: prepared.shiftType[shifts[index] ?? 0] ?? 0,
      nodes: Int32Array.from(toNodes(prepared, jobs, [])),
    })),
  )
  const routes = sequences.map(({ jobs }, index) =>
    evaluateRoute(prepared, shifts[index] ?? 0, jobs, { objective, notBefore }),
  )
  return joinRoutes(prepared, routes, options)
}

/** The plan of routes that have been evaluated, with what only a plan has: its sums and the rules between routes. */
export function joinRoutes(
  prepared: Prepared,
  evaluated: readonly RoutePlan[],
  options: EvaluateSolutionOptions,
): Solution {
  const served = new Set<number>()
  const alone = evaluated.map((route) => withRepeats(prepared, route, served))
  const isJoined = hasGroups(prepared) || (prepared.problem.relations ?? []).length > 0
  const together = isJoined ? planViolations(prepared, alone) : []
  const changed = changedTasks(prepared, alone, options.reference)
  const excess = changed.length - (options.mostChanges ?? Infinity)
  const surplus = excess > 0 ? findFirst(alone, changed) : undefined
  const routes = alone.map((route, index) => {
    const more = [...(together[index] ?? [])]
    if (surplus?.route === index) {
      more.push({ kind: 'ruleBroken', rule: 'mostChanges', stop: surplus.stop, job: surplus.job, by: excess })
    }
    return more.length === 0 ? route : { ...route, violations: [...route.violations, ...more] }
  })
  const busy = routes.filter((route) => route.stops.length > 0)
  const represented = representedGroups(prepared, served)
  const prices = reportedPrices(prepared, options.objective ?? 'cost')
  const whole = { prepared, routes: busy, served, changes: changed.length }
  const unassigned = prepared.taskIds
    .filter((_, task) => !served.has(task) && !represented.has(groupOf(prepared, task) ?? ''))
    .map((job) => ({ job, reasons: [] }))
  return {
    cost: addCosts(whole, prices.cost, ({ cost }) => cost),
    ...(prices.levels.length === 0
      ? {}
      : {
          levels: prices.levels.map((price, level) =>
            addCosts(whole, price, ({ levels }) => levels?.[level] ?? 0),
          ),
        }),
    distanceM: busy.reduce((sum, route) => sum + route.distanceM, 0),
    durationS: busy.reduce((sum, route) => sum + route.durationS, 0),
    vehicles: busy.length,
    feasible: excess <= 0 && routes.every((route) => route.violations.length === 0),
    routes: busy,
    unassigned,
  }
}

function groupOf(prepared: Prepared, task: number): string | undefined {
  const { jobs, shipments = [] } = prepared.problem
  return (jobs[task] ?? shipments[task - jobs.length])?.group
}

function hasGroups({ problem: { jobs, shipments = [] } }: Prepared): boolean {
  return [...jobs, ...shipments].some(({ group }) => group !== undefined)
}

/** Groups of which one task is served: the others are not missing. */
function representedGroups(prepared: Prepared, served: ReadonlySet<number>): Set<string> {
  if (!hasGroups(prepared)) return new Set()
  return new Set([...served].flatMap((task) => groupOf(prepared, task) ?? []))
}

interface WholePlan {
  readonly prepared: Prepared
  readonly routes: readonly RoutePlan[]
  readonly served: ReadonlySet<number>
  readonly changes: number
}

/** Adds in whole units, so that the sum does not depend on the order of the routes. */
function addCosts(
  { prepared, routes, served, changes }: WholePlan,
  price: Pricing,
  figureOf: (route: RoutePlan) => number,
): number {
  const { unitsPerFigure } = price
  let units = routes.reduce((sum, route) => sum + Math.round(figureOf(route) * unitsPerFigure), 0)
  units += prizesLost(prepared, price, served)
  for (const term of price.planTerms) units += term.units * measurePlan(prepared, term.measure, routes)
  units += price.changeUnits * changes
  return units / unitsPerFigure
}

/** Price units of what optional tasks, or groups of them, would have brought. */
function prizesLost(prepared: Prepared, price: Pricing, served: ReadonlySet<number>): number {
  if (price.moneyUnits === 0) return 0
  const rules = absenceRules(prepared, price, new Int32Array(prepared.taskCount), {})
  const isServed = rules.groupSize.map(() => 0)
  for (const task of served) isServed[rules.group[task] ?? -1] = 1
  let lost = 0
  for (let task = 0; task < prepared.taskCount; task++) {
    if ((rules.group[task] ?? -1) < 0 && !served.has(task)) lost += rules.prize[task] ?? 0
  }
  rules.groupPrize.forEach((prize, group) => (lost += isServed[group] === 1 ? 0 : prize))
  return lost
}

function measurePlan(prepared: Prepared, measure: PlanTerm['measure'], routes: readonly RoutePlan[]): number {
  if (routes.length === 0) return 0
  if (measure === 'makespan') {
    const opens = prepared.types.reduce((first, type) => Math.min(first, type.fromS), Infinity)
    return Math.max(...routes.map(({ endS }) => endS)) - opens
  }
  const figures = routes.map((route) => {
    if (measure === 'balanceTime') return route.durationS
    if (measure === 'balanceStops') return route.stops.filter(({ activity }) => activity !== 'reload').length
    return fullestPercent(prepared, route)
  })
  return Math.max(...figures) - Math.min(...figures)
}

function fullestPercent(prepared: Prepared, route: RoutePlan): number {
  const type = prepared.types[prepared.shiftType[route.shiftIndex] ?? 0]
  const loads = [route.loadAtStart, ...route.stops.map(({ loadAfter }) => loadAfter)]
  return loads.reduce((most, load) => {
    const fullest = load.map((figure, d) => {
      const capacity = type?.capacity[d] ?? 0
      return capacity > 0
        ? Math.floor((100 * Math.round(figure * (prepared.loadScale[d] ?? 1))) / capacity)
        : 0
    })
    return Math.max(most, ...fullest)
  }, 0)
}

/** Ids of the tasks that another shift serves than in the reference, or none. */
function changedTasks(
  prepared: Prepared,
  routes: readonly RoutePlan[],
  reference: readonly RouteSequence[] | undefined,
): string[] {
  if (reference === undefined) return []
  const then = referenceShifts(prepared, reference)
  const now = referenceShifts(prepared, sequencesOf(routes))
  return prepared.taskIds.filter((_, task) => (then[task] ?? -1) >= 0 && now[task] !== then[task])
}

/** The first stop of some tasks; when none is served, the first route as a whole. */
function findFirst(routes: readonly RoutePlan[], tasks: readonly string[]) {
  const wanted = new Set(tasks)
  for (const [route, { stops }] of routes.entries()) {
    const stop = stops.findIndex(({ job }) => wanted.has(job))
    if (stop >= 0) return { route, stop, job: stops[stop]?.job ?? '' }
  }
  return { route: routes.findIndex(({ stops }) => stops.length > 0), stop: -1, job: tasks[0] ?? '' }
}

function withRepeats(prepared: Prepared, route: RoutePlan, served: Set<number>): RoutePlan {
  const repeats: Violation[] = []
  const own = new Set<number>()
  route.stops.forEach((stop, index) => {
    if (stop.activity === 'reload') return
    const task = getTask(prepared, stop.job, 'stops')
    if (served.has(task)) repeats.push({ kind: 'servedTwice', stop: index, job: stop.job })
    own.add(task)
  })
  for (const task of own) served.add(task)
  return repeats.length === 0 ? route : { ...route, violations: [...route.violations, ...repeats] }
}
