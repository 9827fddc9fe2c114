import type { RankedArcs } from './ranked-graph.ts'
import { noNode } from './ranked-graph.ts'

/**
 * The tree in which every arc, of either direction, leads to an ancestor: a search then follows parents and needs no queue
 * (Liu: "The Role of Elimination Trees in Sparse Factorization", 1990, with path compression; near-linear).
 */
export function eliminationTree(nodeCount: number, up: RankedArcs, down: RankedArcs): Uint32Array {
  const parent = new Uint32Array(nodeCount).fill(noNode)
  const ancestor = new Uint32Array(nodeCount).fill(noNode)
  const { offsets, lower } = byHigherEnd(nodeCount, up, down)
  for (let node = 0; node < nodeCount; node++) {
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at++) {
      let below = lower[at] ?? 0
      while (below !== node) {
        const next = ancestor[below] ?? noNode
        ancestor[below] = node
        if (next === noNode) {
          parent[below] = node
          break
        }
        below = next
      }
    }
  }
  return parent
}

/** The less important ends of all arcs by their more important one. */
function byHigherEnd(
  nodeCount: number,
  up: RankedArcs,
  down: RankedArcs,
): { readonly offsets: Uint32Array; readonly lower: Uint32Array } {
  const offsets = new Uint32Array(nodeCount + 1)
  for (const { other } of [up, down]) for (const to of other) offsets[to + 1] = (offsets[to + 1] ?? 0) + 1
  for (let node = 0; node < nodeCount; node++) {
    offsets[node + 1] = (offsets[node + 1] ?? 0) + (offsets[node] ?? 0)
  }
  const cursor = offsets.slice(0, nodeCount)
  const lower = new Uint32Array(up.other.length + down.other.length)
  for (const { offsets: arcs, other } of [up, down]) {
    for (let node = 0; node < nodeCount; node++) {
      for (let at = arcs[node] ?? 0; at < (arcs[node + 1] ?? 0); at++) {
        const to = other[at] ?? 0
        const place = cursor[to] ?? 0
        lower[place] = node
        cursor[to] = place + 1
      }
    }
  }
  return { offsets, lower }
}
