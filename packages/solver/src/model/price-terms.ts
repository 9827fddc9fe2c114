import type { ObjectiveTerm } from './options.ts'
import type { Prepared } from './prepare.ts'
import { LARGEST, longestPlan, moneyPrices, mostMoney, refuseLost, scalesFor } from './money-prices.ts'
import type { PlanTerm, Pricing } from './pricing.ts'
import { ProblemError } from './problem-error.ts'

/** Units to one of a weight, from fine to coarse. */
const SCALES = [3_600_000, 36_000, 3600, 100, 1]

/**
 * Prices an objective of terms in whole units. A unit of an earlier level is worth more than all that the later
 * levels can come to, so that one number compares plans level by level.
 * @throws ProblemError naming the objective when its levels span more than sums can hold exactly, or a price that
 * would be lost.
 */
export function priceTerms(prepared: Prepared, terms: readonly ObjectiveTerm[]): Pricing {
  const counts = terms.some(({ measure, weight }) => measure === 'cost' && weight > 0)
  for (const scale of counts ? scalesFor(prepared, SCALES) : SCALES) {
    const priced = tryScale(prepared, terms, scale)
    if (priced === undefined) continue
    if (counts) refuseLost(prepared, scale)
    return priced
  }
  throw new ProblemError(
    'objective',
    'its levels span more than can be added up exactly; use fewer levels, or larger units of distance',
  )
}

function tryScale(prepared: Prepared, terms: readonly ObjectiveTerm[], scale: number): Pricing | undefined {
  const { types, taskCount, nodeCount } = prepared
  const longest = longestPlan(prepared)
  const longestShift = types.reduce((most, type) => Math.max(most, type.toS - type.fromS), 0)
  const money = moneyPrices(prepared, scale)
  const most: Record<ObjectiveTerm['measure'], number> = {
    cost: mostMoney(money, longest, scale) / scale,
    distance: longest.metres,
    duration: longest.seconds,
    waiting: longest.seconds,
    overtime: longest.seconds,
    lateness: longest.latenessS,
    vehicles: longest.routes,
    makespan: longest.spanS,
    balanceTime: longestShift,
    balanceStops: nodeCount,
    balanceLoad: 100,
    compactness: longest.metres,
    changes: taskCount,
  }
  const zeros = () => new Float64Array(types.length)
  const sum = {
    fixed: zeros(),
    perDistance: zeros(),
    perTime: zeros(),
    perWaiting: zeros(),
    perOvertime: zeros(),
    perTask: zeros(),
    perDriving: zeros(),
  }
  const add = (into: Float64Array, value: number) =>
    into.forEach((_, type) => (into[type] = (into[type] ?? 0) + value))
  let [moneyUnits, lateUnits, compactUnits, changeUnits] = [0, 0, 0, 0]
  const planTerms: PlanTerm[] = []
  const levels = [...new Set(terms.map(({ level = 0 }) => level))].toSorted((a, b) => b - a)
  let multiplier = 1
  for (const level of levels) {
    let bound = 0
    for (const { measure, weight } of terms.filter((term) => (term.level ?? 0) === level)) {
      const units = Math.round(weight * scale) * multiplier
      bound += units * most[measure]
      switch (measure) {
        case 'cost':
          moneyUnits += units
          for (const part of Object.keys(sum) as (keyof typeof sum)[]) {
            sum[part].forEach(
              (value, type) =>
                (sum[part][type] = value + Math.round((money[part][type] ?? 0) * weight) * multiplier),
            )
          }
          break
        case 'distance':
          add(sum.perDistance, units)
          break
        case 'duration':
          add(sum.perTime, units)
          break
        case 'waiting':
          add(sum.perWaiting, units)
          break
        case 'overtime':
          add(sum.perOvertime, units)
          break
        case 'vehicles':
          add(sum.fixed, units)
          break
        case 'lateness':
          lateUnits += units
          break
        case 'compactness':
          compactUnits += units
          break
        case 'changes':
          changeUnits += units
          break
        default:
          planTerms.push({ measure, units })
      }
    }
    if (bound > LARGEST) return undefined
    multiplier = bound + 1
  }
  return {
    ...sum,
    objective: terms,
    moneyUnits,
    lateUnits,
    compactUnits,
    changeUnits,
    planTerms,
    unitsPerFigure: scale,
  }
}
