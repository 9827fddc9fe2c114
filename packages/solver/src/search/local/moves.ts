import type { Plan } from '../plan.ts'
import type { Space } from '../space.ts'

/**
 * What the moves of local search share: reading stretches of routes into two candidate sequences, and putting
 * them in place when they keep every rule and cost less. Moves first compare legs, in constant time; only a
 * promising one is built and checked exactly.
 */
export class Moves {
  readonly plan: Plan
  readonly space: Space
  private readonly first: Int32Array
  private readonly second: Int32Array
  private firstCount = 0
  private secondCount = 0

  constructor(plan: Plan) {
    this.plan = plan
    this.space = plan.space
    this.first = new Int32Array(plan.space.longestSequence)
    this.second = new Int32Array(plan.space.longestSequence)
  }

  /** Price of driving between two nodes or sentinels on a route, waiting not counted. */
  leg(route: number, from: number, to: number): number {
    const { at, prepared, pricing, routeType, timePriced } = this.space
    const type = routeType[route] ?? 0
    const table = prepared.tables[prepared.types[type]?.table ?? 0]
    if (table === undefined) return 0
    const row = at[from] ?? 0
    const column = at[to] ?? 0
    const distance = (pricing.perDistance[type] ?? 0) * table.metres.between(row, column)
    return timePriced
      ? distance + (pricing.perTime[type] ?? 0) * table.seconds.between(row, column)
      : distance
  }

  isNode(node: number): boolean {
    return node < this.space.nodeCount
  }

  begin(): void {
    this.firstCount = 0
    this.secondCount = 0
  }

  /** Appends the stops from one node to another, both included; nothing when `from` is a sentinel or past. */
  append(to: 1 | 2, from: number, last: number): void {
    const { next } = this.plan
    for (let node = from; this.isNode(node); node = next[node] ?? 0) {
      this.push(to, node)
      if (node === last) return
    }
  }

  /** The same stretch backwards. */
  appendReversed(to: 1 | 2, from: number, last: number): void {
    const { prev } = this.plan
    for (let node = last; this.isNode(node); node = prev[node] ?? 0) {
      this.push(to, node)
      if (node === from) return
    }
  }

  /** Appends one stop, with the reload before it, or before the stop whose place it takes. */
  push(to: 1 | 2, node: number, place = node): void {
    const { nodeCount, hasReloads } = this.space
    const reload = hasReloads ? (this.plan.reload[place] ?? 0) : 0
    if (reload > 0) this.write(to, nodeCount + reload - 1)
    this.write(to, node)
  }

  private write(to: 1 | 2, node: number): void {
    if (to === 1) this.first[this.firstCount++] = node
    else this.second[this.secondCount++] = node
  }

  /** Puts the candidate sequences in place of the routes when that is allowed and cheaper. */
  tryRoutes(routeA: number, routeB: number): boolean {
    const { plan, space, first, second, firstCount, secondCount } = this
    if (space.isCoupled) return this.tryCoupled(routeA, routeB)
    const before = (plan.cost[routeA] ?? 0) + (routeA === routeB ? 0 : (plan.cost[routeB] ?? 0))
    if (!plan.check.check(space.routeType[routeA] ?? 0, first, firstCount)) return false
    let after = plan.check.cost
    if (after >= before) return false
    if (routeA !== routeB) {
      if (!plan.check.check(space.routeType[routeB] ?? 0, second, secondCount)) return false
      after += plan.check.cost
      if (after >= before) return false
    }
    this.put(routeA, routeB)
    plan.settle()
    return true
  }

  /** Where routes bear on each other, the whole plan decides. */
  private tryCoupled(routeA: number, routeB: number): boolean {
    const { plan, space, first, second, firstCount, secondCount } = this
    if (!plan.check.check(space.routeType[routeA] ?? 0, first, firstCount)) return false
    if (routeA !== routeB && !plan.check.check(space.routeType[routeB] ?? 0, second, secondCount))
      return false
    this.put(routeA, routeB)
    plan.settle()
    if (plan.keepsTies() && plan.absence.change() <= 0 && plan.costChange() < 0) return true
    plan.rollback()
    return false
  }

  private put(routeA: number, routeB: number): void {
    const { plan, first, second, firstCount, secondCount } = this
    plan.clearRoute(routeA)
    if (routeA !== routeB) plan.clearRoute(routeB)
    plan.fillRoute(routeA, first, firstCount)
    if (routeA !== routeB) plan.fillRoute(routeB, second, secondCount)
  }
}
