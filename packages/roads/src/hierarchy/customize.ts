import { eliminationTree } from './elimination-tree.ts'
import { noNode } from './ranked-graph.ts'
import type { ArcWeights, Hierarchy, RankedArcs, RankedGraph, WeightedArcs } from './ranked-graph.ts'

/**
 * Makes hierarchies of a graph, each under its own weights. The order of the nodes is given and knows no weights, so a run is all
 * that new weights cost. Between runs the memory they work in is kept: fresh pages would be a third of a run's time.
 *
 * Customizable contraction hierarchies (Dibbelt, Strasser, Wagner, JEA 2016) in the directed form that turn costs call for
 * (Buchhold, Wagner, Zeitz, Zündorf, ATMOS 2020): from the bottom up, what leads into a node and out of it again becomes a
 * shortcut between the two more important ends, unless it is closed. Then from the top down, shortcuts that a way over a
 * more important node beats are dropped; the searches need what is left only.
 */
export class Customizer<Graph extends RankedGraph = RankedGraph> {
  readonly graph: Graph
  readonly #up: GrowingArcs
  readonly #down: GrowingArcs
  readonly #best: Float64Array
  readonly #middle: Uint32Array
  readonly #found: Int32Array

  constructor(graph: Graph) {
    const { nodeCount, up, down } = graph
    this.graph = graph
    this.#up = new GrowingArcs(nodeCount, up.other.length * growth)
    this.#down = new GrowingArcs(nodeCount, down.other.length * growth)
    this.#best = new Float64Array(nodeCount).fill(Infinity)
    this.#middle = new Uint32Array(nodeCount)
    this.#found = new Int32Array(nodeCount)
  }

  run(weights: ArcWeights): Hierarchy {
    const { nodeCount, up, down } = this.graph
    this.#up.clear()
    this.#down.clear()
    // All less important nodes are settled before one.
    for (let node = 0; node < nodeCount; node++) {
      this.#gather(node, up, weights.up, this.#down, this.#up)
      this.#gather(node, down, weights.down, this.#up, this.#down)
    }
    for (let node = nodeCount - 1; node >= 0; node--) {
      tighten(node, this.#up, this.#down, this.#best)
      tighten(node, this.#down, this.#up, this.#best)
    }
    return {
      nodeCount,
      up: this.#up.unbeaten(),
      down: this.#down.unbeaten(),
      parent: eliminationTree(nodeCount, [this.#up, this.#down]),
    }
  }

  /**
   * Arcs of one direction at a node: its own, and those over each less important neighbour. `into` holds the arcs between
   * the node and the neighbour, `made` those from the neighbour on.
   */
  #gather(node: number, own: RankedArcs, weights: Float64Array, into: GrowingArcs, made: GrowingArcs): void {
    const best = this.#best
    const middle = this.#middle
    const found = this.#found
    let count = 0
    const ownEnd = own.offsets[node + 1] ?? 0
    for (let arc = own.offsets[node] ?? 0; arc < ownEnd; arc++) {
      const other = own.other[arc] ?? 0
      const weight = weights[arc] ?? 0
      const known = best[other] ?? 0
      if (weight >= known) continue
      if (known === Infinity) found[count++] = other
      best[other] = weight
      middle[other] = noNode
    }
    const { offsets, other: madeOther, weight: madeWeight } = made
    for (let arc = into.first[node] ?? noNode; arc !== noNode; arc = into.next[arc] ?? noNode) {
      const low = into.low[arc] ?? 0
      const weight = into.weight[arc] ?? 0
      const start = offsets[low] ?? 0
      // Descending: what is not more important than the node comes last.
      for (let at = offsets[low + 1] ?? 0; at-- > start;) {
        const other = madeOther[at] ?? 0
        if (other <= node) break
        const through = weight + (madeWeight[at] ?? 0)
        const known = best[other] ?? 0
        if (through >= known) continue
        if (known === Infinity) found[count++] = other
        best[other] = through
        middle[other] = low
      }
    }
    this.#write(node, count, made)
  }

  #write(node: number, count: number, made: GrowingArcs): void {
    const best = this.#best
    const found = this.#found
    sortAscending(found, count)
    made.reserve(count)
    const { other, low, next, weight, middle, first } = made
    let at = made.count
    for (let index = 0; index < count; index++, at++) {
      const to = found[index] ?? 0
      other[at] = to
      low[at] = node
      weight[at] = best[to] ?? 0
      middle[at] = this.#middle[to] ?? 0
      best[to] = Infinity
      next[at] = first[to] ?? noNode
      first[to] = at
    }
    made.count = at
    made.offsets[node + 1] = at
  }
}

/** Arcs of one direction while they are made: growing arrays, and at each more important end a list of its arcs. */
class GrowingArcs {
  readonly offsets: Uint32Array
  other: Uint32Array
  weight: Float64Array
  middle: Uint32Array
  /** The less important end. */
  low: Uint32Array
  /** Arcs by their more important end, as linked lists from `first`; `noNode` ends one. */
  readonly first: Uint32Array
  next: Uint32Array
  /** 1 where a shorter way has been found. */
  isBeaten: Uint8Array
  count = 0

  constructor(nodeCount: number, expected: number) {
    this.offsets = new Uint32Array(nodeCount + 1)
    this.first = new Uint32Array(nodeCount)
    this.other = new Uint32Array(expected)
    this.low = new Uint32Array(expected)
    this.next = new Uint32Array(expected)
    this.weight = new Float64Array(expected)
    this.middle = new Uint32Array(expected)
    this.isBeaten = new Uint8Array(expected)
  }

  clear(): void {
    this.first.fill(noNode)
    this.count = 0
  }

  reserve(more: number): void {
    if (this.count + more <= this.other.length) return
    const length = Math.ceil((this.count + more) * 1.5)
    this.other = grown(this.other, new Uint32Array(length))
    this.low = grown(this.low, new Uint32Array(length))
    this.next = grown(this.next, new Uint32Array(length))
    this.weight = grown(this.weight, new Float64Array(length))
    this.middle = grown(this.middle, new Uint32Array(length))
    this.isBeaten = new Uint8Array(length)
  }

  /** A copy without the beaten ones. */
  unbeaten(): WeightedArcs {
    const { offsets, other, weight, middle, isBeaten } = this
    let count = 0
    for (let at = 0; at < this.count; at++) if (isBeaten[at] === 0) count++
    const left = {
      offsets: new Uint32Array(offsets.length),
      other: new Uint32Array(count),
      weight: new Float64Array(count),
      middle: new Uint32Array(count),
    }
    let to = 0
    for (let node = 0; node + 1 < offsets.length; node++) {
      for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++) {
        if (isBeaten[at] === 1) continue
        left.other[to] = other[at] ?? 0
        left.weight[to] = weight[at] ?? 0
        left.middle[to] = middle[at] ?? 0
        to++
      }
      left.offsets[node + 1] = to
    }
    return left
  }
}

// Road networks grow to about three times their arcs. Memory that is not touched costs nothing, growing copies all of it.
const growth = 5

/**
 * Finds the ways between a node and its neighbours of one direction that pass a third, more important than the node ("perfect
 * customization" of the paper). An arc that one of them beats is part of no shortest path, so that shortcuts that are, are still made
 * of two that are left.
 */
function tighten(node: number, arcs: GrowingArcs, opposite: GrowingArcs, best: Float64Array): void {
  const { offsets, other, weight, isBeaten } = arcs
  const start = offsets[node] ?? 0
  const end = offsets[node + 1] ?? 0
  isBeaten.fill(0, start, end)
  if (end - start < 2) return
  const highest = other[end - 1] ?? 0
  for (let at = start; at < end; at++) best[other[at] ?? 0] = weight[at] ?? 0
  for (let at = end; at-- > start;) {
    const middle = other[at] ?? 0
    // On from the middle to a still more important one.
    const toMiddle = best[middle] ?? 0
    const middleEnd = offsets[middle + 1] ?? 0
    for (let on = offsets[middle] ?? 0; on < middleEnd; on++) {
      const to = other[on] ?? 0
      if (to > highest) break
      const through = toMiddle + (weight[on] ?? 0)
      if (through < (best[to] ?? 0) && best[to] !== Infinity) best[to] = through
    }
    // Over a more important one down to the middle.
    let direct = best[middle] ?? 0
    const overEnd = opposite.offsets[middle + 1] ?? 0
    for (let over = opposite.offsets[middle] ?? 0; over < overEnd; over++) {
      const from = opposite.other[over] ?? 0
      if (from > highest) break
      const through = (best[from] ?? 0) + (opposite.weight[over] ?? 0)
      if (through < direct) direct = through
    }
    best[middle] = direct
  }
  for (let at = start; at < end; at++) {
    const to = other[at] ?? 0
    if ((best[to] ?? 0) < (weight[at] ?? 0)) {
      weight[at] = best[to] ?? 0
      isBeaten[at] = 1
    }
    best[to] = Infinity
  }
}

function grown<T extends Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}

const shortEnoughForInsertion = 32

function sortAscending(values: Int32Array, count: number): void {
  if (count > shortEnoughForInsertion) {
    values.subarray(0, count).sort()
    return
  }
  for (let index = 1; index < count; index++) {
    const value = values[index] ?? 0
    let at = index
    while (at > 0 && (values[at - 1] ?? 0) > value) {
      values[at] = values[at - 1] ?? 0
      at--
    }
    values[at] = value
  }
}
