import type { Plan } from '../plan.ts'

/** Improves where routes reload: drops reloads that are not needed, moves them by one stop, or to another depot. */
export class ReloadMoves {
  private readonly plan: Plan
  private readonly sequence: Int32Array

  constructor(plan: Plan) {
    this.plan = plan
    this.sequence = new Int32Array(plan.space.longestSequence)
  }

  /** Drops the reloads of a route that it keeps the rules without, for no more cost. */
  drop(route: number): void {
    const { plan, sequence } = this
    const { nodeCount } = plan.space
    let count = plan.readRoute(route, sequence)
    for (let at = count - 1; at >= 0; at--) {
      const reload = sequence[at] ?? 0
      if (reload < nodeCount) continue
      sequence.copyWithin(at, at + 1, count)
      if (this.isNoDearer(route, count - 1, 0)) {
        count--
        this.put(route, count)
      } else {
        sequence.copyWithin(at + 1, at, count - 1)
        sequence[at] = reload
      }
    }
  }

  /** Moves each reload of a route by one stop, or to another depot, where that is cheaper. */
  shift(route: number): void {
    const { plan, sequence } = this
    const { nodeCount, reloads, routeType } = plan.space
    const depots = reloads[routeType[route] ?? 0] ?? []
    const count = plan.readRoute(route, sequence)
    for (let at = 1; at < count - 1; at++) {
      const reload = sequence[at] ?? 0
      if (reload < nodeCount) continue
      if (at > 1 && this.tryExchange(route, at, at - 1, count)) continue
      if (at < count - 2 && this.tryExchange(route, at, at + 1, count)) {
        at++
        continue
      }
      for (let i = 0; i < depots.length; i++) {
        const other = depots[i] ?? 0
        const held = sequence[at] ?? 0
        if (other === held) continue
        sequence[at] = other
        if (this.isNoDearer(route, count, 1)) this.put(route, count)
        else sequence[at] = held
      }
    }
  }

  private tryExchange(route: number, a: number, b: number, count: number): boolean {
    const { sequence } = this
    const { nodeCount } = this.plan.space
    if ((sequence[b] ?? 0) >= nodeCount || (sequence[2 * b - a] ?? 0) >= nodeCount) return false
    this.exchange(a, b)
    if (this.isNoDearer(route, count, 1)) {
      this.put(route, count)
      return true
    }
    this.exchange(a, b)
    return false
  }

  private exchange(a: number, b: number): void {
    const { sequence } = this
    const held = sequence[a] ?? 0
    sequence[a] = sequence[b] ?? 0
    sequence[b] = held
  }

  /** Whether the sequence keeps the rules and costs at least `by` units less than the route as it is. */
  private isNoDearer(route: number, count: number, by: number): boolean {
    const { plan, sequence } = this
    const type = plan.space.routeType[route] ?? 0
    if (!plan.check.check(type, sequence, count)) return false
    // A route that keeps the rules no more without its lost stops may take any that does.
    return !plan.isFeasible(route) || plan.check.cost + by <= (plan.figures?.cost(route) ?? 0)
  }

  private put(route: number, count: number): void {
    this.plan.clearRoute(route)
    this.plan.fillRoute(route, this.sequence, count)
  }
}
