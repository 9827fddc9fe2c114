import { MinHeap } from '../min-heap.ts'
import { noNode } from './ranked-graph.ts'
import type { WeightedArcs } from './ranked-graph.ts'

/** Where a search starts: nodes by rank, with what the way to each costs already. Cheaper than objects in large matrices. */
export interface Seeds {
  readonly nodes: readonly number[]
  readonly weights: readonly number[]
}

/**
 * The upward half of a query. All that a node's arcs can lead to are its ancestors in the elimination tree, so the search
 * walks from the seeds to the root, the least important node first; a few hundred nodes in a city.
 */
export class UpwardSweep {
  /** Least weight of every node of the last sweep; `Infinity` elsewhere. */
  readonly weight: Float64Array
  /** The nodes that were reached, in ascending rank: `reached[0 .. count]`. */
  readonly reached: Int32Array
  count = 0
  /** The arc over which each reached node is reached best, and the node it comes from; `noNode` at a seed. */
  readonly arcTo: Uint32Array
  readonly nodeBefore: Uint32Array
  readonly #arcs: WeightedArcs
  readonly #parent: Uint32Array
  /** Where the walks from the seeds are. */
  readonly #cursors = new MinHeap()

  constructor(arcs: WeightedArcs, parent: Uint32Array) {
    this.weight = new Float64Array(parent.length).fill(Infinity)
    this.reached = new Int32Array(parent.length)
    this.arcTo = new Uint32Array(parent.length)
    this.nodeBefore = new Uint32Array(parent.length)
    this.#arcs = arcs
    this.#parent = parent
  }

  run({ nodes, weights }: Seeds): void {
    this.#clear()
    const { weight } = this
    const cursors = this.#cursors
    for (let seed = 0; seed < nodes.length; seed++) {
      const node = nodes[seed] ?? 0
      const seedWeight = weights[seed] ?? 0
      if (seedWeight < (weight[node] ?? 0)) weight[node] = seedWeight
      this.nodeBefore[node] = noNode
      cursors.push(node, node)
    }
    const parent = this.#parent
    while (cursors.size > 1) {
      const node = cursors.pop()
      // Walks that meet go on as one.
      while (cursors.size > 0 && cursors.topKey() === node) cursors.pop()
      this.#relax(node)
      const next = parent[node] ?? noNode
      if (next !== noNode) cursors.push(next, next)
    }
    if (cursors.size === 0) return
    for (let node = cursors.pop(); node !== noNode; node = parent[node] ?? noNode) this.#relax(node)
  }

  #relax(node: number): void {
    const { weight, arcTo, nodeBefore } = this
    const nodeWeight = weight[node] ?? 0
    if (nodeWeight === Infinity) return
    this.reached[this.count++] = node
    const { offsets, other, weight: arcWeight } = this.#arcs
    const end = offsets[node + 1] ?? 0
    for (let arc = offsets[node] ?? 0; arc < end; arc++) {
      const to = other[arc] ?? 0
      const through = nodeWeight + (arcWeight[arc] ?? 0)
      if (through >= (weight[to] ?? 0)) continue
      weight[to] = through
      arcTo[to] = arc
      nodeBefore[to] = node
    }
  }

  #clear(): void {
    for (let index = 0; index < this.count; index++) this.weight[this.reached[index] ?? 0] = Infinity
    this.count = 0
  }
}
