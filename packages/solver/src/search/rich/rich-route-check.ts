import { RouteSimulator } from '../../evaluate/route-simulator.ts'
import type { SequenceCheck } from '../sequence-check.ts'
import type { Space } from '../space.ts'
import { Ties } from './ties.ts'

/** The check of sequences by exact simulation, for rules that no label covers. */
export class RichRouteCheck implements SequenceCheck {
  distance = 0
  duration = 0
  cost = 0
  readonly simulator: RouteSimulator
  /** By node: work starts no earlier, because of relations with other routes. */
  notBefore: Int32Array | undefined
  readonly ties: Ties
  private readonly space: Space

  constructor(space: Space) {
    this.space = space
    this.ties = new Ties(space.prepared)
    this.simulator = new RouteSimulator(space.prepared, space.pricing, space.taskCost)
    this.simulator.isStrict = true
    this.notBefore = undefined
  }

  /** As asked of a check; a route that costs `limit` price units or more may be refused. */
  check(typeIndex: number, nodes: Int32Array, count: number, limit = Infinity): boolean {
    const { prepared, nodeCount, compatible } = this.space
    const { simulator } = this
    this.distance = 0
    this.duration = 0
    this.cost = 0
    if (count === 0) return true
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      if (node >= nodeCount) continue
      if (compatible[typeIndex * prepared.taskCount + (prepared.nodeTask[node] ?? 0)] !== 1) return false
    }
    if (!this.ties.keepsOrder(nodes, count)) return false
    simulator.limit = limit
    simulator.run(typeIndex, nodes, count, this.notBefore)
    if (!simulator.isFeasible) return false
    this.distance = simulator.distance
    this.duration = simulator.endS - simulator.startS
    this.cost = simulator.cost
    return true
  }
}
