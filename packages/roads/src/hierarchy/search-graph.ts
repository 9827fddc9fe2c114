import type { RoadNetwork } from '../graph/road-network.ts'
import { tailOf } from '../graph/road-network.ts'
import type { RankedArcs, RankedGraph } from './ranked-graph.ts'

/**
 * What a search moves through. Where turns count, a node is an arc about to be driven and each turn joins two; where they are
 * free, a node is a junction and each arc joins two. `link` numbers what joins: turns or arcs of the network.
 */
export interface SearchGraph extends RankedGraph {
  readonly upLink: Uint32Array
  readonly downLink: Uint32Array
}

/** Lays a network out by rank, once for all its profiles. */
export function searchGraph(network: RoadNetwork): SearchGraph {
  const { rank } = network
  const { tails, heads } = network.hasTurns ? turnEnds(network) : arcEnds(network)
  const upOffsets = new Uint32Array(rank.length + 1)
  const downOffsets = new Uint32Array(rank.length + 1)
  for (let link = 0; link < tails.length; link++) {
    const [tail, head] = [rank[tails[link] ?? 0] ?? 0, rank[heads[link] ?? 0] ?? 0]
    if (tail < head) upOffsets[tail + 1] = (upOffsets[tail + 1] ?? 0) + 1
    else if (tail > head) downOffsets[head + 1] = (downOffsets[head + 1] ?? 0) + 1
  }
  const up = emptyArcs(upOffsets)
  const down = emptyArcs(downOffsets)
  for (let link = 0; link < tails.length; link++) {
    const [tail, head] = [rank[tails[link] ?? 0] ?? 0, rank[heads[link] ?? 0] ?? 0]
    if (tail < head) up.add(tail, head, link)
    else if (tail > head) down.add(head, tail, link)
  }
  return { nodeCount: rank.length, up: up.arcs, down: down.arcs, upLink: up.link, downLink: down.link }
}

interface LinkEnds {
  readonly tails: Uint32Array
  readonly heads: Uint32Array
}

function turnEnds({ turns }: RoadNetwork): LinkEnds {
  const tails = new Uint32Array(turns.items.length)
  for (let arc = 0; arc + 1 < turns.offsets.length; arc++) {
    tails.fill(arc, turns.offsets[arc], turns.offsets[arc + 1])
  }
  return { tails, heads: turns.items }
}

function arcEnds(network: RoadNetwork): LinkEnds {
  const tails = Uint32Array.from({ length: network.edgeTail.length * 2 }, (_, arc) => tailOf(network, arc))
  return { tails, heads: tails.map((_, arc) => tails[arc ^ 1] ?? 0) }
}

/** Arcs to be filled in by a counting sort: `offsets` holds counts, one place late. */
function emptyArcs(offsets: Uint32Array): {
  readonly arcs: RankedArcs
  readonly link: Uint32Array
  add(low: number, high: number, link: number): void
} {
  for (let node = 1; node < offsets.length; node++)
    offsets[node] = (offsets[node] ?? 0) + (offsets[node - 1] ?? 0)
  const cursor = offsets.slice(0, -1)
  const other = new Uint32Array(offsets.at(-1) ?? 0)
  const link = new Uint32Array(other.length)
  return {
    arcs: { offsets, other },
    link,
    add(low, high, item) {
      const at = cursor[low] ?? 0
      cursor[low] = at + 1
      other[at] = high
      link[at] = item
    },
  }
}
