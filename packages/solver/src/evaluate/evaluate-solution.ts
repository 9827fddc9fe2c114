import type { Objective, RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { getTask } from '../model/prepare.ts'
import { pricing } from '../model/pricing.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { Reason, RoutePlan, Solution, Violation } from '../model/solution.ts'
import { evaluateRoute } from './evaluate-route.ts'

export interface EvaluateSolutionOptions {
  readonly objective?: Objective | undefined
  /** Reasons for the jobs that no route serves, by job id; none when absent. */
  readonly reasons?: ReadonlyMap<string, readonly Reason[]> | undefined
}

/**
 * Prices a whole plan, hand-made or searched: every route, the sums, and the jobs that no route serves. A job
 * on two routes is a violation on the later one.
 * @throws ProblemError for an id or shift that the problem does not have, or a shift with two routes.
 */
export function evaluateSolution(
  prepared: Prepared,
  sequences: readonly RouteSequence[],
  options: EvaluateSolutionOptions = {},
): Solution {
  const served = new Set<number>()
  const used = new Set<number>()
  const routes = sequences.map((sequence, index): RoutePlan => {
    const shiftIndex = prepared.shiftById.get(sequence.shift)
    if (shiftIndex === undefined) {
      throw new ProblemError(`routes[${index}].shift`, `the problem has no shift "${sequence.shift}"`)
    }
    if (used.has(shiftIndex)) {
      throw new ProblemError(`routes[${index}].shift`, `the shift "${sequence.shift}" has two routes`)
    }
    used.add(shiftIndex)
    const route = evaluateRoute(prepared, shiftIndex, sequence.jobs, { objective: options.objective })
    return withRepeats(prepared, route, served)
  })
  const busy = routes.filter((route) => route.stops.length > 0)
  const unassigned = prepared.taskIds
    .filter((_, task) => !served.has(task))
    .map((job) => ({ job, reasons: options.reasons?.get(job) ?? [] }))
  return {
    cost: addCosts(prepared, busy, options.objective ?? 'cost'),
    distanceM: busy.reduce((sum, route) => sum + route.distanceM, 0),
    durationS: busy.reduce((sum, route) => sum + route.durationS, 0),
    vehicles: busy.length,
    feasible: routes.every((route) => route.violations.length === 0),
    routes: busy,
    unassigned,
  }
}

/** Adds in whole units, so that the sum does not depend on the order of the routes. */
function addCosts(prepared: Prepared, routes: readonly RoutePlan[], objective: Objective): number {
  const { unitsPerFigure } = pricing(prepared, objective)
  return routes.reduce((sum, route) => sum + Math.round(route.cost * unitsPerFigure), 0) / unitsPerFigure
}

function withRepeats(prepared: Prepared, route: RoutePlan, served: Set<number>): RoutePlan {
  const repeats: Violation[] = []
  const own = new Set<number>()
  route.stops.forEach((stop, index) => {
    const task = getTask(prepared, stop.job, 'stops')
    if (served.has(task)) repeats.push({ kind: 'servedTwice', stop: index, job: stop.job })
    own.add(task)
  })
  for (const task of own) served.add(task)
  return repeats.length === 0 ? route : { ...route, violations: [...route.violations, ...repeats] }
}
