import { forbiddenTurn } from '../graph/build-turns.ts'
import type { Arc, RoadNetwork, SearchNode } from '../graph/road-network.ts'
import { arcOf, headOf, nodesOf, tailOf } from '../graph/road-network.ts'
import { turnWeight } from '../metric/link-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { MinHeap } from '../min-heap.ts'
import { distanceOf } from '../weight.ts'
import type { Weight } from '../weight.ts'

/** What a search counts: weights, or anything else that adds up along a path. */
export interface SearchCost {
  /** By arc and copy; `Infinity` where it may not be driven. */
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
  /** Search nodes that were reached, some perhaps twice: `reached[0 .. count]`. */
  count = 0
  reached = new Int32Array(256)
  readonly #network: RoadNetwork
  readonly #isRestricted: Uint8Array
  readonly #turnCost: Uint16Array
  readonly #cost: SearchCost
  readonly #direction: 'from' | 'to'
  readonly #nodeCount: number
  // A label is a search node, plus the number of nodes while the path has not left the restricted roads that it began on.
  readonly #best: Float64Array
  readonly #before: Int32Array
  readonly #isTarget: Uint8Array
  readonly #isCopied: ReadonlySet<Arc>
  readonly #heap = new MinHeap()

  constructor(network: RoadNetwork, metric: Metric, cost: SearchCost, direction: 'from' | 'to' = 'from') {
    this.#network = network
    this.#isRestricted = metric.isRestricted
    this.#turnCost = metric.turnCost
    this.#cost = cost
    this.#direction = direction
    this.#nodeCount = network.edgeTail.length * 2 + network.copiedArc.length
    this.#best = new Float64Array(this.#nodeCount * 2).fill(Infinity)
    this.#before = new Int32Array(this.#nodeCount * 2)
    this.#isTarget = new Uint8Array(network.edgeTail.length * 2)
    this.#isCopied = new Set(network.copiedArc)
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) {
      const node = this.reached[at] ?? 0
      this.#best[node] = Infinity
      this.#best[node + this.#nodeCount] = Infinity
    }
    this.count = 0
    this.#heap.clear()
  }

  /** Begins with an arc that is about to be driven (backwards: has just been driven); off restricted ones only if led out. */
  seed(arc: Arc, cost: number, isLedOut: boolean): void {
    const isBeginning = this.#isRestricted[arc] !== 0 && isLedOut
    for (const node of this.#seeds(arc)) {
      this.#offer(isBeginning ? node + this.#nodeCount : node, cost, none)
    }
  }

  /** Begins inside an arc, of which `rest` is left. */
  seedWithin(arc: Arc, rest: number): void {
    for (const node of this.#seeds(arc)) this.#expand(node, this.#isRestricted[arc] !== 0, rest, none)
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
      const isBeginning = label >= this.#nodeCount
      const node = isBeginning ? label - this.#nodeCount : label
      const arc = arcOf(this.#network, node)
      if (this.#isTarget[arc] === 1) {
        this.#isTarget[arc] = 0
        missing--
      }
      const through = cost + (this.#cost.arcs[arc] ?? Infinity)
      if (through > maxCost || (maxM < Infinity && distanceOf(through) > maxM)) continue
      this.#expand(node, isBeginning, through, label)
    }
    for (const arc of targets) this.#isTarget[arc] = 0
  }

  /** `Infinity` where the search did not come. */
  costOf(arc: Arc): number {
    return this.#best[this.#bestLabel(arc)] ?? Infinity
  }

  /** The arcs from the one that was begun with, or that followed it, to this one. */
  pathTo(arc: Arc): readonly Arc[] {
    const arcs: Arc[] = []
    for (let label = this.#bestLabel(arc); label !== none; label = this.#before[label] ?? none) {
      arcs.push(arcOf(this.#network, label % this.#nodeCount))
    }
    return arcs.reverse()
  }

  #bestLabel(arc: Arc): number {
    let label = this.#cheaper(arc, arc + this.#nodeCount)
    // Called for each two places of a trace: most arcs have no copy, and no list is made to say so.
    if (!this.#isCopied.has(arc)) return label
    for (const node of nodesOf(this.#network, arc)) {
      label = this.#cheaper(label, this.#cheaper(node, node + this.#nodeCount))
    }
    return label
  }

  #cheaper(label: number, other: number): number {
    return (this.#best[other] ?? Infinity) < (this.#best[label] ?? Infinity) ? other : label
  }

  /** Forwards nothing has been driven before; backwards anything may have been. */
  #seeds(arc: Arc): readonly SearchNode[] {
    return this.#direction === 'from' ? [arc] : nodesOf(this.#network, arc)
  }

  /** Offers all that may follow a search node, or backwards precede it. */
  #expand(node: SearchNode, isBeginning: boolean, through: number, before: number): void {
    if (through === Infinity) return
    const network = this.#network
    const { turns, leaving, hasTurns } = network
    if (hasTurns && this.#direction === 'from') {
      const stop = turns.offsets[node + 1] ?? 0
      for (let turn = turns.offsets[node] ?? 0; turn < stop; turn++) {
        this.#step(node, isBeginning, turns.items[turn] ?? 0, through + this.#turn(turn), before)
      }
      return
    }
    const arc = arcOf(network, node)
    const junction = this.#direction === 'from' ? headOf(network, arc) : tailOf(network, arc)
    const stop = leaving.offsets[junction + 1] ?? 0
    for (let at = leaving.offsets[junction] ?? 0; at < stop; at++) {
      const away = leaving.items[at] ?? 0
      if (this.#direction === 'from') this.#step(node, isBeginning, away, through, before)
      else {
        for (const previous of nodesOf(network, away ^ 1)) {
          const turned = hasTurns ? this.#turn(turnInto(network, previous, node)) : 0
          this.#step(node, isBeginning, previous, through + turned, before)
        }
      }
    }
  }

  #turn(turn: number): number {
    return turn < 0 ? Infinity : this.#cost.turn(this.#turnCost[turn] ?? forbiddenTurn)
  }

  #step(node: SearchNode, isBeginning: boolean, next: SearchNode, cost: number, before: number): void {
    if (this.#isRestricted[next] === 0) {
      if (this.#isRestricted[node] === 0 || isBeginning) this.#offer(next, cost, before)
    } else this.#offer(isBeginning ? next + this.#nodeCount : next, cost, before)
  }

  #offer(label: number, cost: number, before: number): void {
    if (cost >= (this.#best[label] ?? Infinity)) return
    if (this.#best[label] === Infinity) {
      if (this.count === this.reached.length) {
        const longer = new Int32Array(this.count * 2)
        longer.set(this.reached)
        this.reached = longer
      }
      this.reached[this.count++] = label % this.#nodeCount
    }
    this.#best[label] = cost
    this.#before[label] = before
    this.#heap.push(cost, label)
  }
}

const none = -1

/** The number of the turn from one arc onto another among the network's, or -1. */
export function turnBetween(network: RoadNetwork, from: Arc, to: Arc): number {
  const { turns } = network
  const stop = turns.offsets[from + 1] ?? 0
  for (let turn = turns.offsets[from] ?? 0; turn < stop; turn++) {
    if (arcOf(network, turns.items[turn] ?? 0) === to) return turn
  }
  return -1
}

/** The same of search nodes. */
function turnInto({ turns }: RoadNetwork, from: SearchNode, to: SearchNode): number {
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
