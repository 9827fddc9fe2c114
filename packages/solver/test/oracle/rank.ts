import type { Objective, ObjectiveTerm, Problem, RouteSequence } from '../../src/index.ts'
import { changesOf } from './lasting-rules.ts'
import type { Figures } from './price.ts'

/** What is asked of a plan beside its rules. */
export interface Wish {
  readonly objective?: Objective | undefined
  readonly reference?: readonly RouteSequence[] | undefined
  readonly mostChanges?: number | undefined
}

/** Smaller is better, earlier figures first. */
export type Rank = readonly number[]

export function compareRanks(a: Rank, b: Rank): number {
  const at = a.findIndex((figure, i) => Math.abs(figure - b[i]!) > 1e-6)
  return at < 0 ? 0 : a[at]! - b[at]!
}

/** What counts before the objective: prefixes not driven, changes beyond those allowed, tasks unserved by priority. */
export function serviceRank(problem: Problem, routes: readonly RouteSequence[], wish: Wish): Rank {
  const served = new Set(routes.flatMap(({ jobs }) => jobs))
  const tasks = [...problem.jobs, ...(problem.shipments ?? [])]
  const priorities = [...new Set(tasks.map(({ priority }) => priority))].toSorted((a, b) => b - a)
  // A group counts once, at the highest priority of those of its tasks that have no prize.
  const unserved = unservedGroups(problem, served).flatMap((members) => {
    const required = members.filter(({ prize }) => prize === undefined)
    return required.length === 0 ? [] : [Math.max(...required.map(({ priority }) => priority))]
  })
  const promised = problem.shifts.flatMap(({ prefix = [] }) => prefix)
  const excess = changesOf(wish.reference ?? [], routes) - (wish.mostChanges ?? Infinity)
  return [
    promised.filter((id) => !served.has(id)).length,
    Math.max(0, excess),
    ...priorities.map((one) => unserved.filter((other) => other === one).length),
  ]
}

/** The levels of the objective; what plans are compared by when they serve equally. */
export function objectiveRank(
  problem: Problem,
  routes: readonly RouteSequence[],
  figures: readonly Figures[],
  wish: Wish,
): Rank {
  const terms = termsOf(wish.objective ?? 'cost')
  const levels = [...new Set(terms.map(({ level = 0 }) => level))].toSorted((a, b) => a - b)
  return levels.map((one) =>
    terms
      .filter(({ level = 0 }) => level === one)
      .reduce(
        (sum, { measure, weight }) => sum + weight * measureOf(measure, problem, routes, figures, wish),
        0,
      ),
  )
}

export function termsOf(objective: Objective): readonly ObjectiveTerm[] {
  if (objective === 'vehicles') {
    return [
      { measure: 'vehicles', weight: 1 },
      { measure: 'distance', weight: 1, level: 1 },
    ]
  }
  return typeof objective === 'string' ? [{ measure: objective, weight: 1 }] : objective
}

function measureOf(
  measure: ObjectiveTerm['measure'],
  problem: Problem,
  routes: readonly RouteSequence[],
  figures: readonly Figures[],
  { reference = [] }: Wish,
): number {
  const sum = (one: (route: Figures) => number) => figures.reduce((total, route) => total + one(route), 0)
  const spread = (one: (route: Figures) => number) =>
    figures.length === 0 ? 0 : Math.max(...figures.map(one)) - Math.min(...figures.map(one))
  switch (measure) {
    case 'cost':
      return sum(({ cost }) => cost) + prizesLost(problem, routes)
    case 'makespan': {
      const opening = Math.min(...problem.shifts.map(({ window }) => window[0]))
      return figures.length === 0 ? 0 : Math.max(...figures.map(({ end }) => end)) - opening
    }
    case 'balanceTime':
      return spread(({ duration }) => duration)
    case 'balanceStops':
      return spread(({ stops }) => stops)
    case 'balanceLoad':
      return spread(({ percent }) => percent)
    case 'changes':
      return changesOf(reference, routes)
    default:
      return sum((route) => route[measure])
  }
}

function prizesLost(problem: Problem, routes: readonly RouteSequence[]): number {
  const served = new Set(routes.flatMap(({ jobs }) => jobs))
  return unservedGroups(problem, served).reduce(
    (sum, members) => sum + Math.max(...members.map(({ prize }) => prize ?? 0)),
    0,
  )
}

/** Tasks of which none is served, group by group; a task without one is a group of its own. */
function unservedGroups(problem: Problem, served: ReadonlySet<string>) {
  const groups = Map.groupBy(
    [...problem.jobs, ...(problem.shipments ?? [])],
    ({ group, id }) => group ?? `alone ${id}`,
  )
  return [...groups.values()].filter((members) => !members.some(({ id }) => served.has(id)))
}
