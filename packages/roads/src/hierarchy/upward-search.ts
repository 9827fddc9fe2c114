import { Int32List } from '../number-list.ts'
import type { RankedArcs } from './hierarchy.ts'
import { MinHeap } from './min-heap.ts'

/** Where a search starts or ends: a node by rank, with what the way to it costs already. */
export interface Seed {
  readonly node: number
  readonly weight: number
  readonly length: number
}

/**
 * The upward half of a hierarchy query. From the seeds it settles only ever more important nodes, a few hundred on a
 * city; forward searches take `upward` arcs, backward ones `downward` arcs. A node that is reached cheaper from above is
 * stalled: its label cannot be part of a shortest path, so nothing continues from it.
 */
export class UpwardSearch {
  /** Nodes settled by the last run that may be the top of a shortest path, in order of weight. */
  readonly settled = new Int32List()
  readonly weight: Float64Array
  readonly length: Float64Array
  readonly #parentArc: Int32Array
  readonly #parentNode: Int32Array
  readonly #touched = new Int32List()
  readonly #heap = new MinHeap()
  readonly #arcs: RankedArcs
  readonly #opposite: RankedArcs

  constructor(nodeCount: number, arcs: RankedArcs, opposite: RankedArcs) {
    this.weight = new Float64Array(nodeCount).fill(Infinity)
    this.length = new Float64Array(nodeCount)
    this.#parentArc = new Int32Array(nodeCount)
    this.#parentNode = new Int32Array(nodeCount)
    this.#arcs = arcs
    this.#opposite = opposite
  }

  run(seeds: readonly Seed[]): void {
    const heap = this.#heap
    const { weight, length } = this
    const { offsets, other, weight: arcWeight, length: arcLength, arc } = this.#arcs
    this.#reset()
    for (const seed of seeds) this.#reach(seed.node, seed.weight, seed.length, -1, -1)
    while (heap.size > 0) {
      const key = heap.topKey()
      const node = heap.pop()
      if (key > (weight[node] ?? 0) || this.#isStalled(node, key)) continue
      this.settled.push(node)
      const nodeLength = length[node] ?? 0
      const end = offsets[node + 1] ?? 0
      for (let at = offsets[node] ?? 0; at < end; at++) {
        const next = other[at] ?? 0
        const through = key + (arcWeight[at] ?? 0)
        if (through < (weight[next] ?? 0)) {
          this.#reach(next, through, nodeLength + (arcLength[at] ?? 0), node, arc[at] ?? 0)
        }
      }
    }
  }

  /** Arc numbers from the seed up to a node of the last run, lowest first. */
  arcsTo(node: number): readonly number[] {
    const arcs: number[] = []
    for (let at = node; (this.#parentNode[at] ?? -1) >= 0; at = this.#parentNode[at] ?? -1) {
      arcs.push(this.#parentArc[at] ?? 0)
    }
    return arcs.reverse()
  }

  /** The seed's node that the path to `node` starts from. */
  rootOf(node: number): number {
    let at = node
    while ((this.#parentNode[at] ?? -1) >= 0) at = this.#parentNode[at] ?? -1
    return at
  }

  #isStalled(node: number, key: number): boolean {
    const { offsets, other, weight } = this.#opposite
    const end = offsets[node + 1] ?? 0
    for (let at = offsets[node] ?? 0; at < end; at++) {
      if ((this.weight[other[at] ?? 0] ?? 0) + (weight[at] ?? 0) < key) return true
    }
    return false
  }

  #reach(node: number, weight: number, length: number, parent: number, arc: number): void {
    const known = this.weight[node] ?? 0
    if (weight >= known) return
    if (known === Infinity) this.#touched.push(node)
    this.weight[node] = weight
    this.length[node] = length
    this.#parentNode[node] = parent
    this.#parentArc[node] = arc
    this.#heap.push(weight, node)
  }

  #reset(): void {
    for (let index = 0; index < this.#touched.length; index++) this.weight[this.#touched.at(index)] = Infinity
    this.#touched.clear()
    this.settled.clear()
    this.#heap.clear()
  }
}
