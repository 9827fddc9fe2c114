import type { Neighbours } from '../neighbours.ts'
import type { FlatProblem } from './flat-problem.ts'
import type { PenalisedPlan } from './penalised-plan.ts'

/** A gain below this is rounding. */
const LEAST_GAIN = 1e-5

/** Bits of `promising`. */
export const RELOCATE = 1
export const RELOCATE_TWO = 2
export const RELOCATE_TURNED = 4
export const SWAP = 8
export const SWAP_TWO_ONE = 16
export const SWAP_TWO = 32
export const REVERSE = 64
export const SWAP_TAILS = 128
export const SWAP_HEADS = 256
/** All of them. */
export const EVERY = 511
/** What the bits of moves to the place in front of the second stop are shifted by. */
export const BEFORE = 9

/**
 * The moves of the local search on a penalised plan. Each prices a change, makes it when that lowers the cost, and
 * then returns true; `gain` is what the last one made has saved. What only costs metres is looked at first: a move
 * whose metres cannot be made up for by all penalties of the routes involved is not priced further.
 */
export class PenalisedMoves {
  readonly plan: PenalisedPlan
  gain = 0
  private readonly flat: FlatProblem
  // The end of the sequence that is being timed.
  private last = 0
  private time = 0
  private warp = 0

  constructor(plan: PenalisedPlan) {
    this.plan = plan
    this.flat = plan.flat
  }

  /**
   * The moves of `u` to a near `v` whose metres penalties might make up for: those that join the two, and shifted by
   * `BEFORE` those to the place in front of `v`. Nearly every move fails by its metres, and has most of its legs in
   * common with the others, so that all of them are looked at in little more time than one.
   */
  promising(u: number, v: number, isSame: boolean): number {
    const { next, prev, routeOf, penalty, forward, backward } = this.plan
    const { count, fixed, reversible, at, width, distance } = this.flat
    const p = prev[u] ?? 0
    const x = next[u] ?? 0
    const q = prev[v] ?? 0
    const y = next[v] ?? 0
    const toU = at[u] ?? 0
    const toV = at[v] ?? 0
    const toX = at[x] ?? 0
    const toY = at[y] ?? 0
    const fromP = (at[p] ?? 0) * width
    const fromQ = (at[q] ?? 0) * width
    const fromU = toU * width
    const fromV = toV * width
    const fromX = toX * width
    const pu = distance[fromP + toU] ?? 0
    const pv = distance[fromP + toV] ?? 0
    const px = distance[fromP + toX] ?? 0
    const qu = distance[fromQ + toU] ?? 0
    const qv = distance[fromQ + toV] ?? 0
    const qx = distance[fromQ + toX] ?? 0
    const uv = distance[fromU + toV] ?? 0
    const ux = distance[fromU + toX] ?? 0
    const uy = distance[fromU + toY] ?? 0
    const vu = distance[fromV + toU] ?? 0
    const vx = distance[fromV + toX] ?? 0
    const vy = distance[fromV + toY] ?? 0
    const xv = distance[fromX + toV] ?? 0
    const xy = distance[fromX + toY] ?? 0
    const other = isSame ? 0 : (penalty[routeOf[v] ?? 0] ?? 0) + fixed
    const most = (penalty[routeOf[u] ?? 0] ?? 0) + other - LEAST_GAIN

    let moves = 0
    const one = most - px + pu + ux
    if (vu + uy - vy < one) moves |= RELOCATE
    if (qu + uv - qv < one) moves |= RELOCATE << BEFORE
    if (qu + uy + pv + vx - pu - ux - qv - vy < most) moves |= SWAP
    if (isSame) {
      const turnU = (backward[u] ?? 0) - (forward[u] ?? 0)
      const turnV = (backward[v] ?? 0) - (forward[v] ?? 0)
      const turnX = (backward[x] ?? 0) - (forward[x] ?? 0)
      if (uv + xy - ux - vy + turnV - turnX < most) moves |= REVERSE
      if (qu + vx - qv - ux + turnU - turnV < most) moves |= REVERSE << BEFORE
    } else {
      if (uy + vx - ux - vy < most) moves |= SWAP_TAILS
      if (uv + qx - ux - qv < most) moves |= SWAP_TAILS << BEFORE
      // Between two stops at ends of routes there is no leg left.
      if (reversible && uv + (x < count && y < count ? xy : 0) - ux - vy < most) moves |= SWAP_HEADS
    }
    if (x >= count) return moves
    const xx = next[x] ?? 0
    const toXX = at[xx] ?? 0
    const left = pu + (distance[fromX + toXX] ?? 0)
    const turn = (distance[fromX + toU] ?? 0) - ux
    const two = most + left - (distance[fromP + toXX] ?? 0)
    if (vu + xy - vy < two) moves |= RELOCATE_TWO
    if (vx + uy + turn - vy < two) moves |= RELOCATE_TURNED
    if (qu + xv - qv < two) moves |= RELOCATE_TWO << BEFORE
    if (qx + uv + turn - qv < two) moves |= RELOCATE_TURNED << BEFORE
    const swapped = most + left + qv - qu - pv
    if (xy + (distance[fromV + toXX] ?? 0) - vy < swapped) moves |= SWAP_TWO_ONE
    if (y >= count) return moves
    const fromY = toY * width
    const toYY = at[next[y] ?? 0] ?? 0
    const across = (distance[fromX + toYY] ?? 0) + (distance[fromY + toXX] ?? 0)
    if (across - (distance[fromY + toYY] ?? 0) < swapped) moves |= SWAP_TWO
    return moves
  }

  /**
   * Swaps `first` stops from `u` on with `second` stops from `v` on; with `second` 0 the former go behind `v`, which
   * may be the start of a route. `reversed` turns the stops from `u` on round.
   */
  exchange(u: number, first: number, v: number, second: number, reversed: boolean): boolean {
    const { next, prev, routeOf, position, penalty, load, loadTo, forward, backward } = this.plan
    const { count, fixed } = this.flat
    let uLast = u
    for (let i = 1; i < first; i++) uLast = next[uLast] ?? 0
    if (uLast >= count) return false
    let vLast = v
    for (let i = 1; i < second; i++) vLast = next[vLast] ?? 0
    if (second > 0 && vLast >= count) return false
    const routeU = routeOf[u] ?? 0
    const routeV = routeOf[v] ?? 0
    const isSame = routeU === routeV
    const p = prev[u] ?? 0
    const x = next[uLast] ?? 0
    // With nothing to swap, the stops go between q = v and y.
    const q = second > 0 ? (prev[v] ?? 0) : v
    const y = next[vLast] ?? 0
    if (isSame) {
      const isBefore = (position[uLast] ?? 0) < (position[v] ?? 0)
      if (!isBefore && (position[vLast] ?? 0) >= (position[u] ?? 0)) return false
      if (second === 0 ? v === p : x === v || y === u) return false
    }
    const head = reversed ? uLast : u
    const tail = reversed ? u : uLast
    let metres = this.metres(q, head) + this.metres(tail, y) - this.metres(p, u) - this.metres(uLast, x)
    if (reversed) {
      metres += (backward[uLast] ?? 0) - (backward[u] ?? 0) - (forward[uLast] ?? 0) + (forward[u] ?? 0)
    }
    if (second === 0) {
      metres += this.metres(p, x) - this.metres(q, y)
      if (fixed > 0 && !isSame) {
        if (p >= count && x >= count) metres -= fixed
        if (q >= count && y >= count) metres += fixed
      }
    } else {
      metres += this.metres(p, v) + this.metres(vLast, x) - this.metres(q, v) - this.metres(vLast, y)
    }
    const owed = (penalty[routeU] ?? 0) + (isSame ? 0 : (penalty[routeV] ?? 0))
    if (metres >= owed - LEAST_GAIN) return false

    let price = metres - owed
    if (isSame) {
      price += this.plan.priceOf(load[routeU] ?? 0, this.warpWithin(u, uLast, v, vLast, second, reversed))
    } else {
      const taken = (loadTo[uLast] ?? 0) - (loadTo[u] ?? 0) + (this.flat.load[u] ?? 0)
      const given = second > 0 ? (loadTo[vLast] ?? 0) - (loadTo[v] ?? 0) + (this.flat.load[v] ?? 0) : 0
      const loadU = (load[routeU] ?? 0) - taken + given
      const loadV = (load[routeV] ?? 0) + taken - given
      price += this.plan.priceOf(loadV, 0)
      if (price >= -LEAST_GAIN) return false
      price += this.plan.priceOf(loadU, 0)
      if (price >= -LEAST_GAIN) return false
      if (this.flat.timed) {
        this.begin(q)
        this.walk(head, tail, reversed)
        price += this.plan.warpWeight * this.end(y)
        if (price >= -LEAST_GAIN) return false
        this.begin(p)
        if (second > 0) this.walk(v, vLast, false)
        price += this.plan.warpWeight * this.end(x)
      }
    }
    if (price >= -LEAST_GAIN) return false
    this.gain = -price
    this.plan.changes++
    this.apply(p, u, uLast, x, q, v, vLast, y, second, reversed)
    this.plan.update(routeU)
    if (!isSame) this.plan.update(routeV)
    return true
  }

  /** Drives the stops behind `u` up to `v`, on the same route, the other way round. */
  reverse(u: number, v: number): boolean {
    const { next, routeOf, position, penalty, load, forward, backward } = this.plan
    if ((position[u] ?? 0) + 1 >= (position[v] ?? 0)) return false
    const route = routeOf[u] ?? 0
    const x = next[u] ?? 0
    const y = next[v] ?? 0
    const metres =
      this.metres(u, v) +
      this.metres(x, y) -
      this.metres(u, x) -
      this.metres(v, y) +
      (backward[v] ?? 0) -
      (backward[x] ?? 0) -
      (forward[v] ?? 0) +
      (forward[x] ?? 0)
    const owed = penalty[route] ?? 0
    if (metres >= owed - LEAST_GAIN) return false
    let warp = 0
    if (this.flat.timed) {
      this.begin(u)
      this.walk(v, x, true)
      warp = this.end(y)
    }
    const price = metres - owed + this.plan.priceOf(load[route] ?? 0, warp)
    if (price >= -LEAST_GAIN) return false
    this.gain = -price
    this.plan.changes++
    let before = u
    for (let node = v; node !== u;) {
      const following = this.plan.prev[node] ?? 0
      this.plan.join(before, node)
      before = node
      node = following
    }
    this.plan.join(before, y)
    this.plan.update(route)
    return true
  }

  /** Swaps what is behind `u` with what is behind `v` on another route (2-opt*: Potvin & Rousseau 1995). */
  swapTails(u: number, v: number): boolean {
    const { next, routeOf, penalty, load, loadTo, startS, warpTo, latestS, warpFrom } = this.plan
    const { count, fixed, timed, at, width, gap } = this.flat
    const routeU = routeOf[u] ?? 0
    const routeV = routeOf[v] ?? 0
    const x = next[u] ?? 0
    const y = next[v] ?? 0
    let metres = this.metres(u, y) + this.metres(v, x) - this.metres(u, x) - this.metres(v, y)
    if (fixed > 0 && v >= count) {
      if (x >= count) metres -= fixed
      if (y >= count) metres += fixed
    }
    const owed = (penalty[routeU] ?? 0) + (penalty[routeV] ?? 0)
    if (metres >= owed - LEAST_GAIN) return false
    const headU = loadTo[u] ?? 0
    const headV = loadTo[v] ?? 0
    let price = metres - owed
    price += this.plan.priceOf(headU + (load[routeV] ?? 0) - headV, 0)
    price += this.plan.priceOf(headV + (load[routeU] ?? 0) - headU, 0)
    if (price >= -LEAST_GAIN) return false
    if (timed) {
      const lateY = (startS[u] ?? 0) + (gap[(at[u] ?? 0) * width + (at[y] ?? 0)] ?? 0) - (latestS[y] ?? 0)
      const lateX = (startS[v] ?? 0) + (gap[(at[v] ?? 0) * width + (at[x] ?? 0)] ?? 0) - (latestS[x] ?? 0)
      let warp = (warpTo[u] ?? 0) + (warpFrom[y] ?? 0) + (warpTo[v] ?? 0) + (warpFrom[x] ?? 0)
      if (lateY > 0) warp += lateY
      if (lateX > 0) warp += lateX
      price += this.plan.warpWeight * warp
      if (price >= -LEAST_GAIN) return false
    }
    this.gain = -price
    this.plan.changes++
    const endU = this.plan.startOf(routeU) + 1
    const endV = this.plan.startOf(routeV) + 1
    const lastU = this.plan.prev[endU] ?? 0
    const lastV = this.plan.prev[endV] ?? 0
    if (y === endV) this.plan.join(u, endU)
    else {
      this.plan.join(u, y)
      this.plan.join(lastV, endU)
    }
    if (x === endU) this.plan.join(v, endV)
    else {
      this.plan.join(v, x)
      this.plan.join(lastU, endV)
    }
    this.plan.update(routeU)
    this.plan.update(routeV)
    return true
  }

  /**
   * Joins what is before `u` to what is before `v` on another route turned round, and likewise what is behind them;
   * only where routes are `reversible`.
   */
  swapHeads(u: number, v: number): boolean {
    const { next, prev, routeOf, penalty, load, loadTo } = this.plan
    const routeU = routeOf[u] ?? 0
    const routeV = routeOf[v] ?? 0
    const x = next[u] ?? 0
    const y = next[v] ?? 0
    const { count, fixed } = this.flat
    const isFreed = x >= count && y >= count
    let metres = this.metres(u, v) - this.metres(u, x) - this.metres(v, y)
    if (isFreed) metres -= fixed
    else
      metres +=
        x >= count ? this.metres(count, y) : y >= count ? this.metres(x, count + 1) : this.metres(x, y)
    const owed = (penalty[routeU] ?? 0) + (penalty[routeV] ?? 0)
    if (metres >= owed - LEAST_GAIN) return false
    const heads = (loadTo[u] ?? 0) + (loadTo[v] ?? 0)
    const tails = (load[routeU] ?? 0) + (load[routeV] ?? 0) - heads
    const price = metres - owed + this.plan.priceOf(heads, 0) + this.plan.priceOf(tails, 0)
    if (price >= -LEAST_GAIN) return false
    this.gain = -price
    this.plan.changes++
    const startV = this.plan.startOf(routeV)
    const endU = this.plan.startOf(routeU) + 1
    const lastU = prev[endU] ?? 0
    let before = u
    for (let node = v; node < count;) {
      const following = prev[node] ?? 0
      this.plan.join(before, node)
      before = node
      node = following
    }
    this.plan.join(before, endU)
    before = startV
    if (x < count) {
      for (let node = lastU; ;) {
        const following = prev[node] ?? 0
        this.plan.join(before, node)
        before = node
        if (node === x) break
        node = following
      }
    }
    this.plan.join(before, y)
    this.plan.update(routeU)
    this.plan.update(routeV)
    return true
  }

  /** Inserts a stop without a route beside a near one, or alone, at the least cost. */
  insert(u: number, near: Neighbours): void {
    const { plan, flat } = this
    const { routeOf, prev, next } = plan
    let best = Infinity
    let place = -1
    for (let i = 0; i < near.width; i++) {
      const v = near.nodes[u * near.width + i] ?? 0
      if ((routeOf[v] ?? -1) < 0) continue
      const before = prev[v] ?? 0
      const behind = this.priceInsertion(u, v, best)
      if (behind < best) {
        best = behind
        place = v
      }
      const ahead = this.priceInsertion(u, before, best)
      if (ahead < best) {
        best = ahead
        place = before
      }
    }
    for (let route = 0; route < flat.routeCount; route++) {
      const start = plan.startOf(route)
      const isEmpty = plan.isEmpty(route)
      const price = this.priceInsertion(u, start, best) + (isEmpty ? flat.fixed : 0)
      if (price < best) {
        best = price
        place = start
      }
      if (isEmpty) break
    }
    const after = next[place] ?? 0
    plan.join(place, u)
    plan.join(u, after)
    plan.update(routeOf[place] ?? 0)
  }

  /** What a stop costs behind another on a route; Infinity when it is no less than the best known. */
  priceInsertion(u: number, place: number, best: number): number {
    const { next, routeOf, load, penalty } = this.plan
    const after = next[place] ?? 0
    const route = routeOf[place] ?? 0
    let price = this.metres(place, u) + this.metres(u, after) - this.metres(place, after)
    price -= penalty[route] ?? 0
    price += this.plan.priceOf((load[route] ?? 0) + (this.flat.load[u] ?? 0), 0)
    if (price >= best) return Infinity
    if (this.flat.timed) {
      this.begin(place)
      this.walk(u, u, false)
      price += this.plan.warpWeight * this.end(after)
    }
    return price
  }

  metres(from: number, to: number): number {
    const { at, width, distance } = this.flat
    return distance[(at[from] ?? 0) * width + (at[to] ?? 0)] ?? 0
  }

  /** Begins a sequence with a route up to a stop. */
  begin(node: number): void {
    this.last = this.flat.at[node] ?? 0
    this.time = this.plan.startS[node] ?? 0
    this.warp = this.plan.warpTo[node] ?? 0
  }

  /** Adds the stops from one to another, which is behind it, or with `back` before it. */
  walk(from: number, to: number, back: boolean): void {
    const links = back ? this.plan.prev : this.plan.next
    const { at, width, gap, opensS, closesS } = this.flat
    let { last, time, warp } = this
    for (let node = from; ; node = links[node] ?? 0) {
      const row = at[node] ?? 0
      time += gap[last * width + row] ?? 0
      const opens = opensS[node] ?? 0
      const closes = closesS[node] ?? 0
      if (time < opens) time = opens
      else if (time > closes) {
        warp += time - closes
        time = closes
      }
      last = row
      if (node === to) break
    }
    this.last = last
    this.time = time
    this.warp = warp
  }

  /** Ends a sequence with a route from a stop on; returns the seconds turned back in all. */
  end(node: number): number {
    const { at, width, gap } = this.flat
    const late = this.time + (gap[this.last * width + (at[node] ?? 0)] ?? 0) - (this.plan.latestS[node] ?? 0)
    return this.warp + (this.plan.warpFrom[node] ?? 0) + (late > 0 ? late : 0)
  }

  /** Seconds turned back on a route after an exchange within it. */
  private warpWithin(
    u: number,
    uLast: number,
    v: number,
    vLast: number,
    second: number,
    reversed: boolean,
  ): number {
    const { next, prev, position } = this.plan
    if (!this.flat.timed) return 0
    const head = reversed ? uLast : u
    const tail = reversed ? u : uLast
    const p = prev[u] ?? 0
    const x = next[uLast] ?? 0
    const y = next[vLast] ?? 0
    const q = second > 0 ? (prev[v] ?? 0) : v
    if ((position[u] ?? 0) < (position[v] ?? 0)) {
      this.begin(p)
      if (second > 0) this.walk(v, vLast, false)
      this.walk(x, q, false)
      this.walk(head, tail, reversed)
      return this.end(y)
    }
    this.begin(q)
    this.walk(head, tail, reversed)
    this.walk(y, p, false)
    if (second > 0) this.walk(v, vLast, false)
    return this.end(x)
  }

  private apply(
    p: number,
    u: number,
    uLast: number,
    x: number,
    q: number,
    v: number,
    vLast: number,
    y: number,
    second: number,
    reversed: boolean,
  ): void {
    const { plan } = this
    if (second > 0) {
      plan.join(p, v)
      plan.join(vLast, x)
    } else plan.join(p, x)
    if (!reversed) {
      plan.join(q, u)
      plan.join(uLast, y)
      return
    }
    let before = q
    for (let node = uLast; ;) {
      const following = plan.prev[node] ?? 0
      plan.join(before, node)
      before = node
      if (node === u) break
      node = following
    }
    plan.join(before, y)
  }
}
