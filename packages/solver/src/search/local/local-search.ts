import type { Neighbours } from '../neighbours.ts'
import type { Plan } from '../plan.ts'
import type { Steps } from '../steps.ts'
import { Moves } from './moves.ts'
import { orOpt } from './or-opt.ts'
import { relocate } from './relocate.ts'
import { swap } from './swap.ts'
import { twoOpt } from './two-opt.ts'
import { twoOptStar } from './two-opt-star.ts'

/** Neighbours that each stop is tried with. */
const WIDTH = 16

/**
 * Descends to a plan that no relocation, or-opt, swap, 2-opt or 2-opt* between near neighbours improves
 * (granular search: Toth & Vigo 2003; first improvement). Stops of changed routes are looked at again.
 */
export class LocalSearch {
  private readonly plan: Plan
  private readonly moves: Moves
  private readonly near: Neighbours
  private readonly queue: Int32Array
  private readonly queued: Uint8Array
  private head = 0
  private count = 0

  constructor(plan: Plan, near: Neighbours) {
    this.plan = plan
    this.moves = new Moves(plan)
    this.near = near
    this.queue = new Int32Array(plan.space.nodeCount)
    this.queued = new Uint8Array(plan.space.nodeCount)
  }

  /**
   * Improves the given routes and those they touch, or the whole plan, a move or a stop that has none a step. Every
   * move is kept: it begins a transaction of its own.
   */
  *improve(routes: Int32Array | undefined): Steps {
    const { plan, queue, queued } = this
    if (routes === undefined) for (let i = 0; i < plan.activeCount; i++) this.enqueue(plan.active[i] ?? 0)
    else for (let i = 0; i < routes.length; i++) this.enqueue(routes[i] ?? 0)
    plan.begin()
    while (this.count > 0) {
      const node = queue[this.head] ?? 0
      this.head = (this.head + 1) % queue.length
      this.count--
      queued[node] = 0
      while (this.improveStop(node)) {
        plan.begin()
        yield
      }
      yield
    }
  }

  private enqueue(route: number): void {
    const { plan, queue, queued } = this
    for (
      let node = plan.next[plan.startOf(route)] ?? 0;
      node < plan.space.nodeCount;
      node = plan.next[node] ?? 0
    ) {
      if (queued[node] === 1) continue
      queued[node] = 1
      queue[(this.head + this.count++) % queue.length] = node
    }
  }

  private improveStop(node: number): boolean {
    const { near, plan } = this
    const route = plan.routeOf[node] ?? -1
    if (route < 0) return false
    const width = Math.min(WIDTH, near.width)
    for (let i = 0; i < width; i++) {
      const other = near.nodes[node * near.width + i] ?? 0
      const otherRoute = plan.routeOf[other] ?? -1
      if (otherRoute < 0 || !this.tryPair(node, other, route === otherRoute)) continue
      this.enqueue(route)
      if (otherRoute !== route) this.enqueue(otherRoute)
      return true
    }
    return false
  }

  private tryPair(a: number, b: number, isSameRoute: boolean): boolean {
    const { moves, plan } = this
    const { next, prev } = plan
    const beforeB = prev[b] ?? 0
    const afterB = next[b] ?? 0
    if (relocate(moves, a, b) || relocate(moves, a, beforeB)) return true
    for (let length = 2; length <= 3; length++) {
      if (orOpt(moves, a, length, b) || orOpt(moves, a, length, beforeB)) return true
    }
    if (moves.isNode(afterB) && swap(moves, a, afterB)) return true
    if (moves.isNode(beforeB) && swap(moves, a, beforeB)) return true
    if (isSameRoute) return twoOpt(moves, a, b) || twoOpt(moves, beforeB, prev[a] ?? 0)
    return twoOptStar(moves, a, b) || twoOptStar(moves, b, a)
  }
}
