import { noNode } from './ranked-graph.ts'
import type { Hierarchy, WeightedArcs } from './ranked-graph.ts'
import { UpwardSweep } from './upward-sweep.ts'
import type { Seeds } from './upward-sweep.ts'

/** Shortest paths one at a time. Holds scratch memory: one query at a time. */
export class ShortestPath {
  readonly #hierarchy: Hierarchy
  readonly #forward: UpwardSweep
  readonly #backward: UpwardSweep
  #meeting = noNode

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy
    this.#forward = new UpwardSweep(hierarchy.up, hierarchy.parent)
    this.#backward = new UpwardSweep(hierarchy.down, hierarchy.parent)
  }

  /** Least weight from any source seed to any target seed, `Infinity` where there is no path. */
  run(sources: Seeds, targets: Seeds): number {
    const forward = this.#forward
    const backward = this.#backward
    forward.run(sources)
    backward.run(targets)
    let best = Infinity
    this.#meeting = noNode
    for (let index = 0; index < backward.count; index++) {
      const node = backward.reached[index] ?? 0
      const through = (forward.weight[node] ?? 0) + (backward.weight[node] ?? 0)
      if (through < best) {
        best = through
        this.#meeting = node
      }
    }
    return best
  }

  /** The nodes of the graph along the last path, from a source's seed to a target's; empty when there was none. */
  nodes(): readonly number[] {
    if (this.#meeting === noNode) return []
    const { up, down } = this.#hierarchy
    const nodes: number[] = []
    for (const { low, high, arc } of this.#climb(this.#forward).reverse()) {
      this.#unpack(nodes, low, high, up.middle[arc] ?? noNode)
    }
    for (const { low, high, arc } of this.#climb(this.#backward)) {
      this.#unpack(nodes, high, low, down.middle[arc] ?? noNode)
    }
    const last = this.#seedOf(this.#backward)
    return [...nodes, last]
  }

  #seedOf({ nodeBefore }: UpwardSweep): number {
    let node = this.#meeting
    while ((nodeBefore[node] ?? noNode) !== noNode) node = nodeBefore[node] ?? noNode
    return node
  }

  /** Arcs between the meeting node and a seed, highest first. */
  #climb({ nodeBefore, arcTo }: UpwardSweep): { low: number; high: number; arc: number }[] {
    const arcs: { low: number; high: number; arc: number }[] = []
    for (let high = this.#meeting; ;) {
      const low = nodeBefore[high] ?? noNode
      if (low === noNode) return arcs
      arcs.push({ low, high, arc: arcTo[high] ?? 0 })
      high = low
    }
  }

  /** Appends the nodes of an arc, but its last: each shortcut is what leads down to its middle and up from there. */
  #unpack(nodes: number[], from: number, to: number, middle: number): void {
    const { up, down } = this.#hierarchy
    const heads = [to]
    const middles = [middle]
    // By hand, as shortcuts may be nested as deep as the hierarchy is high.
    for (let tail = from, head = heads.pop(); head !== undefined; head = heads.pop()) {
      const through = middles.pop() ?? noNode
      if (through === noNode) {
        nodes.push(tail)
        tail = head
        continue
      }
      heads.push(head, through)
      middles.push(middleOf(up, through, head), middleOf(down, through, tail))
    }
  }
}

/** What the arc between a node and a more important one passes. Arcs are sorted by that one. */
function middleOf({ offsets, other, middle }: WeightedArcs, low: number, high: number): number {
  let start = offsets[low] ?? 0
  let end = offsets[low + 1] ?? 0
  while (start < end) {
    const at = (start + end) >>> 1
    if ((other[at] ?? 0) < high) start = at + 1
    else end = at
  }
  return middle[start] ?? noNode
}
