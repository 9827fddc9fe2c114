import type { Neighbours } from '../neighbours.ts'
import type { Random } from '../random.ts'
import type { FlatProblem } from './flat-problem.ts'
import type { Individual } from './individual.ts'
import type { PenalisedPlan } from './penalised-plan.ts'
import { shuffle } from '../shuffle.ts'
import { Split } from './split.ts'

/**
 * Order crossover of giant tours (OX: Prins 2004): a stretch of one parent's tour in its place, the rest in the order of the
 * other, cut into routes anew. A tour goes from route to near route, so that a stretch is a district.
 */
export class OrderCrossover {
  private readonly near: Neighbours
  private readonly random: Random
  private readonly split: Split
  private readonly first: Int32Array
  private readonly second: Int32Array
  private readonly child: Int32Array
  private readonly taken: Uint8Array
  private readonly routeOf: Int32Array
  private readonly isPast: Uint8Array

  constructor(flat: FlatProblem, near: Neighbours, random: Random) {
    this.near = near
    this.random = random
    this.split = new Split(flat)
    this.first = new Int32Array(flat.count)
    this.second = new Int32Array(flat.count)
    this.child = new Int32Array(flat.count)
    this.taken = new Uint8Array(flat.count)
    this.routeOf = new Int32Array(flat.count)
    this.isPast = new Uint8Array(flat.routeCount)
  }

  /** Writes a child of two parents into a plan. */
  cross(a: Individual, b: Individual, plan: PenalisedPlan): void {
    const { first, second, child, taken, random } = this
    const count = child.length
    this.layTour(a, first)
    this.layTour(b, second)
    const from = random.below(count)
    const length = 1 + random.below(count)
    taken.fill(0)
    let at = 0
    for (; at < length; at++) {
      const node = first[(from + at) % count] ?? 0
      child[(from + at) % count] = node
      taken[node] = 1
    }
    for (let i = 0; i < count; i++) {
      const node = second[(from + length + i) % count] ?? 0
      if (taken[node] === 1) continue
      child[(from + at++) % count] = node
    }
    plan.clear()
    this.split.split(child, plan)
  }

  /** Writes a random tour, cut into routes, into a plan. */
  mix(tour: Int32Array, plan: PenalisedPlan): void {
    shuffle(tour, this.random)
    plan.clear()
    this.split.split(tour, plan)
  }

  private layTour(parent: Individual, tour: Int32Array): void {
    const { routeOf, isPast, random } = this
    const { nodes, from, routeCount } = parent
    for (let route = 0; route < routeCount; route++) {
      isPast[route] = 0
      for (let i = from[route] ?? 0; i < (from[route + 1] ?? 0); i++) routeOf[nodes[i] ?? 0] = route
    }
    let route = random.below(routeCount)
    let at = 0
    for (;;) {
      isPast[route] = 1
      const end = from[route + 1] ?? 0
      for (let i = from[route] ?? 0; i < end; i++) tour[at++] = nodes[i] ?? 0
      if (at === tour.length) return
      route = this.nearestRoute(parent, route)
    }
  }

  /** The route not yet passed that a stop of this one is nearest to, by rank among its neighbours. */
  private nearestRoute({ nodes, from, routeCount }: Individual, route: number): number {
    const { near, routeOf, isPast } = this
    const end = from[route + 1] ?? 0
    for (let rank = 0; rank < near.width; rank++) {
      for (let i = from[route] ?? 0; i < end; i++) {
        const other = routeOf[near.nodes[(nodes[i] ?? 0) * near.width + rank] ?? 0] ?? 0
        if (isPast[other] === 0) return other
      }
    }
    for (let other = 0; other < routeCount; other++) if (isPast[other] === 0) return other
    return route
  }
}
