import { indexOfId } from '../osm/osm-data.ts'
import type { OsmData, OsmRelation } from '../osm/osm-data.ts'
import type { Profile } from '../profiles/profile.ts'
import { directionsOf } from './build-segments.ts'
import type { DirectedSegment, SegmentGraph } from './build-segments.ts'
import { alongBit } from './directions.ts'
import { viaPaths } from './via-paths.ts'
import type { ViaPath } from './via-paths.ts'

export interface TurnRestrictions {
  /** Relations that forbid something. */
  readonly relationsUsed: number
  /** Directed segments that may not be driven one right after the other: two that meet at a via node, more over via ways. */
  readonly forbiddenPaths: readonly (readonly DirectedSegment[])[]
  /** How many of them are two segments. */
  readonly pairCount: number
}

/**
 * What `type=restriction` relations forbid one profile. `no_*` forbids to come from a `from` way over the via node or the via ways into
 * a `to` way, `only_*` to come from there into any other, where a usable one is named.
 */
export function readTurnRestrictions(
  osm: OsmData,
  graph: SegmentGraph,
  profile: Profile,
  profileIndex: number,
): TurnRestrictions {
  const forbidden = new Map<string, readonly DirectedSegment[]>()
  const isBound = profile.turnRestrictions !== false
  const relations = isBound ? osm.relations.filter(({ tags }) => tags['type'] === 'restriction') : []
  const network = relations.length > 0 && {
    osm,
    graph,
    nodeOfOsm: graphNodes(osm, graph),
    bit: alongBit(profileIndex),
  }
  let relationsUsed = 0
  for (const relation of relations) {
    const paths = network && holdsFor(profile, relation) ? forbiddenByRelation(relation, network) : []
    if (paths.length > 0) relationsUsed++
    for (const path of paths) forbidden.set(path.join(), path)
  }
  const forbiddenPaths = [...forbidden.values()]
  return {
    relationsUsed,
    forbiddenPaths,
    pairCount: forbiddenPaths.filter(({ length }) => length === 2).length,
  }
}

function holdsFor({ turnRestrictions, accessKeys }: Profile, { tags, members }: OsmRelation): boolean {
  // Its own tags a mode may be excepted by; `access` names no mode.
  const exceptions = accessKeys.filter((key) => key !== 'access')
  if ((tags['except'] ?? '').split(';').some((mode) => exceptions.includes(mode.trim()))) return false
  return (
    turnRestrictions !== 'at-nodes' || members.some(({ type, role }) => role === 'via' && type === 'node')
  )
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
  network: DrivenNetwork,
): readonly (readonly DirectedSegment[])[] {
  const { osm, graph, bit } = network
  const kind = tags['restriction'] ?? ''
  if (!(kind.startsWith('no_') || kind.startsWith('only_'))) return []
  const waysOf = (wanted: string): Set<number> =>
    new Set(
      members
        .filter(({ type, role }) => type === 'way' && role === wanted)
        .map(({ ref }) => indexOfId(osm.wayIds, ref)),
    )
  const fromWays = waysOf('from')
  const toWays = waysOf('to')
  const wayOf = (directed: DirectedSegment): number => graph.way[directed >>> 1] ?? 0
  const isDriven = (directed: DirectedSegment): boolean => (directionsOf(graph, directed) & bit) !== 0
  const segmentsAt = (node: number): readonly DirectedSegment[] => {
    const { offsets, items } = graph.incident
    return [...items.subarray(offsets[node] ?? 0, offsets[node + 1] ?? 0)]
  }
  return viasOf(members, network).flatMap(({ start, end, segments }) => {
    const arriving = segmentsAt(start)
      .map((directed) => directed ^ 1)
      .filter((directed) => isDriven(directed) && fromWays.has(wayOf(directed)))
    const leaving = segmentsAt(end).filter(isDriven)
    const isNamed = (to: DirectedSegment): boolean => toWays.has(wayOf(to))
    if (kind.startsWith('only_') && !leaving.some(isNamed)) return []
    return arriving.flatMap((from) => {
      const last = wayOf(segments.at(-1) ?? from)
      const forbidden = kind.startsWith('only_')
        ? leaving.filter((to) => !isNamed(to))
        : leaving.filter((to) => isNamed(to) && wayOf(to) !== last)
      return forbidden.map((to) => [from, ...segments, to])
    })
  })
}

/** The one via node, or the path of the via ways; none where it is neither. */
function viasOf(
  members: OsmRelation['members'],
  { osm, graph, nodeOfOsm, bit }: DrivenNetwork,
): readonly ViaPath[] {
  const vias = members.filter(({ role }) => role === 'via')
  const [via] = vias
  if (vias.length === 1 && via?.type === 'node') {
    const node = nodeOfOsm[indexOfId(osm.nodeIds, via.ref)] ?? -1
    return node < 0 ? [] : [{ start: node, end: node, segments: [] }]
  }
  if (vias.some(({ type }) => type !== 'way')) return []
  return viaPaths(
    graph,
    vias.map(({ ref }) => indexOfId(osm.wayIds, ref)),
    bit,
  )
}
