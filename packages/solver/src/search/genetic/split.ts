import type { FlatProblem } from './flat-problem.ts'
import type { PenalisedPlan } from './penalised-plan.ts'

/** Routes hold at most this many capacities. */
const MOST_OVERLOAD = 1.5

/**
 * Cuts a tour of all stops into routes at the least penalised cost, with its order kept: shortest paths over
 * the cuts (Prins 2004), once for each number of routes when the routes are limited and the free cut needs more.
 */
export class Split {
  private readonly flat: FlatProblem
  /** Cost of the best cut of the first i stops, and where its last route begins; by number of routes when limited. */
  private readonly cost: Float64Array
  private readonly cut: Int32Array

  constructor(flat: FlatProblem) {
    this.flat = flat
    this.cost = new Float64Array((flat.count + 1) * (flat.routeCount + 1))
    this.cut = new Int32Array((flat.count + 1) * (flat.routeCount + 1))
  }

  /** Fills an empty plan with the tour. */
  split(tour: Int32Array, plan: PenalisedPlan): void {
    const { count, routeCount } = this.flat
    this.cost.fill(Infinity, 0, count + 1)
    this.cost[0] = 0
    for (let from = 0; from < count; from++) this.extend(tour, plan, from, 0, 0)
    let routes = 0
    for (let end = count; end > 0; end = this.cut[end] ?? 0) routes++
    const isLimited = routes > routeCount
    const size = count + 1
    if (isLimited) {
      this.cost.fill(Infinity)
      this.cost[0] = 0
      for (let route = 0; route < routeCount; route++) {
        for (let from = route; from < count; from++) {
          if ((this.cost[route * size + from] ?? 0) < Infinity) {
            this.extend(tour, plan, from, route * size, (route + 1) * size)
          }
        }
      }
      routes = routeCount
      if (this.cost[routes * size + count] === Infinity) {
        // No cut keeps to the most overload: the last route takes what is left.
        this.fillEvenly(tour, plan)
        return
      }
    }
    let end = count
    for (let route = routes; route > 0; route--) {
      const begin = this.cut[(isLimited ? route * size : 0) + end] ?? 0
      plan.fillRoute(route - 1, tour, begin, end)
      end = begin
    }
  }

  private fillEvenly(tour: Int32Array, plan: PenalisedPlan): void {
    const { count, routeCount } = this.flat
    for (let route = 0; route < routeCount; route++) {
      const from = Math.floor((route * count) / routeCount)
      plan.fillRoute(route, tour, from, Math.floor(((route + 1) * count) / routeCount))
    }
  }

  /** Tries every route that begins at a place of the tour. */
  private extend(tour: Int32Array, plan: PenalisedPlan, from: number, own: number, next: number): void {
    const { cost, cut } = this
    const { count, width, distance, gap, opensS, closesS, capacity, fixed, timed } = this.flat
    const base = (cost[own + from] ?? 0) + fixed
    let last = count
    let metres = 0
    let load = 0
    let time = opensS[count] ?? 0
    let warp = 0
    for (let to = from; to < count; to++) {
      const node = tour[to] ?? 0
      load += this.flat.load[node] ?? 0
      if (to > from && load > MOST_OVERLOAD * capacity) break
      metres += distance[last * width + node] ?? 0
      if (timed) {
        time += gap[last * width + node] ?? 0
        const opens = opensS[node] ?? 0
        const closes = closesS[node] ?? 0
        if (time < opens) time = opens
        else if (time > closes) {
          warp += time - closes
          time = closes
        }
      }
      last = node
      const home = node * width + count + 1
      const late = timed ? Math.max(0, time + (gap[home] ?? 0) - (closesS[count + 1] ?? 0)) : 0
      const price = base + metres + (distance[home] ?? 0) + plan.priceOf(load, warp + late)
      if (price < (cost[next + to + 1] ?? 0)) {
        cost[next + to + 1] = price
        cut[next + to + 1] = from
      }
    }
  }
}
