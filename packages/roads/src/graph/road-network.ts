import type { SectionReader, Sections } from '../sections.ts'
import type { Adjacency } from './adjacency.ts'
import type { Ways } from './ways.ts'
import { openWays, waysSections } from './ways.ts'

/**
 * An edge driven in one direction: `2e` is edge e from its tail to its head, `2e + 1` from head to tail. The other direction is
 * `arc ^ 1`.
 */
export type Arc = number

/**
 * Where turns count, a node of the search: an arc about to be driven, or copy `c` of one as `2 * edges + c`. In a copy are those who come a
 * way after which some turn is forbidden (`ForbiddenPaths`), be it right after it or further on. Copies are the road that they copy in
 * everything but the turns after them. Who begins to drive, begins in an arc; who ends on one may be in any copy.
 */
export type SearchNode = number

/**
 * The roads of a region, for all its profiles: junctions, the edges between them with their points, and which edge may follow
 * which. What a profile adds, is in its `Metric`. Every array is flat, so the network is stored and shared as it is.
 */
export interface RoadNetwork {
  readonly junctionCount: number
  /** Junction at the start and at the end of each edge. */
  readonly edgeTail: Uint32Array
  readonly edgeHead: Uint32Array
  /** The points of edge `e` are `edgePoints[e] .. edgePoints[e + 1]`, both junctions included. */
  readonly edgePoints: Uint32Array
  /** 1e-7 degrees. */
  readonly pointLon: Int32Array
  readonly pointLat: Int32Array
  readonly pointEdge: Uint32Array
  /**
   * The way of the segment that starts at this point, twice its index, plus 1 where the edge runs against the way's drawing;
   * unused on an edge's last point.
   */
  readonly pointWay: Uint32Array
  readonly ways: Ways
  /** Arcs that leave each junction. */
  readonly leaving: Adjacency
  /** The arc of each copy, ascending; none where turns are free. */
  readonly copiedArc: Uint32Array
  /** Search nodes to which some profile may go on from each; empty lists where turns are free. */
  readonly turns: Adjacency
  readonly hasTurns: boolean
  /** Place of each search node in the order of contraction; these are junctions where turns are free. */
  readonly rank: Uint32Array
}

/** The junction where an arc starts. */
export function tailOf({ edgeTail, edgeHead }: RoadNetwork, arc: Arc): number {
  return ((arc & 1) === 0 ? edgeTail[arc >>> 1] : edgeHead[arc >>> 1]) ?? 0
}

/** The junction where an arc ends. */
export function headOf(network: RoadNetwork, arc: Arc): number {
  return tailOf(network, arc ^ 1)
}

/** The arc that a search node is or copies. */
export function arcOf(
  { edgeTail, copiedArc }: Pick<RoadNetwork, 'edgeTail' | 'copiedArc'>,
  node: SearchNode,
): Arc {
  const copy = node - 2 * edgeTail.length
  return copy < 0 ? node : (copiedArc[copy] ?? 0)
}

/** An arc and its copies. */
export function nodesOf({ edgeTail, copiedArc }: RoadNetwork, arc: Arc): readonly SearchNode[] {
  const nodes = [arc]
  let [low, high] = [0, copiedArc.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((copiedArc[middle] ?? 0) < arc) low = middle + 1
    else high = middle
  }
  for (; copiedArc[low] === arc; low++) nodes.push(2 * edgeTail.length + low)
  return nodes
}

export function roadNetworkSections(network: RoadNetwork): Sections {
  return {
    edgeTail: network.edgeTail,
    edgeHead: network.edgeHead,
    edgePoints: network.edgePoints,
    pointLon: network.pointLon,
    pointLat: network.pointLat,
    pointEdge: network.pointEdge,
    pointWay: network.pointWay,
    ...waysSections(network.ways),
    'leaving.offsets': network.leaving.offsets,
    'leaving.arcs': network.leaving.items,
    copiedArc: network.copiedArc,
    'turns.offsets': network.turns.offsets,
    'turns.nodes': network.turns.items,
    hasTurns: Uint8Array.of(network.hasTurns ? 1 : 0),
    rank: network.rank,
  }
}

export function openRoadNetwork(file: SectionReader): RoadNetwork {
  const leaving = { offsets: file.uint32('leaving.offsets'), items: file.uint32('leaving.arcs') }
  return {
    junctionCount: leaving.offsets.length - 1,
    edgeTail: file.uint32('edgeTail'),
    edgeHead: file.uint32('edgeHead'),
    edgePoints: file.uint32('edgePoints'),
    pointLon: file.int32('pointLon'),
    pointLat: file.int32('pointLat'),
    pointEdge: file.uint32('pointEdge'),
    pointWay: file.uint32('pointWay'),
    ways: openWays(file),
    leaving,
    copiedArc: file.uint32('copiedArc'),
    turns: { offsets: file.uint32('turns.offsets'), items: file.uint32('turns.nodes') },
    hasTurns: file.uint8('hasTurns')[0] === 1,
    rank: file.uint32('rank'),
  }
}
