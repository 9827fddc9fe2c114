import { owedBy } from '../../model/whole-prefixes.ts'
import type { Plan } from '../plan.ts'

/**
 * Moves the deliveries of shipments that prefixes only pick up: such a shipment is bound to its shift and never taken
 * out, so that its delivery would stay behind the same stops for ever.
 */
export class OwedDeliveries {
  /** Whether there are any. */
  readonly isAny: boolean
  private readonly plan: Plan
  /** Their nodes, by shift type. */
  private readonly nodes: readonly (readonly number[])[]
  private readonly sequence: Int32Array
  private readonly trial: Int32Array

  constructor(plan: Plan) {
    const { prepared, longestSequence } = plan.space
    this.plan = plan
    this.nodes = prepared.types.map(({ shift: { prefix = [] } }) =>
      owedBy(prepared, prefix).map((id) => (prepared.taskNode[prepared.taskById.get(id) ?? 0] ?? 0) + 1),
    )
    this.isAny = this.nodes.some((nodes) => nodes.length > 0)
    this.sequence = new Int32Array(longestSequence)
    this.trial = new Int32Array(longestSequence)
  }

  /** Moves each of a route to its cheapest place, where that is cheaper. Cost: O(stops^2 * 2^breaks) each. */
  move(route: number): void {
    for (const node of this.nodes[this.plan.space.routeType[route] ?? 0] ?? []) this.moveNode(route, node)
  }

  private moveNode(route: number, node: number): void {
    const { plan, sequence } = this
    const type = plan.space.routeType[route] ?? 0
    const count = plan.readRoute(route, sequence)
    const now = sequence.indexOf(node)
    if (now < 0 || now >= count) return
    let least = plan.isFeasible(route) ? (plan.figures?.cost(route) ?? 0) : Infinity
    let best = -1
    for (let at = 0; at < count; at++) {
      if (at === now) continue
      this.put(node, now, at, count)
      if (!plan.check.check(type, this.trial, count) || plan.check.cost >= least) continue
      least = plan.check.cost
      best = at
    }
    if (best < 0) return
    this.put(node, now, best, count)
    if (!this.canBeDissolved(type, count)) return
    plan.clearRoute(route)
    plan.fillRoute(route, this.trial, count)
  }

  /** Writes the sequence to `trial`, with a node moved from one position to another. */
  private put(node: number, from: number, to: number, count: number): void {
    const { sequence, trial } = this
    trial.set(sequence.subarray(0, count))
    trial.copyWithin(from, from + 1, count)
    trial.copyWithin(to + 1, to, count - 1)
    trial[to] = node
  }

  /** Whether what is bound keeps the rules alone: it is what stays of a route that loses all others. */
  private canBeDissolved(type: number, count: number): boolean {
    const { bound, nodeCount, prepared } = this.plan.space
    const left = this.trial
      .subarray(0, count)
      .filter((node) => node < nodeCount && bound[prepared.nodeTask[node] ?? 0] === 1)
    return this.plan.check.check(type, left, left.length)
  }
}
