import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

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

  constructor(plan: Plan, random: Random) {
    this.plan = plan
    this.random = random
    this.sequence = new Int32Array(plan.space.longestSequence)
    this.other = new Int32Array(plan.space.longestSequence)
  }

  /** Gives some of the changed routes another type of vehicle, whatever it costs. */
  mix(): void {
    const { plan, random } = this
    const types = plan.space.prepared.types.length
    const count = plan.changedCount
    for (let i = 0; i < count; i++) {
      const route = plan.changed(i)
      if ((plan.stops[route] ?? 0) === 0 || random.unit() >= CHANGE_SHARE) continue
      const slot = plan.emptySlot(random.below(types))
      if (slot < 0) continue
      const stops = plan.readRoute(route, this.sequence)
      if (plan.check.check(plan.space.routeType[slot] ?? 0, this.sequence, stops))
        this.move(route, slot, stops)
    }
  }

  /** Gives every changed route the vehicle that drives it at the lowest cost, or exchanges those of two. */
  assign(): void {
    const { plan, random } = this
    const count = plan.changedCount
    for (let i = 0; i < count; i++) {
      const route = plan.changed(i)
      if ((plan.stops[route] ?? 0) > 0) this.assignCheapest(route)
    }
    if (count > 1) this.tryExchange(plan.changed(random.below(count)), plan.changed(random.below(count)))
  }

  private assignCheapest(route: number): void {
    const { plan, sequence } = this
    const { routeType, prepared } = plan.space
    const own = routeType[route] ?? 0
    const stops = plan.readRoute(route, sequence)
    let least = plan.check.check(own, sequence, stops) ? plan.check.cost : Infinity
    let best = -1
    for (let type = 0; type < prepared.types.length; type++) {
      const slot = type === own ? -1 : plan.emptySlot(type)
      if (slot < 0 || !plan.check.check(type, sequence, stops) || plan.check.cost >= least) continue
      least = plan.check.cost
      best = slot
    }
    if (best >= 0) this.move(route, best, stops)
  }

  private tryExchange(a: number, b: number): void {
    const { plan, sequence, other } = this
    const { routeType } = plan.space
    const typeA = routeType[a] ?? 0
    const typeB = routeType[b] ?? 0
    if (typeA === typeB) return
    const countA = plan.readRoute(a, sequence)
    const countB = plan.readRoute(b, other)
    if (countA === 0 || countB === 0) return
    const change = this.change(typeA, typeB, sequence, countA) + this.change(typeB, typeA, other, countB)
    if (!(change < 0)) return
    plan.clearRoute(a)
    plan.clearRoute(b)
    plan.fillRoute(a, other, countB)
    plan.fillRoute(b, sequence, countA)
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
