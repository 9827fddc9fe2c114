import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

/** Share of rounds in which ruined routes are given other vehicles. */
const MIX_SHARE = 0.3
/** Share of ruined routes that are given another type of vehicle before the recreate. */
const CHANGE_SHARE = 0.3

/**
 * Changes which type of vehicle drives a route (fleet size and mix: Golden et al. 1984). Greedy insertion alone
 * opens the vehicle that is cheapest for one stop and never leaves it; so ruined routes are given other vehicles
 * at random, and when the plan is complete every changed route the cheapest that can drive it.
 */
export class VehicleTypes {
  private readonly plan: Plan
  private readonly random: Random
  private readonly sequence: Int32Array
  private readonly other: Int32Array
  /** Whether what a route costs on another type is known but for its times. */
  private readonly hasBounds: boolean
  /** Whether all types have the same capacity. */
  readonly carryAlike: boolean

  constructor(plan: Plan, random: Random) {
    this.plan = plan
    this.random = random
    const [first, ...others] = plan.space.prepared.types
    this.carryAlike = others.every(({ capacity }) => capacity.every((room, d) => room === first?.capacity[d]))
    this.hasBounds = plan.space.direct && plan.space.taskCost.length === 0
    this.sequence = new Int32Array(plan.space.longestSequence)
    this.other = new Int32Array(plan.space.longestSequence)
  }

  /**
   * In some rounds gives some of the changed routes another type of vehicle; true if it has done so. Where all
   * carry alike, as from several depots, it must not cost more than the ruin has `saved`: that could hardly pay.
   */
  mix(saved: number): boolean {
    const { plan, random } = this
    if (random.unit() >= MIX_SHARE) return false
    const types = plan.space.prepared.types.length
    const count = plan.changedCount
    let isMixed = false
    for (let i = 0; i < count; i++) {
      const route = plan.changed(i)
      if ((plan.stops[route] ?? 0) === 0 || random.unit() >= CHANGE_SHARE) continue
      const slot = plan.emptySlot(random.below(types))
      // Where the fleet is used up vehicles can only change places.
      const isDone =
        slot < 0
          ? this.exchange(route, plan.changed(random.below(count)), Infinity)
          : this.give(route, slot, saved)
      if (isDone) isMixed = true
    }
    return isMixed
  }

  private give(route: number, slot: number, most: number): boolean {
    const { plan, sequence } = this
    const type = plan.space.routeType[slot] ?? 0
    if (type === plan.space.routeType[route]) return false
    if (this.carryAlike && this.leastCost(route, type) >= plan.price(route) + most) return false
    const stops = plan.readRoute(route, sequence)
    if (!plan.check.check(type, sequence, stops)) return false
    this.move(route, slot, stops)
    return true
  }

  /** Gives every changed route the vehicle that drives it at the lowest cost, and exchanges those of two. */
  assign(): void {
    const { plan, random } = this
    const count = plan.changedCount
    for (let i = 0; i < count; i++) {
      const route = plan.changed(i)
      if ((plan.stops[route] ?? 0) > 0) this.assignCheapest(route)
    }
    if (count < 2) return
    if (!this.hasBounds) {
      this.exchange(plan.changed(random.below(count)), plan.changed(random.below(count)), 0)
      return
    }
    for (let i = 1; i < count; i++) {
      for (let j = 0; j < i; j++) this.exchange(plan.changed(i), plan.changed(j), 0)
    }
  }

  private assignCheapest(route: number): void {
    const { plan, sequence } = this
    const { routeType, prepared } = plan.space
    const own = routeType[route] ?? 0
    let least = plan.isFeasible(route) ? plan.price(route) : Infinity
    let best = -1
    let stops = 0
    for (let type = 0; type < prepared.types.length; type++) {
      if (type === own || this.leastCost(route, type) >= least) continue
      const slot = plan.emptySlot(type)
      if (slot < 0) continue
      if (stops === 0) stops = plan.readRoute(route, sequence)
      if (!plan.check.check(type, sequence, stops) || plan.check.cost >= least) continue
      least = plan.check.cost
      best = slot
    }
    if (best >= 0) this.move(route, best, stops)
  }

  /** Exchanges the vehicles of two routes when that costs less than `most` more; true when it is done. */
  private exchange(a: number, b: number, most: number): boolean {
    const { plan, sequence, other } = this
    const { routeType } = plan.space
    const typeA = routeType[a] ?? 0
    const typeB = routeType[b] ?? 0
    if (typeA === typeB || (plan.stops[a] ?? 0) === 0 || (plan.stops[b] ?? 0) === 0) return false
    const least = this.leastCost(a, typeB) + this.leastCost(b, typeA)
    if (least >= plan.price(a) + plan.price(b) + most) return false
    const countA = plan.readRoute(a, sequence)
    const countB = plan.readRoute(b, other)
    const change = this.change(typeA, typeB, sequence, countA) + this.change(typeB, typeA, other, countB)
    if (!(change < most)) return false
    plan.clearRoute(a)
    plan.clearRoute(b)
    plan.fillRoute(a, other, countB)
    plan.fillRoute(b, sequence, countA)
    return true
  }

  /** What a route would cost on a type at least, from its ends alone; Infinity when it cannot carry the loads. */
  private leastCost(route: number, type: number): number {
    const { plan } = this
    const { space } = plan
    if (!this.hasBounds) return -Infinity
    const { at, prepared, pricing, dimensionCount } = space
    const its = prepared.types[type]
    const metresOf = prepared.tables[0]?.metres
    if (its === undefined || metresOf === undefined) return -Infinity
    for (let d = 0; d < dimensionCount; d++) {
      if ((plan.load[route * dimensionCount + d] ?? 0) > (its.capacity[d] ?? 0)) return Infinity
    }
    const start = plan.startOf(route)
    const last = plan.prev[start + 1] ?? 0
    const first = at[plan.next[start] ?? 0] ?? 0
    const metres =
      (plan.distance[route] ?? 0) -
      (plan.leg[start] ?? 0) -
      (plan.leg[last] ?? 0) +
      metresOf.between(its.start, first) +
      metresOf.between(at[last] ?? 0, its.end)
    return (pricing.fixed[type] ?? 0) + (pricing.perDistance[type] ?? 0) * metres
  }

  /** What a sequence costs more on another type; Infinity when that cannot drive it. */
  private change(from: number, to: number, sequence: Int32Array, count: number): number {
    const { check } = this.plan
    if (!check.check(to, sequence, count)) return Infinity
    const cost = check.cost
    return check.check(from, sequence, count) ? cost - check.cost : Infinity
  }

  private move(route: number, slot: number, count: number): void {
    this.plan.clearRoute(route)
    this.plan.clearRoute(slot)
    this.plan.fillRoute(slot, this.sequence, count)
  }
}
