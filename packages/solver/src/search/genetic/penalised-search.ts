import type { Neighbours } from '../neighbours.ts'
import type { Random } from '../random.ts'
import { exchange } from './exchange.ts'
import { PenalisedMoves } from './penalised-moves.ts'
import type { PenalisedPlan } from './penalised-plan.ts'
import {
  BEFORE,
  EVERY,
  promising,
  RELOCATE,
  RELOCATE_TURNED,
  RELOCATE_TWO,
  REVERSE,
  SWAP,
  SWAP_HEADS,
  SWAP_TAILS,
  SWAP_TWO,
  SWAP_TWO_ONE,
} from './promising.ts'
import { reverse } from './reverse.ts'
import { shuffle } from '../shuffle.ts'
import { swapHeads } from './swap-heads.ts'
import { SwapStar } from './swap-star.ts'
import { swapTails } from './swap-tails.ts'

/**
 * Descent of a penalised plan by exchanges of up to two stops, 2-opt and 2-opt* between near stops (the
 * education of Vidal 2022), and at the end by SWAP*. It runs in slices, so that whoever asks is never kept waiting.
 */
export class PenalisedSearch {
  readonly plan: PenalisedPlan
  private readonly moves: PenalisedMoves
  private readonly swapStar: SwapStar
  private readonly near: Neighbours
  private readonly random: Random
  private readonly order: Int32Array
  /** Number of changes when a stop was last tried. */
  private readonly triedAt: Int32Array
  private at = 0
  private round = 0
  private isImproved = false
  private isIntense = false

  constructor(plan: PenalisedPlan, near: Neighbours, random: Random) {
    const { count } = plan.flat
    this.plan = plan
    this.moves = new PenalisedMoves(plan)
    this.swapStar = new SwapStar(this.moves, near)
    this.near = near
    this.random = random
    this.order = Int32Array.from({ length: count }, (_, node) => node)
    this.triedAt = new Int32Array(count)
  }

  /** Begins a descent of the plan as it stands; an intense one ends with SWAP*. */
  start(isIntense: boolean): void {
    shuffle(this.order, this.random)
    this.triedAt.fill(-1)
    this.at = 0
    this.round = 0
    this.isImproved = false
    this.isIntense = isIntense
    this.swapStar.start()
  }

  /** Goes on for so many stops; true when nothing is left to improve. */
  run(stops: number): boolean {
    const { order } = this
    for (let i = 0; i < stops; i++) {
      if (this.at === order.length && this.endRound()) return true
      this.improveAround(order[this.at++] ?? 0)
    }
    return false
  }

  private endRound(): boolean {
    // Empty routes are tried from the second round on, so there is one at least.
    if (this.round > 0 && !this.isImproved) {
      if (!this.isIntense || !this.swapStar.improve()) return true
    }
    this.isImproved = false
    this.at = 0
    this.round++
    return false
  }

  private improveAround(u: number): void {
    const { near, plan, moves, triedAt } = this
    const { routeOf, changedAt, settledIn, prev, flat } = plan
    const tried = triedAt[u] ?? -1
    triedAt[u] = plan.changes
    const { nodes, width } = near
    const end = (u + 1) * width
    let routeU = routeOf[u] ?? 0
    let isKnown = (changedAt[routeU] ?? 0) <= tried
    let settled = settledIn[routeU] ?? 0
    for (let i = u * width; i < end; i++) {
      const v = nodes[i] ?? 0
      const routeV = routeOf[v] ?? 0
      if (isKnown && (changedAt[routeV] ?? 0) <= tried) continue
      if (settled > 0 && settled === settledIn[routeV]) continue
      const isSame = routeU === routeV
      const bits = promising(moves, u, v, isSame)
      if (bits === 0) continue
      if (!this.tryPair(u, v, bits)) {
        const before = prev[v] ?? 0
        // Where routes have a direction it matters which of two near stops comes first.
        if (before < flat.count && (!flat.timed || before === u)) continue
        if (!this.tryBehind(u, before, isSame, bits >> BEFORE)) continue
      }
      this.isImproved = true
      routeU = routeOf[u] ?? 0
      isKnown = (changedAt[routeU] ?? 0) <= tried
      settled = settledIn[routeU] ?? 0
    }
    if (this.round === 0) return
    const empty = this.emptyRoute()
    if (empty >= 0 && this.tryBehind(u, plan.startOf(empty), false, EVERY)) this.isImproved = true
  }

  private tryPair(u: number, v: number, bits: number): boolean {
    const { moves } = this
    return (
      ((bits & RELOCATE) > 0 && exchange(moves, u, 1, v, 0, false)) ||
      ((bits & RELOCATE_TWO) > 0 && exchange(moves, u, 2, v, 0, false)) ||
      ((bits & RELOCATE_TURNED) > 0 && exchange(moves, u, 2, v, 0, true)) ||
      ((bits & SWAP) > 0 && exchange(moves, u, 1, v, 1, false)) ||
      ((bits & SWAP_TWO_ONE) > 0 && exchange(moves, u, 2, v, 1, false)) ||
      ((bits & SWAP_TWO) > 0 && exchange(moves, u, 2, v, 2, false)) ||
      ((bits & REVERSE) > 0 && reverse(moves, u, v)) ||
      ((bits & SWAP_TAILS) > 0 && swapTails(moves, u, v)) ||
      ((bits & SWAP_HEADS) > 0 && swapHeads(moves, u, v))
    )
  }

  /** The moves to the place in front of a stop: behind the one before it, or the start of its route. */
  private tryBehind(u: number, before: number, isSame: boolean, bits: number): boolean {
    const { moves } = this
    return (
      ((bits & RELOCATE) > 0 && exchange(moves, u, 1, before, 0, false)) ||
      ((bits & RELOCATE_TWO) > 0 && exchange(moves, u, 2, before, 0, false)) ||
      ((bits & RELOCATE_TURNED) > 0 && exchange(moves, u, 2, before, 0, true)) ||
      (isSame
        ? (bits & REVERSE) > 0 && reverse(moves, before, u)
        : (bits & SWAP_TAILS) > 0 && swapTails(moves, u, before))
    )
  }

  private emptyRoute(): number {
    const { plan } = this
    for (let route = 0; route < plan.flat.routeCount; route++) if (plan.isEmpty(route)) return route
    return -1
  }
}
