import { indexOfId } from '../osm/osm-data.ts'
import type { OsmData, OsmRelation } from '../osm/osm-data.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Adjacency } from './adjacency.ts'
import { groupBy } from './adjacency.ts'
import type { SegmentGraph } from './build-segments.ts'
import { againstBit, alongBit } from './directions.ts'

/** A segment driven in one direction: `2s` along segment s, `2s + 1` against it. */
export type DirectedSegment = number

export interface TurnRestrictions {
  /** Relations that forbid at least one pair. */
  readonly relationsUsed: number
  /** Directed segments that may not follow each other at the node where they meet. */
  readonly forbiddenPairs: ReadonlyMap<DirectedSegment, ReadonlySet<DirectedSegment>>
  readonly pairCount: number
}

/**
 * The turns that `type=restriction` relations forbid one profile at a via node. `no_*` forbids each from-to pair between
 * different ways; `only_*` forbids every other way out, where a usable one is named.
 */
export function readTurnRestrictions(
  osm: OsmData,
  graph: SegmentGraph,
  profile: Profile,
  profileIndex: number,
): TurnRestrictions {
  const forbidden = new Map<DirectedSegment, Set<DirectedSegment>>()
  const isBound = profile.turnRestrictions
  const relations = isBound ? osm.relations.filter(({ tags }) => tags['type'] === 'restriction') : []
  // Its own tags a mode may be excepted by; `access` names no mode.
  const exceptions = profile.accessKeys.filter((key) => key !== 'access')
  const network = relations.length > 0 ? directedNetwork(osm, graph, profileIndex) : undefined
  let relationsUsed = 0
  let pairCount = 0
  for (const relation of relations) {
    const pairs = network ? forbiddenByRelation(relation, osm, network, exceptions) : []
    if (pairs.length > 0) relationsUsed++
    for (const [from, to] of pairs) {
      const known = forbidden.get(from) ?? new Set()
      if (!known.has(to)) pairCount++
      forbidden.set(from, known.add(to))
    }
  }
  return { relationsUsed, forbiddenPairs: forbidden, pairCount }
}

interface DirectedNetwork {
  readonly graph: SegmentGraph
  readonly graphNode: ReadonlyMap<number, number>
  /** Directed segments by the node they start at and by the node they end at. */
  readonly out: Adjacency
  readonly in: Adjacency
}

function directedNetwork(osm: OsmData, graph: SegmentGraph, profileIndex: number): DirectedNetwork {
  const nodeCount = graph.nodeOsm.length
  const starts = new Uint32Array(graph.from.length * 2)
  const ends = new Uint32Array(graph.from.length * 2)
  const [alongMask, againstMask] = [alongBit(profileIndex), againstBit(profileIndex)]
  graph.from.forEach((from, segment) => {
    const to = graph.to[segment] ?? 0
    const directions = graph.directions[segment] ?? 0
    // A direction that may not be driven is filed under a node that does not exist.
    const along = (directions & alongMask) !== 0
    const against = (directions & againstMask) !== 0
    starts[segment * 2] = along ? from : nodeCount
    ends[segment * 2] = along ? to : nodeCount
    starts[segment * 2 + 1] = against ? to : nodeCount
    ends[segment * 2 + 1] = against ? from : nodeCount
  })
  const graphNode = new Map<number, number>()
  graph.nodeOsm.forEach((osmNode, node) => graphNode.set(osm.nodeIds[osmNode] ?? 0, node))
  return { graph, graphNode, out: groupBy(starts, nodeCount + 1), in: groupBy(ends, nodeCount + 1) }
}

function forbiddenByRelation(
  { tags, members }: OsmRelation,
  osm: OsmData,
  network: DirectedNetwork,
  exceptions: readonly string[],
): readonly (readonly [DirectedSegment, DirectedSegment])[] {
  const kind = tags['restriction'] ?? ''
  if (!(kind.startsWith('no_') || kind.startsWith('only_'))) return []
  if ((tags['except'] ?? '').split(';').some((mode) => exceptions.includes(mode.trim()))) return []
  const vias = members.filter(({ role }) => role === 'via')
  const [via] = vias
  if (vias.length !== 1 || via?.type !== 'node') return []
  const node = network.graphNode.get(via.ref)
  if (node === undefined) return []
  const waysOf = (wanted: string): Set<number> =>
    new Set(
      members
        .filter(({ type, role }) => type === 'way' && role === wanted)
        .map(({ ref }) => indexOfId(osm.wayIds, ref)),
    )
  const fromWays = waysOf('from')
  const toWays = waysOf('to')
  const wayOf = (directed: DirectedSegment): number => network.graph.way[directed >>> 1] ?? 0
  const arriving = at(network.in, node).filter((directed) => fromWays.has(wayOf(directed)))
  const leaving = at(network.out, node)
  if (kind.startsWith('no_')) {
    return arriving.flatMap((from) =>
      leaving
        .filter((to) => toWays.has(wayOf(to)) && wayOf(to) !== wayOf(from))
        .map((to) => [from, to] as const),
    )
  }
  if (!leaving.some((to) => toWays.has(wayOf(to)))) return []
  return arriving.flatMap((from) =>
    leaving.filter((to) => !toWays.has(wayOf(to))).map((to) => [from, to] as const),
  )
}

function at({ offsets, items }: Adjacency, node: number): readonly number[] {
  return [...items.subarray(offsets[node] ?? 0, offsets[node + 1] ?? 0)]
}
