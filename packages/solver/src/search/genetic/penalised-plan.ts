import type { FlatProblem } from './flat-problem.ts'
import type { Individual } from './individual.ts'

/**
 * A plan whose routes may carry too much and come late, at a penalty. A vehicle that is late turns the clock back
 * (time warp: Nagata, Bräysy & Dullaert 2010), so that one lateness does not make all stops behind it late too. Every stop
 * holds what the route comes to up to it and from it on, so that joining two parts is priced in constant time.
 */
export class PenalisedPlan {
  readonly flat: FlatProblem
  readonly next: Int32Array
  readonly prev: Int32Array
  readonly routeOf: Int32Array
  /** Counts from 0 at the start sentinel. */
  readonly position: Int32Array
  /** Start of work, and seconds turned back up to it. */
  readonly startS: Int32Array
  readonly warpTo: Int32Array
  /** Latest arrival that turns back no more than `warpFrom`, which no arrival avoids. */
  readonly latestS: Int32Array
  readonly warpFrom: Int32Array
  readonly loadTo: Int32Array
  /** Metres up to a stop, and back from it. */
  readonly forward: Int32Array
  readonly backward: Int32Array
  readonly load: Int32Array
  readonly warp: Int32Array
  /** By route, in metres. */
  readonly penalty: Float64Array
  /** Metres for a unit of load too much and for a second turned back. */
  loadWeight = 1
  warpWeight = 1
  /** Number of the change that last touched a route, and of the last change. */
  readonly changedAt: Int32Array
  changes = 0
  /** By route: the parent that it is unchanged from, 0 for none; those of one parent have little to save by moves. */
  readonly settledIn: Uint8Array

  constructor(flat: FlatProblem) {
    const { size, routeCount } = flat
    this.flat = flat
    this.next = new Int32Array(size)
    this.prev = new Int32Array(size)
    this.routeOf = new Int32Array(size)
    this.position = new Int32Array(size)
    this.startS = new Int32Array(size)
    this.warpTo = new Int32Array(size)
    this.latestS = new Int32Array(size)
    this.warpFrom = new Int32Array(size)
    this.loadTo = new Int32Array(size)
    this.forward = new Int32Array(size)
    this.backward = new Int32Array(size)
    this.load = new Int32Array(routeCount)
    this.warp = new Int32Array(routeCount)
    this.penalty = new Float64Array(routeCount)
    this.changedAt = new Int32Array(routeCount)
    this.settledIn = new Uint8Array(routeCount)
    this.clear()
  }

  startOf(route: number): number {
    return this.flat.count + 2 * route
  }

  isEmpty(route: number): boolean {
    return (this.next[this.startOf(route)] ?? 0) >= this.flat.count
  }

  /** Leaves every route empty and every stop without a route. */
  clear(): void {
    this.routeOf.fill(-1)
    for (let route = 0; route < this.flat.routeCount; route++) {
      const start = this.startOf(route)
      this.join(start, start + 1)
      this.update(route)
    }
  }

  fill({ nodes, from, routeCount }: Individual): void {
    this.clear()
    for (let route = 0; route < routeCount; route++) {
      this.fillRoute(route, nodes, from[route] ?? 0, from[route + 1] ?? 0)
    }
  }

  /** Gives an empty route the stops nodes[from] .. nodes[to - 1]. */
  fillRoute(route: number, nodes: Int32Array, from: number, to: number): void {
    let before = this.startOf(route)
    const end = before + 1
    for (let i = from; i < to; i++) {
      const node = nodes[i] ?? 0
      this.join(before, node)
      before = node
    }
    this.join(before, end)
    this.update(route)
  }

  /** Copies the plan, with its metres and all that is broken. */
  copyTo(individual: Individual): void {
    const { flat, next, forward } = this
    let at = 0
    let routes = 0
    individual.distance = 0
    individual.overload = 0
    individual.warp = 0
    for (let route = 0; route < flat.routeCount; route++) {
      if (this.isEmpty(route)) continue
      const start = this.startOf(route)
      individual.from[routes++] = at
      for (let node = next[start] ?? 0; node < flat.count; node = next[node] ?? 0)
        individual.nodes[at++] = node
      individual.distance += (forward[start + 1] ?? 0) + flat.fixed
      individual.overload += Math.max(0, (this.load[route] ?? 0) - flat.capacity)
      individual.warp += this.warp[route] ?? 0
    }
    individual.routeCount = routes
    individual.from[routes] = at
    individual.link()
  }

  /** Metres, fixed costs and penalties of all routes. */
  cost(): number {
    const { flat, forward, penalty } = this
    let cost = 0
    for (let route = 0; route < flat.routeCount; route++) {
      if (this.isEmpty(route)) continue
      cost += (forward[this.startOf(route) + 1] ?? 0) + flat.fixed + (penalty[route] ?? 0)
    }
    return cost
  }

  setWeights(load: number, warp: number): void {
    this.loadWeight = load
    this.warpWeight = warp
    this.settledIn.fill(0)
    for (let route = 0; route < this.flat.routeCount; route++) {
      this.penalty[route] = this.priceOf(this.load[route] ?? 0, this.warp[route] ?? 0)
    }
  }

  priceOf(load: number, warp: number): number {
    const over = load - this.flat.capacity
    return (over > 0 ? over * this.loadWeight : 0) + warp * this.warpWeight
  }

  join(before: number, after: number): void {
    this.next[before] = after
    this.prev[after] = before
  }

  /** Works a route out anew from its links. */
  update(route: number): void {
    const { next, prev, routeOf, position, startS, warpTo, loadTo, forward, backward, flat } = this
    const { count, at, width, distance, gap, opensS, closesS, timed } = flat
    const start = this.startOf(route)
    const end = start + 1
    routeOf[start] = route
    position[start] = 0
    startS[start] = opensS[start] ?? 0
    let before = start
    let place = 0
    let load = 0
    let there = 0
    let back = 0
    let warp = 0
    for (;;) {
      const node = next[before] ?? 0
      const from = at[before] ?? 0
      const to = at[node] ?? 0
      there += distance[from * width + to] ?? 0
      back += distance[to * width + from] ?? 0
      load += flat.load[node] ?? 0
      routeOf[node] = route
      position[node] = ++place
      forward[node] = there
      backward[node] = back
      loadTo[node] = load
      if (timed) {
        let time = (startS[before] ?? 0) + (gap[from * width + to] ?? 0)
        const closes = closesS[node] ?? 0
        if (time < (opensS[node] ?? 0)) time = opensS[node] ?? 0
        else if (time > closes) {
          warp += time - closes
          time = closes
        }
        startS[node] = time
        warpTo[node] = warp
      }
      before = node
      if (node >= count) break
    }
    if (timed) this.updateLatest(route, prev[end] ?? 0)
    this.load[route] = load
    this.warp[route] = warp
    this.penalty[route] = this.priceOf(load, warp)
    this.changedAt[route] = this.changes
    this.settledIn[route] = 0
  }

  private updateLatest(route: number, last: number): void {
    const { prev, latestS, warpFrom, flat } = this
    const { count, at, width, gap, opensS, closesS } = flat
    const start = this.startOf(route)
    let after = start + 1
    latestS[after] = closesS[after] ?? 0
    warpFrom[after] = 0
    for (let node = last; node < count; node = prev[node] ?? 0) {
      const limit = (latestS[after] ?? 0) - (gap[(at[node] ?? 0) * width + (at[after] ?? 0)] ?? 0)
      const opens = opensS[node] ?? 0
      const closes = closesS[node] ?? 0
      latestS[node] = limit > closes ? closes : limit < opens ? opens : limit
      warpFrom[node] = (warpFrom[after] ?? 0) + (limit < opens ? opens - limit : 0)
      after = node
    }
  }
}
