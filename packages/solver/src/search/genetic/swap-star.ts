import type { Neighbours } from '../neighbours.ts'
import type { PenalisedMoves } from './penalised-moves.ts'

/** Nearest stops that make two routes near each other. */
const REACH = 10
/** Places remembered for a stop on a route: beside any stop taken out there is one more. */
const PLACES = 3
const LEAST_GAIN = 1e-5

/**
 * SWAP* (Vidal 2022): two stops of near routes change routes, each to its best place there rather than to that of
 * the other. The best swap of each pair of routes is made.
 */
export class SwapStar {
  private readonly moves: PenalisedMoves
  private readonly near: Neighbours
  /** By stop and route: the cheapest places (the stop before) and what they cost. */
  private readonly places: Int32Array
  private readonly prices: Float64Array
  /** Number of changes when they were found, and when a pair of routes was tried. */
  private readonly foundAt: Int32Array
  private readonly triedAt: Int32Array
  private readonly isNear: Uint8Array
  /** Saved by taking a stop out. */
  private readonly saving: Float64Array
  private chosen = 0
  private chosenPrice = 0

  constructor(moves: PenalisedMoves, near: Neighbours) {
    const { count, routeCount } = moves.plan.flat
    this.moves = moves
    this.near = near
    this.places = new Int32Array(count * routeCount * PLACES)
    this.prices = new Float64Array(count * routeCount * PLACES)
    this.foundAt = new Int32Array(count * routeCount)
    this.triedAt = new Int32Array(routeCount * routeCount)
    this.isNear = new Uint8Array(routeCount)
    this.saving = new Float64Array(count)
  }

  /** Forgets what is known of an earlier plan. */
  start(): void {
    this.foundAt.fill(-1)
    this.triedAt.fill(-1)
  }

  /** Makes the best swap of every pair of near routes; true when there was any. */
  improve(): boolean {
    const { plan } = this.moves
    const { flat, changedAt } = plan
    let isImproved = false
    for (let a = 0; a < flat.routeCount; a++) {
      if (plan.isEmpty(a)) continue
      this.findNear(a)
      for (let b = a + 1; b < flat.routeCount; b++) {
        if (this.isNear[b] === 0) continue
        const pair = a * flat.routeCount + b
        const tried = this.triedAt[pair] ?? -1
        if ((changedAt[a] ?? 0) <= tried && (changedAt[b] ?? 0) <= tried) continue
        this.triedAt[pair] = plan.changes
        if (this.improvePair(a, b)) isImproved = true
      }
    }
    return isImproved
  }

  private findNear(route: number): void {
    const { isNear, near } = this
    const { plan } = this.moves
    const { next, routeOf, flat } = plan
    isNear.fill(0)
    const reach = Math.min(REACH, near.width)
    for (let u = next[plan.startOf(route)] ?? 0; u < flat.count; u = next[u] ?? 0) {
      for (let i = 0; i < reach; i++) isNear[routeOf[near.nodes[u * near.width + i] ?? 0] ?? 0] = 1
    }
  }

  private improvePair(a: number, b: number): boolean {
    const { moves, saving } = this
    const { plan } = moves
    const { next, load, penalty, flat } = plan
    const startA = plan.startOf(a)
    const startB = plan.startOf(b)
    this.prepare(a, b)
    this.prepare(b, a)
    let best = -LEAST_GAIN
    let bestU = -1
    let bestV = -1
    let bestPlaceU = -1
    let bestPlaceV = -1
    const owed = (penalty[a] ?? 0) + (penalty[b] ?? 0)
    const warpWeight = flat.timed ? plan.warpWeight : 0
    const owedLoad = owed - warpWeight * ((plan.warp[a] ?? 0) + (plan.warp[b] ?? 0))
    for (let u = next[startA] ?? 0; u < flat.count; u = next[u] ?? 0) {
      for (let v = next[startB] ?? 0; v < flat.count; v = next[v] ?? 0) {
        const change = (flat.load[v] ?? 0) - (flat.load[u] ?? 0)
        const loads = plan.priceOf((load[a] ?? 0) + change, 0) + plan.priceOf((load[b] ?? 0) - change, 0)
        let price = loads - owedLoad - (saving[u] ?? 0) - (saving[v] ?? 0)
        if (price >= best) continue
        this.choose(u, v, b)
        const placeU = this.chosen
        price += this.chosenPrice
        if (price >= best) continue
        this.choose(v, u, a)
        const placeV = this.chosen
        price += this.chosenPrice
        if (price >= best) continue
        if (flat.timed) {
          // The parts were priced one by one: what they come to together is worked out exactly.
          price = loads - owed + this.metresOf(u, v, placeU) + this.metresOf(v, u, placeV)
          if (price >= best) continue
          price += warpWeight * (this.warpOf(u, v, placeU) + this.warpOf(v, u, placeV))
          if (price >= best) continue
        }
        best = price
        bestU = u
        bestV = v
        bestPlaceU = placeU
        bestPlaceV = placeV
      }
    }
    if (bestU < 0) return false
    moves.gain = -best
    plan.changes++
    this.apply(bestU, bestV, bestPlaceU, bestPlaceV)
    plan.update(a)
    plan.update(b)
    return true
  }

  /** Finds the savings of the stops of one route, and their cheapest places on another. */
  private prepare(route: number, other: number): void {
    const { moves, saving, foundAt } = this
    const { plan } = moves
    const { next, prev, flat, warp, changedAt } = plan
    for (let u = next[plan.startOf(route)] ?? 0; u < flat.count; u = next[u] ?? 0) {
      const p = prev[u] ?? 0
      const x = next[u] ?? 0
      let saved = moves.metres(p, u) + moves.metres(u, x) - moves.metres(p, x)
      if (flat.timed) {
        moves.begin(p)
        saved += plan.warpWeight * ((warp[route] ?? 0) - moves.end(x))
      }
      saving[u] = saved
      const cell = u * flat.routeCount + other
      if ((foundAt[cell] ?? -1) >= (changedAt[other] ?? 0)) continue
      foundAt[cell] = plan.changes
      this.findPlaces(u, other, cell * PLACES)
    }
  }

  private findPlaces(u: number, route: number, base: number): void {
    const { moves, places, prices } = this
    const { plan } = moves
    const { next, flat, warp } = plan
    for (let i = 0; i < PLACES; i++) prices[base + i] = Infinity
    for (let place = plan.startOf(route); ;) {
      const after = next[place] ?? 0
      let price = moves.metres(place, u) + moves.metres(u, after) - moves.metres(place, after)
      if (flat.timed && price < (prices[base + PLACES - 1] ?? 0) + plan.warpWeight * (warp[route] ?? 0)) {
        moves.begin(place)
        moves.walk(u, u, false)
        price += plan.warpWeight * (moves.end(after) - (warp[route] ?? 0))
      }
      if (price < (prices[base + PLACES - 1] ?? 0)) {
        let i = PLACES - 1
        for (; i > 0 && price < (prices[base + i - 1] ?? 0); i--) {
          prices[base + i] = prices[base + i - 1] ?? 0
          places[base + i] = places[base + i - 1] ?? 0
        }
        prices[base + i] = price
        places[base + i] = place
      }
      if (after >= flat.count) return
      place = after
    }
  }

  /** The best place of a stop on the route of another that leaves it: that of the other, or away from it. */
  private choose(u: number, without: number, route: number): void {
    const { moves, places, prices } = this
    const { plan } = moves
    const { next, prev, flat, warp } = plan
    const before = prev[without] ?? 0
    const after = next[without] ?? 0
    const base = (u * flat.routeCount + route) * PLACES
    // The saving of taking the other out is counted apart, so what is added here is against the route without it.
    let price = moves.metres(before, u) + moves.metres(u, after) - moves.metres(before, after)
    if (flat.timed) {
      moves.begin(before)
      const bare = moves.end(after)
      if (bare < (warp[route] ?? 0) || price < (prices[base] ?? 0)) {
        moves.begin(before)
        moves.walk(u, u, false)
        price += plan.warpWeight * (moves.end(after) - bare)
      }
    }
    this.chosen = before
    this.chosenPrice = price
    for (let i = 0; i < PLACES; i++) {
      const place = places[base + i] ?? 0
      if ((prices[base + i] ?? 0) >= this.chosenPrice) return
      if (place === without || place === before) continue
      this.chosen = place
      this.chosenPrice = prices[base + i] ?? 0
      return
    }
  }

  /** Metres that a stop adds to the route of another in whose stead it comes. */
  private metresOf(u: number, without: number, place: number): number {
    const { moves } = this
    const { next, prev } = moves.plan
    const before = prev[without] ?? 0
    const after = next[without] ?? 0
    const left = moves.metres(before, without) + moves.metres(without, after)
    if (place === before) return moves.metres(before, u) + moves.metres(u, after) - left
    const behind = next[place] ?? 0
    const added = moves.metres(place, u) + moves.metres(u, behind) - moves.metres(place, behind)
    return added + moves.metres(before, after) - left
  }

  /** Seconds turned back on the route of another stop with this one in its stead. */
  private warpOf(u: number, without: number, place: number): number {
    const { moves } = this
    const { next, prev, position } = moves.plan
    const before = prev[without] ?? 0
    const after = next[without] ?? 0
    if (place === before) {
      moves.begin(before)
      moves.walk(u, u, false)
      return moves.end(after)
    }
    const behind = next[place] ?? 0
    if ((position[place] ?? 0) < (position[without] ?? 0)) {
      moves.begin(place)
      moves.walk(u, u, false)
      moves.walk(behind, before, false)
      return moves.end(after)
    }
    moves.begin(before)
    moves.walk(after, place, false)
    moves.walk(u, u, false)
    return moves.end(behind)
  }

  private apply(u: number, v: number, placeU: number, placeV: number): void {
    const { plan } = this.moves
    const { prev, next } = plan
    plan.join(prev[u] ?? 0, next[u] ?? 0)
    plan.join(prev[v] ?? 0, next[v] ?? 0)
    const behindU = next[placeU] ?? 0
    const behindV = next[placeV] ?? 0
    plan.join(placeU, u)
    plan.join(u, behindU)
    plan.join(placeV, v)
    plan.join(v, behindV)
  }
}
