import type { SegmentGraph } from './build-segments.ts'

/**
 * Ends the roads at blocked nodes: every segment but the first that meets such a node gets its own copy of it,
 * so nothing drives through, while a trip may still start or end on either side.
 */
export function closeBarriers(graph: SegmentGraph): SegmentGraph {
  if (graph.blockedNodes.length === 0) return graph
  const isBlocked = new Uint8Array(graph.nodeOsm.length)
  for (const node of graph.blockedNodes) isBlocked[node] = 1
  const isMet = new Uint8Array(graph.nodeOsm.length)
  const copies: number[] = []
  const separate = (node: number): number => {
    if (isBlocked[node] !== 1) return node
    if (isMet[node] === 0) {
      isMet[node] = 1
      return node
    }
    copies.push(graph.nodeOsm[node] ?? 0)
    return graph.nodeOsm.length + copies.length - 1
  }
  const from = graph.from.map(separate)
  const to = graph.to.map(separate)
  const nodeOsm = new Uint32Array(graph.nodeOsm.length + copies.length)
  nodeOsm.set(graph.nodeOsm)
  nodeOsm.set(copies, graph.nodeOsm.length)
  return { ...graph, nodeOsm, from, to }
}
