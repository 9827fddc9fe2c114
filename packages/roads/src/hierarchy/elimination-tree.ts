import { noNode } from './ranked-graph.ts'

/** Arcs of one direction by their more important end. */
export interface ArcsByHigherEnd {
  /** The first arc that ends at a node, or `noNode`. */
  readonly first: Uint32Array
  /** The next arc that ends at the same node, or `noNode`. */
  readonly next: Uint32Array
  /** The less important end. */
  readonly low: Uint32Array
  /** 1 where an arc does not count. */
  readonly isBeaten: Uint8Array
}

/**
 * The tree in which every arc, of either direction, leads to an ancestor: a search then follows parents and needs no queue
 * (Liu: "The Role of Elimination Trees in Sparse Factorization", 1990, with path compression; near-linear).
 */
export function eliminationTree(
  nodeCount: number,
  directions: readonly [ArcsByHigherEnd, ArcsByHigherEnd],
): Uint32Array {
  const parent = new Uint32Array(nodeCount).fill(noNode)
  const ancestor = new Uint32Array(nodeCount).fill(noNode)
  for (let node = 0; node < nodeCount; node++) {
    for (const { first, next, low, isBeaten } of directions) {
      for (let arc = first[node] ?? noNode; arc !== noNode; arc = next[arc] ?? noNode) {
        if (isBeaten[arc] === 1) continue
        let below = low[arc] ?? 0
        while (below !== node) {
          const above = ancestor[below] ?? noNode
          ancestor[below] = node
          if (above === noNode) {
            parent[below] = node
            break
          }
          below = above
        }
      }
    }
  }
  return parent
}
