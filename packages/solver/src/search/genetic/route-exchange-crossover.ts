import type { Neighbours } from '../neighbours.ts'
import type { Random } from '../random.ts'
import type { FlatProblem } from './flat-problem.ts'
import type { Individual } from './individual.ts'
import { insertStop } from './insert-stop.ts'
import type { PenalisedMoves } from './penalised-moves.ts'
import type { PenalisedPlan } from './penalised-plan.ts'

/**
 * Selective route exchange (SREX: Nagata, Bräysy & Dullaert 2010): some routes of one parent that are near each other give way
 * to as many of the other that share most stops with them. What then stands twice is taken out, either of the
 * routes that came or of those that stayed, and what is lost is inserted at the least penalised cost.
 */
export class RouteExchangeCrossover {
  private readonly flat: FlatProblem
  private readonly near: Neighbours
  private readonly random: Random
  private readonly routeOf: Int32Array
  /** By route of either parent: 1 for those exchanged. */
  private readonly leaves: Uint8Array
  private readonly comes: Uint8Array
  /** By stop: 1 in a route that leaves, 2 in one that comes, 3 in both. */
  private readonly mark: Uint8Array
  private readonly score: Float64Array
  private readonly picked: Int32Array
  private readonly lost: Int32Array
  private readonly sequence: Int32Array

  constructor(flat: FlatProblem, near: Neighbours, random: Random) {
    this.flat = flat
    this.near = near
    this.random = random
    this.routeOf = new Int32Array(flat.count)
    this.leaves = new Uint8Array(flat.routeCount)
    this.comes = new Uint8Array(flat.routeCount)
    this.mark = new Uint8Array(flat.count)
    this.score = new Float64Array(flat.routeCount)
    this.picked = new Int32Array(flat.routeCount)
    this.lost = new Int32Array(flat.count)
    this.sequence = new Int32Array(flat.count)
  }

  /** Writes a child of two parents into the plan of the moves. */
  cross(a: Individual, b: Individual, moves: PenalisedMoves): void {
    const routes = this.pickLeaving(a)
    this.pickComing(b, routes)
    const keepsComing = this.random.below(2) === 0
    const { plan } = moves
    plan.clear()
    let slot = 0
    for (let route = 0; route < a.routeCount; route++) {
      if (this.leaves[route] === 1) continue
      slot = this.lay(plan, a, route, slot, keepsComing ? 2 : 0, 1)
    }
    for (let route = 0; route < b.routeCount; route++) {
      if (this.comes[route] === 0) continue
      // A stop that comes but does not leave stands in a route that stays.
      slot = this.lay(plan, b, route, slot, keepsComing ? 0 : 2, 2)
    }
    this.insertLost(moves)
  }

  /** Marks routes of the first parent round a random one; returns how many. */
  private pickLeaving({ nodes, from, routeCount }: Individual): number {
    const { leaves, mark, routeOf, near, picked, random } = this
    leaves.fill(0)
    mark.fill(0)
    for (let route = 0; route < routeCount; route++) {
      for (let i = from[route] ?? 0; i < (from[route + 1] ?? 0); i++) routeOf[nodes[i] ?? 0] = route
    }
    const most = 1 + random.below(Math.max(1, routeCount - 1))
    const seed = random.below(nodes.length)
    let count = 0
    const take = (route: number): void => {
      if (leaves[route] === 1 || count >= most) return
      leaves[route] = 1
      picked[count++] = route
    }
    take(routeOf[seed] ?? 0)
    for (let i = 0; i < near.width; i++) take(routeOf[near.nodes[seed * near.width + i] ?? 0] ?? 0)
    for (let k = 0; k < count && count < most; k++) {
      const route = picked[k] ?? 0
      for (let rank = 0; rank < near.width && count < most; rank += 3) {
        for (let i = from[route] ?? 0; i < (from[route + 1] ?? 0); i++) {
          take(routeOf[near.nodes[(nodes[i] ?? 0) * near.width + rank] ?? 0] ?? 0)
        }
      }
    }
    for (let k = 0; k < count; k++) {
      const route = picked[k] ?? 0
      for (let i = from[route] ?? 0; i < (from[route + 1] ?? 0); i++) mark[nodes[i] ?? 0] = 1
    }
    return count
  }

  /** Marks as many routes of the second parent, those with most stops that leave and fewest others. */
  private pickComing({ nodes, from, routeCount }: Individual, wanted: number): void {
    const { comes, mark, score, random } = this
    comes.fill(0)
    for (let route = 0; route < routeCount; route++) {
      let inside = 0
      const first = from[route] ?? 0
      const end = from[route + 1] ?? 0
      for (let i = first; i < end; i++) if (((mark[nodes[i] ?? 0] ?? 0) & 1) === 1) inside++
      score[route] = inside - (end - first) / 2 + random.unit()
    }
    for (let k = 0; k < Math.min(wanted, routeCount); k++) {
      let best = -1
      for (let route = 0; route < routeCount; route++) {
        if (comes[route] === 0 && (best < 0 || (score[route] ?? 0) > (score[best] ?? 0))) best = route
      }
      comes[best] = 1
      for (let i = from[best] ?? 0; i < (from[best + 1] ?? 0); i++) {
        mark[nodes[i] ?? 0] = (mark[nodes[i] ?? 0] ?? 0) | 2
      }
    }
  }

  /** Gives a slot the stops of a parent's route but those with the mark; returns the next free slot. */
  private lay(
    plan: PenalisedPlan,
    parent: Individual,
    route: number,
    slot: number,
    without: number,
    origin: number,
  ): number {
    const { mark, sequence } = this
    let count = 0
    for (let i = parent.from[route] ?? 0; i < (parent.from[route + 1] ?? 0); i++) {
      const node = parent.nodes[i] ?? 0
      if (mark[node] !== without || without === 0) sequence[count++] = node
    }
    if (count === 0) return slot
    plan.fillRoute(slot, sequence, 0, count)
    if (count === (parent.from[route + 1] ?? 0) - (parent.from[route] ?? 0)) plan.settledIn[slot] = origin
    return slot + 1
  }

  private insertLost(moves: PenalisedMoves): void {
    const { lost, flat, random } = this
    const { plan } = moves
    let count = 0
    for (let node = 0; node < flat.count; node++) if ((plan.routeOf[node] ?? 0) < 0) lost[count++] = node
    while (count > 0) {
      const i = random.below(count)
      insertStop(moves, lost[i] ?? 0, this.near)
      lost[i] = lost[--count] ?? 0
    }
  }
}
