import { evaluateRoute } from '../evaluate/evaluate-route.ts'
import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Violation } from '../model/solution.ts'

export interface FullShifts {
  /** Shifts without room, by the load dimension that is full. */
  readonly full: Map<string, number>
  time: number
  stops: number
  distance: number
  /** Shifts on which some place would keep every rule: the search did not get to it. */
  free: number
}

/** Trials for one task; with very many shifts the first ones stand for all. */
const MOST_TRIALS = 3000

/**
 * Tries a task at every place of every shift that could serve it alone, and counts what stands in the way: for
 * each shift the rule that the least bad place breaks.
 */
export function countFullShifts(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  job: string,
  types: readonly number[],
): FullShifts {
  const byShift = new Map(routes.map((route) => [route.shift, route.jobs]))
  const counts: FullShifts = { full: new Map(), time: 0, stops: 0, distance: 0, free: 0 }
  const pair = isShipment(prepared, job)
  let trials = 0
  for (const type of types) {
    for (const shift of prepared.types[type]?.shifts ?? []) {
      const jobs = byShift.get(prepared.problem.shifts[shift]?.id ?? '') ?? []
      trials += jobs.length + 1
      if (trials > MOST_TRIALS) return counts
      const obstacle = leastObstacle(prepared, shift, jobs, job, pair)
      if (obstacle === undefined) counts.free++
      else if (obstacle.kind === 'overCapacity') {
        counts.full.set(obstacle.dimension, (counts.full.get(obstacle.dimension) ?? 0) + 1)
      } else if (obstacle.kind === 'tooManyStops') counts.stops++
      else if (obstacle.kind === 'overDistance') counts.distance++
      else counts.time++
    }
  }
  return counts
}

/** What the best place breaks; undefined when a place breaks nothing. */
function leastObstacle(
  prepared: Prepared,
  shift: number,
  jobs: readonly string[],
  job: string,
  pair: boolean,
): Violation | undefined {
  let least: { violations: readonly Violation[]; size: number } | undefined
  for (let at = 0; at <= jobs.length; at++) {
    // A shipment's delivery is tried right behind its pickup: apart they load and delay the route at least as much.
    const added = pair ? [job, job] : [job]
    const { violations } = evaluateRoute(prepared, shift, [...jobs.slice(0, at), ...added, ...jobs.slice(at)])
    if (violations.length === 0) return undefined
    const hard = violations.some((v) => v.kind === 'overCapacity' || v.kind === 'tooManyStops') ? 1e12 : 0
    const size = violations.reduce((sum, violation) => sum + ('byS' in violation ? violation.byS : 1), hard)
    if (least === undefined || size < least.size) least = { violations, size }
  }
  const found = least?.violations ?? []
  return (
    found.find((violation) => violation.kind === 'tooManyStops') ??
    found.find((violation) => violation.kind === 'overCapacity') ??
    found.find((violation) => violation.kind === 'overDistance') ??
    found[0]
  )
}

function isShipment(prepared: Prepared, job: string): boolean {
  const task = prepared.taskById.get(job) ?? 0
  return (prepared.nodePair[prepared.taskNode[task] ?? 0] ?? -1) >= 0
}
