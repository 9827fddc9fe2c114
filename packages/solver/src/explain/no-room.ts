import { evaluateRoute } from '../evaluate/evaluate-route.ts'
import type { Prepared } from '../model/prepare.ts'
import { DELIVERY } from '../model/prepare.ts'
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

/** How many stops may still be evaluated to explain a whole plan, so that reasons never take long. */
export interface Trials {
  left: number
}

/**
 * Tries a task at every place of every shift that could serve it alone, and counts what stands in the way: for
 * each shift the rule that the least bad place breaks. Shifts beyond the trials left are not counted.
 */
export function countFullShifts(
  prepared: Prepared,
  routes: ReadonlyMap<string, readonly string[]>,
  job: string,
  types: readonly number[],
  trials: Trials,
): FullShifts {
  const counts: FullShifts = { full: new Map(), time: 0, stops: 0, distance: 0, free: 0 }
  const added = isShipment(prepared, job) ? [job, job] : [job]
  for (const type of types) {
    for (const shift of prepared.types[type]?.shifts ?? []) {
      if (trials.left <= 0) return counts
      const jobs = routes.get(prepared.problem.shifts[shift]?.id ?? '') ?? []
      const obstacle = leastObstacle(prepared, shift, jobs, added, trials)
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
  added: readonly string[],
  trials: Trials,
): Violation | undefined {
  let least: { violations: readonly Violation[]; size: number } | undefined
  for (let at = jobs.length; at >= 0; at--) {
    // A shipment's delivery is tried right behind its pickup: apart they load and delay the route at least as much.
    trials.left -= jobs.length + 1
    const { violations } = evaluateRoute(prepared, shift, [...jobs.slice(0, at), ...added, ...jobs.slice(at)])
    if (violations.length === 0) return undefined
    const everywhere = violations.find((violation) => isTheSameEverywhere(prepared, violation))
    if (everywhere !== undefined) return everywhere
    const hard = violations.some((violation) => violation.kind === 'overCapacity') ? 1e12 : 0
    const size = violations.reduce((sum, violation) => sum + ('byS' in violation ? violation.byS : 1), hard)
    if (least === undefined || size < least.size) least = { violations, size }
  }
  const found = least?.violations ?? []
  return (
    found.find((violation) => violation.kind === 'overCapacity') ??
    found.find((violation) => violation.kind === 'overDistance') ??
    found[0]
  )
}

/** The number of stops, and the load where everything is brought, do not depend on the place. */
function isTheSameEverywhere(prepared: Prepared, violation: Violation): boolean {
  if (violation.kind === 'tooManyStops') return true
  return violation.kind === 'overCapacity' && prepared.nodeKind.every((kind) => kind === DELIVERY)
}

function isShipment(prepared: Prepared, job: string): boolean {
  const task = prepared.taskById.get(job) ?? 0
  return (prepared.nodePair[prepared.taskNode[task] ?? 0] ?? -1) >= 0
}
