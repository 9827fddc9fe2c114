import type { Objective } from './options.ts'
import type { Prepared } from './prepare.ts'
import { ProblemError } from './problem-error.ts'
import { NO_WAY } from './travel-table.ts'

/** What a route costs, in whole units: fixed + perDistance * metres + perTime * seconds, by shift type. */
export interface Pricing {
  readonly objective: Objective
  readonly fixed: Float64Array
  readonly perDistance: Float64Array
  readonly perTime: Float64Array
  /** Units to the figure people read. For `vehicles` that figure leaves the fixed part out. */
  readonly unitsPerFigure: number
}

/** From fine to coarse: each divides a cost per hour and per kilometre with several decimals without rest. */
const SCALES = [360_000_000, 3_600_000, 36_000, 3600]
const LARGEST = 2 ** 52

const known = new WeakMap<Prepared, Map<Objective, Pricing>>()

/** The prices of an objective, worked out once for each problem. @throws ProblemError as `workOut` does. */
export function pricing(prepared: Prepared, objective: Objective): Pricing {
  const byObjective = known.get(prepared) ?? new Map<Objective, Pricing>()
  known.set(prepared, byObjective)
  const price = byObjective.get(objective) ?? workOut(prepared, objective)
  byObjective.set(objective, price)
  return price
}

/**
 * Prices in integers, so that a sum is the same in whatever order it is made.
 * @throws ProblemError when the costs are so large that sums of them would not be exact.
 */
function workOut(prepared: Prepared, objective: Objective): Pricing {
  const { types } = prepared
  const longest = longestPlan(prepared)
  if (objective === 'distance') {
    return {
      objective,
      fixed: new Float64Array(types.length),
      perDistance: new Float64Array(types.length).fill(1),
      perTime: new Float64Array(types.length),
      unitsPerFigure: 1,
    }
  }
  if (objective === 'vehicles') {
    // One route outweighs any saving of distance.
    if (longest.metres * (longest.routes + 2) > LARGEST) {
      throw new ProblemError(
        'matrices',
        'distances are too large to count vehicles first exactly; use a larger unit',
      )
    }
    return {
      objective,
      fixed: new Float64Array(types.length).fill(longest.metres + 1),
      perDistance: new Float64Array(types.length).fill(1),
      perTime: new Float64Array(types.length),
      unitsPerFigure: 1,
    }
  }
  for (const scale of SCALES) {
    const fixed = Float64Array.from(types, (type) => Math.round(type.shift.costs.fixed * scale))
    const perDistance = Float64Array.from(types, (type) =>
      Math.round((type.shift.costs.perKm * scale) / 1000),
    )
    const perTime = Float64Array.from(types, (type) => Math.round((type.shift.costs.perHour * scale) / 3600))
    const most =
      longest.routes * Math.max(0, ...fixed) +
      longest.metres * Math.max(0, ...perDistance) +
      longest.seconds * Math.max(0, ...perTime)
    if (most <= LARGEST) return { objective, fixed, perDistance, perTime, unitsPerFigure: scale }
  }
  throw new ProblemError('shifts.costs', 'the costs are too large to be added up exactly; use a larger unit')
}

function longestPlan(prepared: Prepared): { routes: number; metres: number; seconds: number } {
  const routes = Math.min(prepared.problem.shifts.length, prepared.taskCount)
  let metres = 0
  for (const table of prepared.tables) {
    for (let i = 0; i < table.distanceM.length; i++) {
      const value = table.distanceM[i] ?? 0
      if (value < NO_WAY && value > metres) metres = value
    }
  }
  const longestShift = prepared.types.reduce((most, type) => Math.max(most, type.toS - type.fromS), 0)
  return { routes, metres: metres * (prepared.nodeCount + routes), seconds: longestShift * routes }
}
