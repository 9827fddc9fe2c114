import { Int32List } from '../number-list.ts'
import { MinHeap } from './min-heap.ts'
import type { RemainingGraph } from './remaining-graph.ts'

/** A Dijkstra search that looks for a way around one node and gives up early. */
export class WitnessSearch {
  readonly #graph: RemainingGraph
  readonly #distance: Float64Array
  readonly #touched = new Int32List()
  readonly #isTarget: Uint8Array
  readonly #heap = new MinHeap()

  constructor(graph: RemainingGraph) {
    this.#graph = graph
    this.#distance = new Float64Array(graph.nodeCount).fill(Infinity)
    this.#isTarget = new Uint8Array(graph.nodeCount)
  }

  /**
   * Searches from `source` around `avoided` until the heads of `targetArcs` are settled, `longest` is passed, or
   * `limit` nodes are settled. What `distanceTo` then gives is the length of a path that exists.
   */
  run(source: number, avoided: number, longest: number, limit: number, targetArcs: readonly number[]): void {
    const graph = this.#graph
    const distance = this.#distance
    const heap = this.#heap
    const { heads, weights } = graph.arcMemory()
    this.#reset()
    let targetsLeft = 0
    for (const arc of targetArcs) {
      this.#isTarget[graph.headOf(arc)] = 1
      targetsLeft++
    }
    this.#reach(source, 0)
    for (let settled = 0; heap.size > 0 && settled < limit && targetsLeft > 0;) {
      const key = heap.topKey()
      const node = heap.pop()
      if (key > (distance[node] ?? 0)) continue
      if (key > longest) break
      settled++
      if (this.#isTarget[node] === 1) targetsLeft--
      const outgoing = graph.outgoing(node)
      for (let index = 0; index < outgoing.length; index++) {
        const arc = outgoing[index] ?? 0
        const head = heads[arc] ?? 0
        if (head === avoided) continue
        const through = key + (weights[arc] ?? 0)
        if (through < (distance[head] ?? 0) && through <= longest) this.#reach(head, through)
      }
    }
    for (const arc of targetArcs) this.#isTarget[graph.headOf(arc)] = 0
  }

  /** Length of the best path found by the last run, `Infinity` for none. */
  distanceTo(node: number): number {
    return this.#distance[node] ?? Infinity
  }

  #reach(node: number, distance: number): void {
    if (this.#distance[node] === Infinity) this.#touched.push(node)
    this.#distance[node] = distance
    this.#heap.push(distance, node)
  }

  #reset(): void {
    for (let index = 0; index < this.#touched.length; index++) {
      this.#distance[this.#touched.at(index)] = Infinity
    }
    this.#touched.clear()
    this.#heap.clear()
  }
}
