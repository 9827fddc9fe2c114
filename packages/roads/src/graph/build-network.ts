import type { OsmData } from '../osm/osm-data.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { orderEdges, orderNodes } from '../order/nested-dissection.ts'
import type { OrderStep } from '../order/nested-dissection.ts'
import { isBlockedNode } from '../profiles/is-blocked-node.ts'
import { nodeCostS } from '../profiles/node-cost.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Adjacency } from './adjacency.ts'
import { groupBy } from './adjacency.ts'
import { buildEdges } from './build-edges.ts'
import type { Edges } from './build-edges.ts'
import type { DirectedSegment, SegmentGraph } from './build-segments.ts'
import { buildTurns } from './build-turns.ts'
import type { BuiltTurns, DrivenProfile } from './build-turns.ts'
import { isDrivenAlong, reversed } from './directions.ts'
import type { RoadNetwork } from './road-network.ts'
import { readWays } from './ways.ts'

export interface BuiltNetwork {
  readonly network: RoadNetwork
  /** `Directions` of each edge from tail to head. */
  readonly edgeDirections: Uint32Array
  /** By profile, the cost of each of the network's turns. */
  readonly turnCosts: readonly Uint16Array[]
}

/**
 * Makes the network that all profiles of a region share. Without turns every road leads into every other that meets it. Steps
 * tell how far the order is, by far the longest part.
 */
export function* buildNetwork(
  osm: OsmData,
  segments: SegmentGraph,
  driven: readonly DrivenProfile[],
  hasTurns: boolean,
): Generator<OrderStep, BuiltNetwork> {
  const isKept = hasTurns ? findKeptNodes(osm, segments, driven) : new Uint8Array(segments.nodeOsm.length)
  const edges = buildEdges(osm, segments, isKept)
  const leaving = arcsByTail(edges)
  const { turns, costs, copiedArc } = hasTurns
    ? buildTurns(osm, segments, edges, leaving, driven)
    : withoutTurns(edges, driven.length)
  const network = {
    junctionCount: edges.junctionCount,
    edgeTail: edges.edgeTail,
    edgeHead: edges.edgeHead,
    edgePoints: edges.edgePoints,
    pointLon: edges.pointLon,
    pointLat: edges.pointLat,
    pointEdge: edges.pointEdge,
    pointWay: edges.pointSegment.map(
      (directed) => ((segments.way[directed >>> 1] ?? 0) << 1) | (directed & 1),
    ),
    ways: readWays(osm),
    leaving,
    copiedArc,
    turns,
    hasTurns,
    rank: yield* rankSearchNodes(edges, hasTurns, copiedArc),
  }
  return { network, edgeDirections: edges.edgeDirections, turnCosts: costs }
}

/** Nodes at which something happens to some profile although only one road passes: a barrier, a halt, a forbidden turn. */
function findKeptNodes(osm: OsmData, segments: SegmentGraph, driven: readonly DrivenProfile[]): Uint8Array {
  const isKept = new Uint8Array(segments.nodeOsm.length)
  const matters = (profile: Profile, node: number): boolean => {
    const tags = osm.nodeTags.get(segments.nodeOsm[node] ?? 0)
    return tags !== undefined && (isBlockedNode(profile, tags) || nodeCostS(profile, tags) > 0)
  }
  for (let node = 0; node < isKept.length; node++) {
    if (driven.some(({ profile }) => matters(profile, node))) isKept[node] = 1
  }
  const tailOf = (directed: DirectedSegment): number =>
    ((directed & 1) === 0 ? segments.from[directed >>> 1] : segments.to[directed >>> 1]) ?? 0
  for (const { restrictions } of driven) {
    for (const path of restrictions.forbiddenPaths) {
      // What comes between the first and the last segment begins and ends with an edge.
      isKept[tailOf(path[1] ?? 0)] = 1
      isKept[tailOf(path.at(-1) ?? 0)] = 1
    }
  }
  return isKept
}

function arcsByTail({ edgeTail, edgeHead, junctionCount }: Edges): Adjacency {
  const tails = new Uint32Array(edgeTail.length * 2)
  for (let edge = 0; edge < edgeTail.length; edge++) {
    tails[edge * 2] = edgeTail[edge] ?? 0
    tails[edge * 2 + 1] = edgeHead[edge] ?? 0
  }
  return groupBy(tails, junctionCount)
}

function withoutTurns({ edgeTail }: Edges, profileCount: number): BuiltTurns {
  return {
    turns: { offsets: new Uint32Array(edgeTail.length * 2 + 1), items: new Uint32Array(0) },
    costs: Array.from({ length: profileCount }, () => new Uint16Array(0)),
    copiedArc: new Uint32Array(0),
  }
}

function* rankSearchNodes(
  edges: Edges,
  hasTurns: boolean,
  copiedArc: Uint32Array,
): Generator<OrderStep, Uint32Array> {
  const { edgeTail, edgeHead, edgeDirections, junctionCount } = edges
  const network = {
    nodeCount: junctionCount,
    edgeFrom: edgeTail,
    edgeTo: edgeHead,
    // What a cut edge adds to a separator: a search node for each direction that is driven.
    edgeCost: edgeDirections.reduce((costs, directions, edge) => {
      costs[edge] = hasTurns && isDrivenAlong(directions) && isDrivenAlong(reversed(directions)) ? 2 : 1
      return costs
    }, new Uint8Array(edgeTail.length)),
    ...junctionPlane(edges),
  }
  if (!hasTurns) return ranksOf(yield* orderNodes(network))
  const arcCount = edgeTail.length * 2
  const copies = Map.groupBy(copiedArc.keys(), (copy) => (copiedArc[copy] ?? 0) >>> 1)
  const rank = new Uint32Array(arcCount + copiedArc.length)
  let place = 0
  for (const edge of yield* orderEdges(network)) {
    rank[2 * edge] = place++
    rank[2 * edge + 1] = place++
    // Copies lead nowhere that their arcs do not: what separates these, separates all.
    for (const copy of copies.get(edge) ?? []) rank[arcCount + copy] = place++
  }
  return rank
}

/** Places by node from an order that names the least important node first. */
function ranksOf(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length)
  for (let place = 0; place < order.length; place++) rank[order[place] ?? 0] = place
  return rank
}

/** Junctions in a plane that is true to distances about the middle of the network. */
function junctionPlane(edges: Edges): { readonly x: Float64Array; readonly y: Float64Array } {
  const { edgeTail, edgeHead, edgePoints, pointLon, pointLat, junctionCount } = edges
  const x = new Float64Array(junctionCount)
  const y = new Float64Array(junctionCount)
  const shrink = Math.cos((((pointLat[pointLat.length >>> 1] ?? 0) / unitsPerDegree) * Math.PI) / 180)
  const place = (junction: number, point: number): void => {
    x[junction] = (pointLon[point] ?? 0) * shrink
    y[junction] = pointLat[point] ?? 0
  }
  for (let edge = 0; edge < edgeTail.length; edge++) {
    place(edgeTail[edge] ?? 0, edgePoints[edge] ?? 0)
    place(edgeHead[edge] ?? 0, (edgePoints[edge + 1] ?? 0) - 1)
  }
  return { x, y }
}
