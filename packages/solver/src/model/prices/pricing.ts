import { oncePerObjective } from '../once-per-objective.ts'
import type { Objective } from '../options.ts'
import { priceTerms } from './price-terms.ts'
import {
  dearestField,
  eachPart,
  LARGEST,
  longestPlan,
  moneyPrices,
  mostMoney,
  refuseLost,
  scalesFor,
} from './money-prices.ts'
import type { Prepared } from '../prepare.ts'
import { ProblemError } from '../problem-error.ts'
import { validateObjective } from '../checks/validate-options.ts'

/** What a route costs, in whole units, by shift type: per metre, per second and so on. */
export interface Pricing {
  readonly objective: Objective
  readonly fixed: Float64Array
  readonly perDistance: Float64Array
  readonly perTime: Float64Array
  readonly perWaiting: Float64Array
  readonly perOvertime: Float64Array
  readonly perTask: Float64Array
  readonly perDriving: Float64Array
  /** Units of one of money, for soft windows, zones and prizes; 0 where money does not count. */
  readonly moneyUnits: number
  /** Units of a second beyond soft windows, of a metre between stops, of a task that changes its shift. */
  readonly lateUnits: number
  readonly compactUnits: number
  readonly changeUnits: number
  /** What only a whole plan has. */
  readonly planTerms: readonly PlanTerm[]
  /** Units to the figure people read. For `vehicles` that figure leaves the fixed part out. */
  readonly unitsPerFigure: number
}

/** A part of an objective that only a whole plan has, in price units for each of its own. */
export interface PlanTerm {
  readonly measure: 'makespan' | 'balanceTime' | 'balanceStops' | 'balanceLoad'
  readonly units: number
}

/** From fine to coarse: each divides a cost per hour and per kilometre with several decimals without rest. */
const SCALES = [360_000_000, 3_600_000, 36_000, 3600]

/** The prices of an objective, worked out once for each problem. @throws ProblemError for one that there is not, and as `workOut` does. */
export const pricing = oncePerObjective(workOut)

/**
 * Prices in integers, so that a sum is the same in whatever order it is made.
 * @throws ProblemError when the costs are so large that sums of them would not be exact, or one is so small beside
 * them that it would be lost.
 */
function workOut(prepared: Prepared, objective: Objective): Pricing {
  validateObjective(objective)
  const { types } = prepared
  if (typeof objective !== 'string') return priceTerms(prepared, objective)
  const longest = longestPlan(prepared)
  const none = new Float64Array(types.length)
  const nothing: Omit<Pricing, 'objective' | 'unitsPerFigure'> = {
    ...eachPart(() => none),
    moneyUnits: 0,
    lateUnits: 0,
    compactUnits: 0,
    changeUnits: 0,
    planTerms: [],
  }
  const ones = new Float64Array(types.length).fill(1)
  if (objective === 'distance') return { ...nothing, objective, perDistance: ones, unitsPerFigure: 1 }
  if (objective === 'vehicles') {
    // One route outweighs any saving of distance.
    if (longest.metres * (longest.routes + 2) > LARGEST) {
      throw new ProblemError(
        'matrices',
        'distances are too large to count vehicles first exactly; use a larger unit',
      )
    }
    const fixed = new Float64Array(types.length).fill(longest.metres + 1)
    return { ...nothing, objective, fixed, perDistance: ones, unitsPerFigure: 1 }
  }
  for (const scale of scalesFor(prepared, SCALES)) {
    const money = moneyPrices(prepared, scale)
    if (mostMoney(money, longest, scale) <= LARGEST) {
      refuseLost(prepared, scale)
      return { ...nothing, ...money, objective, moneyUnits: scale, unitsPerFigure: scale }
    }
  }
  throw new ProblemError(
    dearestField(prepared, longest),
    'is too large, or too often owed, to be added up exactly with the other prices; use a larger unit of money',
  )
}
