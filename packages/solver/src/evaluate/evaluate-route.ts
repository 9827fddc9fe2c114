import { checkTime } from '../model/checks/check-figures.ts'
import type { Prepared } from '../model/prepare.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { RoutePlan, Violation } from '../model/solution.ts'
import { validateObjective } from '../model/checks/validate-options.ts'
import type { EvaluateOptions } from './evaluate-options.ts'
import { reportRoute } from './report-route.ts'
import { toNodes } from './to-nodes.ts'

/**
 * Prices any sequence on a shift, also one that breaks rules: times, loads, breaks, cost and typed violations.
 * The sequence holds job ids; a shipment's id stands twice, first for its pickup, then for its delivery.
 * Cost: O(stops * 2^breaks).
 * @throws ProblemError for an id or shift that the problem does not have, or an option that cannot be right.
 */
export function evaluateRoute(
  prepared: Prepared,
  shiftIndex: number,
  sequence: readonly string[],
  options: EvaluateOptions = {},
): RoutePlan {
  const shift = prepared.problem.shifts[shiftIndex]
  if (shift === undefined) {
    throw new ProblemError('shiftIndex', `there is no shift ${shiftIndex}`)
  }
  if (options.departAtS !== undefined) checkTime('departAtS', options.departAtS)
  if (options.objective !== undefined) validateObjective(options.objective)
  const violations: Violation[] = []
  const nodes = toNodes(prepared, sequence, violations)
  if (nodes.length === 0) return emptyRoute(prepared, shift.id, shiftIndex, violations)
  return reportRoute(prepared, shiftIndex, nodes, violations, options)
}

function emptyRoute(
  prepared: Prepared,
  shift: string,
  shiftIndex: number,
  violations: Violation[],
): RoutePlan {
  const from = prepared.problem.shifts[shiftIndex]?.window[0] ?? 0
  return {
    shift,
    shiftIndex,
    stops: [],
    breaks: [],
    startS: from,
    endS: from,
    loadAtStart: prepared.problem.dimensions.map(() => 0),
    distanceM: 0,
    drivingS: 0,
    serviceS: 0,
    waitS: 0,
    breakS: 0,
    restS: 0,
    trips: 0,
    overtimeS: 0,
    latenessS: 0,
    durationS: 0,
    returnDistanceM: 0,
    returnDrivingS: 0,
    cost: 0,
    violations,
  }
}
