import type { Prepared } from '../prepare.ts'
import { ProblemError } from '../problem-error.ts'
import type { Costs, VisitRules } from '../problem.ts'

/** Sums of units up to here are exact. */
export const LARGEST = 2 ** 52

/** A price that rounding to whole units changes by less than this share of itself counts as exact. */
const EXACT = 1e-9
/** More than this share none may change by. */
const MOST_ROUNDING = 0.01

/** The shifts' prices, and how many metres, seconds or times each is for. */
const PRICES = {
  fixed: ['fixed', 1],
  perDistance: ['perKm', 1000],
  perTime: ['perHour', 3600],
  perWaiting: ['perWaitingHour', 3600],
  perOvertime: ['perOvertimeHour', 3600],
  perTask: ['perTaskHour', 3600],
  perDriving: ['perDrivingHour', 3600],
} as const satisfies Record<string, readonly [keyof Costs, number]>

/** A part of what a route costs. */
export type PricePart = keyof typeof PRICES
export const PRICE_PARTS = Object.keys(PRICES) as PricePart[]

/** Prices of every part, by shift type. */
export function eachPart(pricesOf: (part: PricePart) => Float64Array): Record<PricePart, Float64Array> {
  return {
    fixed: pricesOf('fixed'),
    perDistance: pricesOf('perDistance'),
    perTime: pricesOf('perTime'),
    perWaiting: pricesOf('perWaiting'),
    perOvertime: pricesOf('perOvertime'),
    perTask: pricesOf('perTask'),
    perDriving: pricesOf('perDriving'),
  }
}

/** The shifts' costs in whole units, `scale` of them to one of money. */
export function moneyPrices({ types }: Prepared, scale: number): Record<PricePart, Float64Array> {
  return eachPart((part) => {
    const [name, per] = PRICES[part]
    return Float64Array.from(types, ({ shift }) => Math.round(((shift.costs[name] ?? 0) * scale) / per))
  })
}

/** The scales to try in turn: finer ones first where the finest of the usual ones would round a price. */
export function scalesFor(prepared: Prepared, usual: readonly number[]): readonly number[] {
  const [finest = 1] = usual
  return roundings(prepared, finest).every(({ share }) => share <= EXACT)
    ? usual
    : [finest * 1e6, finest * 1e3, ...usual]
}

/** Whether prices are so small that they would be lost beside the largest ones. */
export function losesPrice(prepared: Prepared, scale: number): boolean {
  return findLost(prepared, scale) !== undefined
}

/** @throws ProblemError naming a price that would be lost. */
export function refuseLost(prepared: Prepared, scale: number): void {
  const lost = findLost(prepared, scale)
  if (lost === undefined) return
  throw new ProblemError(lost.field, `${lost.price} is too small to be counted beside what a plan may cost`)
}

function findLost(prepared: Prepared, scale: number) {
  return roundings(prepared, scale).find(({ share }) => share > MOST_ROUNDING)
}

/** By what share of itself each price changes when it becomes whole. */
function roundings({ types }: Prepared, scale: number) {
  return types.flatMap(({ shift, shifts }) =>
    Object.values(PRICES).flatMap(([name, per]) => {
      const price = shift.costs[name] ?? 0
      if (price === 0) return []
      const units = (price * scale) / per
      const share = Math.abs(Math.round(units) - units) / units
      return { field: `shifts[${shifts[0] ?? 0}].costs.${name}`, price, share }
    }),
  )
}

/** The field of the price that makes plans dearest. */
export function dearestField({ problem, types }: Prepared, longest: LongestPlan): string {
  const { jobs, shipments = [] } = problem
  const most = {
    fixed: longest.routes,
    perKm: longest.metres / 1000,
    outsideZone: jobs.length + shipments.length,
  }
  const ofShifts = types.flatMap(({ shift: { costs, taskCosts = {} }, shifts: [index = 0] }) => [
    ...Object.entries(costs).map(([name, price]): [string, number] => [
      `shifts[${index}].costs.${name}`,
      (price ?? 0) * (name in most ? most[name as keyof typeof most] : longest.seconds / 3600),
    ]),
    ...Object.entries(taskCosts).map(([id, price]): [string, number] => [
      `shifts[${index}].taskCosts.${id}`,
      price,
    ]),
  ])
  const ofWishes = (field: string, { softWindows = [] }: VisitRules) =>
    softWindows.flatMap(({ earlyPerMinute = 0, latePerMinute = 0 }, k): [string, number][] => [
      [`${field}.softWindows[${k}].earlyPerMinute`, (earlyPerMinute * longest.spanS) / 60],
      [`${field}.softWindows[${k}].latePerMinute`, (latePerMinute * longest.spanS) / 60],
    ])
  const ofTasks = [
    ...jobs.flatMap((job, index): [string, number][] => [
      [`jobs[${index}].prize`, job.prize ?? 0],
      ...ofWishes(`jobs[${index}]`, job),
    ]),
    ...shipments.flatMap(({ prize = 0, pickup, delivery }, index): [string, number][] => [
      [`shipments[${index}].prize`, prize],
      ...ofWishes(`shipments[${index}].pickup`, pickup),
      ...ofWishes(`shipments[${index}].delivery`, delivery),
    ]),
  ]
  return [...ofShifts, ...ofTasks].reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}

/** The most that a plan can cost, in the units of the shifts' prices, `scale` of them to one of money. */
export function mostMoney(
  prices: Record<PricePart, Float64Array>,
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
  const metres = prepared.tables.reduce(
    (most, table) => Math.max(most, table.longestM),
    longestOfSlices(prepared),
  )
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

/** The longest way of any slice that has ways of its own. */
function longestOfSlices({ problem }: Prepared): number {
  let longest = 0
  for (const { slices = [] } of Object.values(problem.matrices)) {
    for (const { distanceM = [] } of slices) {
      for (let i = 0; i < distanceM.length; i++) longest = Math.max(longest, distanceM[i] ?? 0)
    }
  }
  return longest
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
