import { noNode } from './ranked-graph.ts'
import type { WeightedArcs } from './ranked-graph.ts'

/** Where a search starts: nodes by rank, with what the way to each costs already. Cheaper than objects in large matrices. */
export interface Seeds {
  readonly nodes: readonly number[]
  readonly weights: readonly number[]
}

/**
 * The upward half of a query. All that a node's arcs can lead to are its ancestors in the elimination tree, so the search
 * walks from the seeds to the root and needs no queue; a few hundred nodes in a city.
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
  readonly #cursors: number[] = []

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
    cursors.length = 0
    for (let seed = 0; seed < nodes.length; seed++) {
      const node = nodes[seed] ?? 0
      const seedWeight = weights[seed] ?? 0
      if (seedWeight < (weight[node] ?? 0)) weight[node] = seedWeight
      this.nodeBefore[node] = noNode
      if (!cursors.includes(node)) cursors.push(node)
    }
    let lowest = this.#advance(noNode)
    while (cursors.length > 1) {
      this.#relax(lowest)
      lowest = this.#advance(lowest)
    }
    const parent = this.#parent
    for (let node = cursors[0] ?? noNode; node !== noNode; node = parent[node] ?? noNode) this.#relax(node)
  }

  /** Moves the cursor at a node to its parent, joins cursors that meet, and tells which is the lowest now. */
  #advance(from: number): number {
    const cursors = this.#cursors
    if (from !== noNode) {
      const at = cursors.indexOf(from)
      const next = this.#parent[from] ?? noNode
      const last = cursors.length - 1
      if (next === noNode || cursors.includes(next)) {
        cursors[at] = cursors[last] ?? 0
        cursors.length = last
      } else cursors[at] = next
    }
    let lowest = cursors[0] ?? noNode
    for (let at = 1; at < cursors.length; at++) if ((cursors[at] ?? 0) < lowest) lowest = cursors[at] ?? 0
    return lowest
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
