import { indexOfId } from '../osm/osm-data.ts'
import type { OsmData, OsmRelation } from '../osm/osm-data.ts'
import type { Profile } from '../profiles/profile.ts'
import { directionsOf } from './build-segments.ts'
import type { DirectedSegment, SegmentGraph } from './build-segments.ts'
import { alongBit } from './directions.ts'

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
  const nodeOfOsm = relations.length > 0 ? graphNodes(osm, graph) : undefined
  let relationsUsed = 0
  let pairCount = 0
  for (const relation of relations) {
    const pairs = nodeOfOsm
      ? forbiddenByRelation(relation, { osm, graph, nodeOfOsm, bit: alongBit(profileIndex) }, exceptions)
      : []
    if (pairs.length > 0) relationsUsed++
    for (const [from, to] of pairs) {
      const known = forbidden.get(from) ?? new Set()
      if (!known.has(to)) pairCount++
      forbidden.set(from, known.add(to))
    }
  }
  return { relationsUsed, forbiddenPairs: forbidden, pairCount }
}

/** Graph node by node of the extract, -1 where no road passes. */
function graphNodes(osm: OsmData, { nodeOsm }: SegmentGraph): Int32Array {
  const nodes = new Int32Array(osm.nodeIds.length).fill(-1)
  for (let node = 0; node < nodeOsm.length; node++) nodes[nodeOsm[node] ?? 0] = node
  return nodes
}

interface DrivenNetwork {
  readonly osm: OsmData
  readonly graph: SegmentGraph
  readonly nodeOfOsm: Int32Array
  /** The profile's in `Directions`. */
  readonly bit: number
}

function forbiddenByRelation(
  { tags, members }: OsmRelation,
  { osm, graph, nodeOfOsm, bit }: DrivenNetwork,
  exceptions: readonly string[],
): readonly (readonly [DirectedSegment, DirectedSegment])[] {
  const kind = tags['restriction'] ?? ''
  if (!(kind.startsWith('no_') || kind.startsWith('only_'))) return []
  if ((tags['except'] ?? '').split(';').some((mode) => exceptions.includes(mode.trim()))) return []
  const vias = members.filter(({ role }) => role === 'via')
  const [via] = vias
  if (vias.length !== 1 || via?.type !== 'node') return []
  const node = nodeOfOsm[indexOfId(osm.nodeIds, via.ref)] ?? -1
  if (node < 0) return []
  const waysOf = (wanted: string): Set<number> =>
    new Set(
      members
        .filter(({ type, role }) => type === 'way' && role === wanted)
        .map(({ ref }) => indexOfId(osm.wayIds, ref)),
    )
  const fromWays = waysOf('from')
  const toWays = waysOf('to')
  const wayOf = (directed: DirectedSegment): number => graph.way[directed >>> 1] ?? 0
  const { offsets, items } = graph.incident
  const away = [...items.subarray(offsets[node] ?? 0, offsets[node + 1] ?? 0)]
  const isDriven = (directed: DirectedSegment): boolean => (directionsOf(graph, directed) & bit) !== 0
  const leaving = away.filter(isDriven)
  const arriving = away
    .map((directed) => directed ^ 1)
    .filter((directed) => isDriven(directed) && fromWays.has(wayOf(directed)))
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
