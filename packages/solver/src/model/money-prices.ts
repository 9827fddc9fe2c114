import type { Costs } from './problem.ts'
import type { Prepared } from './prepare.ts'
import { tableFacts } from './table-facts.ts'

/** Sums of units up to here are exact. */
export const LARGEST = 2 ** 52

/** The shifts' costs in whole units, `scale` of them to one of money. */
export function moneyPrices(prepared: Prepared, scale: number) {
  const by = (price: (costs: Costs) => number | undefined, per: number) =>
    Float64Array.from(prepared.types, ({ shift }) => Math.round(((price(shift.costs) ?? 0) * scale) / per))
  return {
    fixed: by((costs) => costs.fixed, 1),
    perDistance: by((costs) => costs.perKm, 1000),
    perTime: by((costs) => costs.perHour, 3600),
    perWaiting: by((costs) => costs.perWaitingHour, 3600),
    perOvertime: by((costs) => costs.perOvertimeHour, 3600),
    perTask: by((costs) => costs.perTaskHour, 3600),
    perDriving: by((costs) => costs.perDrivingHour, 3600),
  }
}

/** The most that a plan can cost by the shifts' prices, in the units of these. */
export function mostMoney(prices: ReturnType<typeof moneyPrices>, longest: LongestPlan): number {
  const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), 0)
  const perSecond =
    most(prices.perTime) +
    most(prices.perWaiting) +
    most(prices.perOvertime) +
    most(prices.perTask) +
    most(prices.perDriving)
  return (
    longest.routes * most(prices.fixed) +
    longest.metres * most(prices.perDistance) +
    longest.seconds * perSecond
  )
}

/** Bounds of any plan of a problem. */
export interface LongestPlan {
  readonly routes: number
  readonly metres: number
  readonly seconds: number
}

export function longestPlan(prepared: Prepared): LongestPlan {
  const routes = Math.min(prepared.problem.shifts.length, prepared.taskCount)
  const metres = prepared.tables.reduce((most, table) => Math.max(most, tableFacts(table).longestM), 0)
  const longestShift = prepared.types.reduce((most, type) => Math.max(most, type.toS - type.fromS), 0)
  return { routes, metres: metres * (prepared.nodeCount + routes), seconds: longestShift * routes }
}
