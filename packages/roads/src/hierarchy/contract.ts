import type { ArcGraph } from './arc-graph.ts'
import type { Hierarchy } from './hierarchy.ts'
import { rankArcs } from './rank-arcs.ts'
import { MinHeap } from './min-heap.ts'
import { RemainingGraph } from './remaining-graph.ts'
import { WitnessSearch } from './witness-search.ts'

/** How far a contraction has come, in nodes. */
export interface ContractStep {
  readonly done: number
  readonly total: number
}

// Settled nodes per witness search. Missing a witness costs a needless shortcut, never a wrong answer.
const estimateLimit = 60
const contractLimit = 400

/**
 * Builds a contraction hierarchy (Geisberger, Sanders, Schultes, Delling: "Contraction Hierarchies: Faster and Simpler
 * Hierarchical Routing in Road Networks", WEA 2008). Nodes are removed from least to most important; a shortcut keeps
 * each shortest path that led through the removed node unless a witness path is as short. Importance is the edge
 * difference as a ratio, counted in arcs and in original hops, plus the depth of what was contracted beneath; it is
 * kept fresh for the neighbours of a removed node and rechecked when a node comes up. Ties go to the lower number, so
 * equal input gives an equal hierarchy. Road networks take about n log n.
 */
export function contract(input: ArcGraph): Hierarchy {
  const steps = contractInSteps(input)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** `contract`, pausing every few milliseconds so that the caller can show progress, let others in, or stop. */
export function* contractInSteps(input: ArcGraph): Generator<ContractStep, Hierarchy> {
  const graph = new RemainingGraph(input)
  const contraction = new Contraction(graph, new WitnessSearch(graph))
  const queue = new MinHeap()
  const importance = new Float64Array(input.nodeCount)
  const rank = new Uint32Array(input.nodeCount).fill(notRanked)
  const enqueue = (node: number): void => {
    importance[node] = contraction.importanceOf(node)
    queue.push(importance[node] ?? 0, node)
  }
  for (let node = 0; node < input.nodeCount; node++) {
    if (node % stepNodes === 0) yield { done: 0, total: input.nodeCount }
    enqueue(node)
  }

  let ranked = 0
  while (queue.size > 0) {
    const key = queue.topKey()
    const node = queue.pop()
    if (rank[node] !== notRanked || key !== importance[node]) continue
    const fresh = contraction.importanceOf(node)
    if (fresh > key && queue.size > 0 && fresh > queue.topKey()) {
      importance[node] = fresh
      queue.push(fresh, node)
      continue
    }
    rank[node] = ranked++
    for (const neighbour of contraction.remove(node)) enqueue(neighbour)
    if (ranked % stepNodes === 0) yield { done: ranked, total: input.nodeCount }
  }
  yield { done: ranked, total: input.nodeCount }
  return rankArcs(graph, rank)
}

const stepNodes = 256
const notRanked = 0xffffffff

class Contraction {
  readonly #graph: RemainingGraph
  readonly #witness: WitnessSearch
  readonly #level: Int32Array

  constructor(graph: RemainingGraph, witness: WitnessSearch) {
    this.#graph = graph
    this.#witness = witness
    this.#level = new Int32Array(graph.nodeCount)
  }

  importanceOf(node: number): number {
    const graph = this.#graph
    let removedHops = 0
    const removedArcs = graph.incoming(node).length + graph.outgoing(node).length
    for (const arc of graph.incoming(node)) removedHops += graph.hopsOf(arc)
    for (const arc of graph.outgoing(node)) removedHops += graph.hopsOf(arc)
    let addedArcs = 0
    let addedHops = 0
    this.#forEachShortcut(node, estimateLimit, (first, second) => {
      addedArcs++
      addedHops += graph.hopsOf(first) + graph.hopsOf(second)
    })
    const level = this.#level[node] ?? 0
    if (removedArcs === 0) return level
    return level + addedArcs / removedArcs + addedHops / removedHops
  }

  /** Removes the node, keeps shortest paths by shortcuts, and gives the nodes that were next to it. */
  remove(node: number): ReadonlySet<number> {
    const graph = this.#graph
    const shortcuts: [number, number][] = []
    this.#forEachShortcut(node, contractLimit, (first, second) => shortcuts.push([first, second]))
    const neighbours = new Set<number>()
    for (const arc of graph.incoming(node)) neighbours.add(graph.tailOf(arc))
    for (const arc of graph.outgoing(node)) neighbours.add(graph.headOf(arc))
    graph.detach(node)
    for (const [first, second] of shortcuts) graph.addShortcut(first, second)
    const level = (this.#level[node] ?? 0) + 1
    for (const neighbour of neighbours) {
      if ((this.#level[neighbour] ?? 0) < level) this.#level[neighbour] = level
    }
    return neighbours
  }

  #forEachShortcut(node: number, limit: number, visit: (first: number, second: number) => void): void {
    const graph = this.#graph
    const outgoing = graph.outgoing(node)
    for (const first of graph.incoming(node)) {
      const source = graph.tailOf(first)
      const toNode = graph.weightOf(first)
      let longest = -1
      let targets = 0
      for (const second of outgoing) {
        if (graph.headOf(second) === source) continue
        targets++
        longest = Math.max(longest, toNode + graph.weightOf(second))
      }
      if (targets === 0) continue
      this.#witness.run(source, node, longest, limit, outgoing)
      for (const second of outgoing) {
        const target = graph.headOf(second)
        if (target === source) continue
        if (this.#witness.distanceTo(target) > toNode + graph.weightOf(second)) visit(first, second)
      }
    }
  }
}
