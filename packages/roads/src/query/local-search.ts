import { forbiddenTurn } from '../graph/build-turns.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { headOf, tailOf } from '../graph/road-network.ts'
import { turnWeight } from '../metric/link-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { MinHeap } from '../min-heap.ts'
import { distanceOf } from '../weight.ts'
import type { Weight } from '../weight.ts'

/** What a search counts: weights, or anything else that adds up along a path. */
export interface SearchCost {
  /** By arc; `Infinity` where it may not be driven. */
  readonly arcs: Float64Array
  /** Of a turn by its stored cost; `Infinity` where it is forbidden. */
  readonly turn: (storedCost: number) => number
}

export interface SearchBounds {
  /** Nothing is searched on from beyond this cost. */
  readonly maxCost?: number | undefined
  /** For weights: nor from beyond this many metres. */
  readonly maxM?: number | undefined
  /** The search ends once all these are reached. */
  readonly targets?: readonly Arc[] | undefined
}

/** Costs as the hierarchy counts them. */
export function weightCost({ arcWeight }: Metric): SearchCost {
  return { arcs: arcWeight, turn: turnWeight }
}

/** Metres, with turns free but not the forbidden ones. */
export function lengthCost({ arcWeight }: Metric): SearchCost {
  return { arcs: arcWeight.map(distanceOf), turn: (stored) => (stored === forbiddenTurn ? Infinity : 0) }
}

/**
 * Dijkstra's search over arcs around a place, for what lies too near or is too much for the hierarchy: steps of a trace, all that can
 * be reached. It drives by the same rules, so it gives the same numbers: a path that has begun on restricted roads may leave
 * them once, and one that enters some ends there. Forwards an arc's cost is what it takes to its tail, about to drive it;
 * backwards what it takes from its head. Holds scratch memory: one search at a time, `clear` before each.
 */
export class LocalSearch {
  /** Arcs that were reached, some perhaps twice: `reached[0 .. count]`. */
  count = 0
  reached = new Int32Array(256)
  readonly #network: RoadNetwork
  readonly #isRestricted: Uint8Array
  readonly #turnCost: Uint16Array
  readonly #cost: SearchCost
  readonly #direction: 'from' | 'to'
  readonly #arcCount: number
  // A label is an arc, plus the number of arcs while the path has not left the restricted roads that it began on.
  readonly #best: Float64Array
  readonly #before: Int32Array
  readonly #isTarget: Uint8Array
  readonly #heap = new MinHeap()

  constructor(network: RoadNetwork, metric: Metric, cost: SearchCost, direction: 'from' | 'to' = 'from') {
    this.#network = network
    this.#isRestricted = metric.isRestricted
    this.#turnCost = metric.turnCost
    this.#cost = cost
    this.#direction = direction
    this.#arcCount = network.edgeTail.length * 2
    this.#best = new Float64Array(this.#arcCount * 2).fill(Infinity)
    this.#before = new Int32Array(this.#arcCount * 2)
    this.#isTarget = new Uint8Array(this.#arcCount)
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) {
      const arc = this.reached[at] ?? 0
      this.#best[arc] = Infinity
      this.#best[arc + this.#arcCount] = Infinity
    }
    this.count = 0
    this.#heap.clear()
  }

  /** Begins with an arc that is about to be driven (backwards: has just been driven); off restricted ones only if led out. */
  seed(arc: Arc, cost: number, isLedOut: boolean): void {
    this.#offer(this.#isRestricted[arc] === 0 || !isLedOut ? arc : arc + this.#arcCount, cost, none)
  }

  /** Begins inside an arc, of which `rest` is left. */
  seedWithin(arc: Arc, rest: number): void {
    this.#expand(arc, this.#isRestricted[arc] !== 0, rest, none)
  }

  run({ maxCost = Infinity, maxM = Infinity, targets = [] }: SearchBounds = {}): void {
    let missing = 0
    for (const arc of targets) {
      if (this.#isTarget[arc] === 1) continue
      this.#isTarget[arc] = 1
      missing++
    }
    const heap = this.#heap
    const isSought = missing > 0
    while (heap.size > 0 && (missing > 0 || !isSought)) {
      const cost = heap.topKey()
      if (cost > maxCost) break
      const label = heap.pop()
      if (cost > (this.#best[label] ?? 0)) continue
      const isBeginning = label >= this.#arcCount
      const arc = isBeginning ? label - this.#arcCount : label
      if (this.#isTarget[arc] === 1) {
        this.#isTarget[arc] = 0
        missing--
      }
      const through = cost + (this.#cost.arcs[arc] ?? Infinity)
      if (through > maxCost || (maxM < Infinity && distanceOf(through) > maxM)) continue
      this.#expand(arc, isBeginning, through, label)
    }
    for (const arc of targets) this.#isTarget[arc] = 0
  }

  /** `Infinity` where the search did not come. */
  costOf(arc: Arc): number {
    return Math.min(this.#best[arc] ?? Infinity, this.#best[arc + this.#arcCount] ?? Infinity)
  }

  /** The arcs from the one that was begun with, or that followed it, to this one. */
  pathTo(arc: Arc): readonly Arc[] {
    const beginning = arc + this.#arcCount
    const isBeginning = (this.#best[beginning] ?? Infinity) < (this.#best[arc] ?? Infinity)
    const arcs: Arc[] = []
    for (let label = isBeginning ? beginning : arc; label !== none; label = this.#before[label] ?? none) {
      arcs.push(label % this.#arcCount)
    }
    return arcs.reverse()
  }

  /** Offers all arcs that may follow one, or backwards precede it. */
  #expand(arc: Arc, isBeginning: boolean, through: number, before: number): void {
    if (through === Infinity) return
    const network = this.#network
    const { turns, leaving, hasTurns } = network
    if (hasTurns && this.#direction === 'from') {
      const stop = turns.offsets[arc + 1] ?? 0
      for (let turn = turns.offsets[arc] ?? 0; turn < stop; turn++) {
        this.#step(arc, isBeginning, turns.items[turn] ?? 0, through + this.#turn(turn), before)
      }
      return
    }
    const junction = this.#direction === 'from' ? headOf(network, arc) : tailOf(network, arc)
    const stop = leaving.offsets[junction + 1] ?? 0
    for (let at = leaving.offsets[junction] ?? 0; at < stop; at++) {
      const away = leaving.items[at] ?? 0
      if (this.#direction === 'from') this.#step(arc, isBeginning, away, through, before)
      else {
        const turned = hasTurns ? this.#turn(turnBetween(network, away ^ 1, arc)) : 0
        this.#step(arc, isBeginning, away ^ 1, through + turned, before)
      }
    }
  }

  #turn(turn: number): number {
    return turn < 0 ? Infinity : this.#cost.turn(this.#turnCost[turn] ?? forbiddenTurn)
  }

  #step(arc: Arc, isBeginning: boolean, next: Arc, cost: number, before: number): void {
    if (this.#isRestricted[next] === 0) {
      if (this.#isRestricted[arc] === 0 || isBeginning) this.#offer(next, cost, before)
    } else this.#offer(isBeginning ? next + this.#arcCount : next, cost, before)
  }

  #offer(label: number, cost: number, before: number): void {
    if (cost >= (this.#best[label] ?? Infinity)) return
    if (this.#best[label] === Infinity) {
      if (this.count === this.reached.length) {
        const longer = new Int32Array(this.count * 2)
        longer.set(this.reached)
        this.reached = longer
      }
      this.reached[this.count++] = label % this.#arcCount
    }
    this.#best[label] = cost
    this.#before[label] = before
    this.#heap.push(cost, label)
  }
}

const none = -1

/** The number of a turn among the network's, or -1. */
export function turnBetween({ turns }: RoadNetwork, from: Arc, to: Arc): number {
  const stop = turns.offsets[from + 1] ?? 0
  for (let turn = turns.offsets[from] ?? 0; turn < stop; turn++) if (turns.items[turn] === to) return turn
  return -1
}

/** Weight of driving on from one arc into another. */
export function weightBetween(network: RoadNetwork, { turnCost }: Metric, from: Arc, to: Arc): Weight {
  if (!network.hasTurns) return 0
  const turn = turnBetween(network, from, to)
  return turn < 0 ? Infinity : turnWeight(turnCost[turn] ?? forbiddenTurn)
}
