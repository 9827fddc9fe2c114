import type { Costs } from './problem.ts'
import type { Prepared } from './prepare.ts'

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

/** The most that a plan can cost, in the units of the shifts' prices, `scale` of them to one of money. */
export function mostMoney(
  prices: ReturnType<typeof moneyPrices>,
  longest: LongestPlan,
  scale: number,
): number {
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
    longest.seconds * perSecond +
    longest.taskMoney * scale
  )
}

/** Bounds of any plan of a problem. */
export interface LongestPlan {
  readonly routes: number
  readonly metres: number
  readonly seconds: number
  /** From the first opening of a shift to the last end of one. */
  readonly spanS: number
  /** Beyond soft windows, of all stops. */
  readonly latenessS: number
  /** Money for prizes lost, soft windows, zones and the shifts' own prices of tasks. */
  readonly taskMoney: number
}

export function longestPlan(prepared: Prepared): LongestPlan {
  const routes = Math.min(prepared.problem.shifts.length, prepared.taskCount)
  const metres = prepared.tables.reduce((most, table) => Math.max(most, table.longestM), 0)
  const longestShift = prepared.types.reduce((most, type) => Math.max(most, type.toS - type.fromS), 0)
  const opensS = prepared.types.reduce((first, { fromS }) => Math.min(first, fromS), Infinity)
  const endsS = prepared.types.reduce((last, { toS }) => Math.max(last, toS), -Infinity)
  const wishes = mostOfWishes(prepared, opensS, endsS)
  return {
    routes,
    metres: metres * (prepared.nodeCount + routes),
    seconds: longestShift * routes,
    spanS: Math.max(0, endsS - opensS),
    latenessS: wishes.latenessS,
    taskMoney: wishes.money + mostTaskMoney(prepared),
  }
}

/** The most that soft windows can cost, and seconds beyond them, within the windows of their visits. */
function mostOfWishes(prepared: Prepared, opensS: number, endsS: number) {
  const { jobs, shipments = [] } = prepared.problem
  const visits = [...jobs, ...shipments.flatMap(({ pickup, delivery }) => [pickup, delivery])]
  let [latenessS, money] = [0, 0]
  visits.forEach(({ softWindows = [] }, node) => {
    if (softWindows.length === 0) return
    const first = Math.max(opensS, prepared.windowFrom[prepared.windowOffset[node] ?? 0] ?? opensS)
    const last = Math.min(endsS, prepared.windowTo[(prepared.windowOffset[node + 1] ?? 0) - 1] ?? endsS)
    let [least, lateBy] = [Infinity, Infinity]
    for (const { fromS = first, toS = last, earlyPerMinute = 0, latePerMinute = 0 } of softWindows) {
      const price = Math.max(0, (fromS - first) * earlyPerMinute, (last - toS) * latePerMinute) / 60
      least = Math.min(least, price)
      lateBy = Math.min(lateBy, Math.max(0, last - toS))
    }
    latenessS += lateBy
    money += least
  })
  return { latenessS, money }
}

/** The most money that prizes lost, zones and the shifts' own prices of tasks can come to. */
function mostTaskMoney({ problem, types }: Prepared): number {
  const mostOutside = types.reduce((most, { shift }) => Math.max(most, shift.costs.outsideZone ?? 0), 0)
  const mostByTask = new Map<string, number>()
  for (const { shift } of types) {
    for (const [id, money] of Object.entries(shift.taskCosts ?? {})) {
      mostByTask.set(id, Math.max(mostByTask.get(id) ?? 0, money))
    }
  }
  return [...problem.jobs, ...(problem.shipments ?? [])].reduce(
    (sum, { id, prize = 0 }) => sum + Math.max(prize, mostOutside + (mostByTask.get(id) ?? 0)),
    0,
  )
}
