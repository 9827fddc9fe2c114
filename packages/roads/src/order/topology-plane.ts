import { groupBy } from '../graph/adjacency.ts'
import type { Network } from './nested-dissection.ts'

/**
 * A plane for a network whose coordinates nobody knows. Along each axis a node lies by how many more edges it is from one far node than
 * from another: the lines that a dissection sweeps need order along them, not distances. The far nodes are found one after the other,
 * each as far as can be from those before.
 */
export function topologyPlane({
  nodeCount,
  edgeFrom,
  edgeTo,
}: Omit<Network, 'x' | 'y'>): Pick<Network, 'x' | 'y'> {
  const neighbours = neighboursOf(nodeCount, edgeFrom, edgeTo)
  const start = farthest(neighbours, nodeCount > 0 ? [edgesFrom(neighbours, 0)] : [])
  const west = edgesFrom(neighbours, start)
  const end = farthest(neighbours, [west])
  const east = edgesFrom(neighbours, end)
  const side = farthest(neighbours, [west, east])
  const south = edgesFrom(neighbours, side)
  const across = farthest(neighbours, [west, east, south])
  const north = edgesFrom(neighbours, across)
  return {
    x: Float64Array.from(west, (edges, node) => edges - (east[node] ?? 0)),
    y: Float64Array.from(south, (edges, node) => edges - (north[node] ?? 0)),
  }
}

interface Neighbours {
  readonly offsets: Uint32Array
  readonly nodes: Uint32Array
}

function neighboursOf(nodeCount: number, edgeFrom: Uint32Array, edgeTo: Uint32Array): Neighbours {
  const ends = new Uint32Array(edgeFrom.length * 2)
  ends.set(edgeFrom)
  ends.set(edgeTo, edgeFrom.length)
  const { offsets, items } = groupBy(ends, nodeCount)
  return {
    offsets,
    nodes: items.map((end) => (end < edgeFrom.length ? edgeTo[end] : edgeFrom[end - edgeFrom.length]) ?? 0),
  }
}

/** Edges on the shortest way from a node to each; 0 where there is none. */
function edgesFrom({ offsets, nodes }: Neighbours, source: number): Int32Array {
  const nodeCount = offsets.length - 1
  const edges = new Int32Array(nodeCount)
  const isSeen = new Uint8Array(nodeCount)
  const queue = new Uint32Array(nodeCount)
  if (nodeCount === 0) return edges
  isSeen[source] = 1
  queue[0] = source
  for (let at = 0, end = 1; at < end; at++) {
    const node = queue[at] ?? 0
    for (let index = offsets[node] ?? 0; index < (offsets[node + 1] ?? 0); index++) {
      const next = nodes[index] ?? 0
      if (isSeen[next] === 1) continue
      isSeen[next] = 1
      edges[next] = (edges[node] ?? 0) + 1
      queue[end++] = next
    }
  }
  return edges
}

/** The node whose nearest of several sources is farthest. */
function farthest({ offsets }: Neighbours, sources: readonly Int32Array[]): number {
  let best = 0
  let most = -1
  for (let node = 0; node + 1 < offsets.length; node++) {
    let nearest = Infinity
    for (const edges of sources) nearest = Math.min(nearest, edges[node] ?? 0)
    if (nearest < Infinity && nearest > most) {
      most = nearest
      best = node
    }
  }
  return best
}
