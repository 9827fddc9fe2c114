import type { OsmData } from '../osm/osm-data.ts'
import { isBlockedNode } from '../profiles/is-blocked-node.ts'
import type { Profile } from '../profiles/profile.ts'
import type { SegmentGraph } from './build-segments.ts'
import { connectedComponents } from './connected-components.ts'
import { againstBit, alongBit } from './directions.ts'
import type { TurnRestrictions } from './read-turn-restrictions.ts'
import type { WayUses } from './way-uses.ts'

/** What one profile finds in an extract, under the names of the reference statistics. */
export interface RoadCounts {
  readonly nodes: number
  readonly directed_segments: number
  readonly ways: number
  readonly refs_missing_from_extract: number
  readonly blocked_nodes: number
  readonly restriction_relations_used: number
  readonly forbidden_turn_pairs: number
  /** Without regard to turns and barriers. */
  readonly largest_scc_nodes: number
}

export function countRoads(
  osm: OsmData,
  segments: SegmentGraph,
  profile: Profile,
  index: number,
  restrictions: TurnRestrictions,
  uses: WayUses | undefined,
): RoadCounts {
  const nodeCount = segments.nodeOsm.length
  const isUsed = new Uint8Array(nodeCount)
  const from = new Uint32Array(segments.from.length * 2)
  const to = new Uint32Array(segments.from.length * 2)
  let arcs = 0
  for (let segment = 0; segment < segments.from.length; segment++) {
    const directions = segments.directions[segment] ?? 0
    const [tail, head] = [segments.from[segment] ?? 0, segments.to[segment] ?? 0]
    if ((directions & (alongBit(index) | againstBit(index))) === 0) continue
    isUsed[tail] = 1
    isUsed[head] = 1
    if ((directions & alongBit(index)) !== 0) {
      from[arcs] = tail
      to[arcs++] = head
    }
    if ((directions & againstBit(index)) !== 0) {
      from[arcs] = head
      to[arcs++] = tail
    }
  }
  const { sizes, largest } = connectedComponents(nodeCount, from.subarray(0, arcs), to.subarray(0, arcs))
  let nodes = 0
  let blocked = 0
  for (let node = 0; node < nodeCount; node++) {
    if (isUsed[node] !== 1) continue
    nodes++
    const tags = osm.nodeTags.get(segments.nodeOsm[node] ?? 0)
    if (tags && isBlockedNode(profile, tags)) blocked++
  }
  return {
    nodes,
    directed_segments: arcs,
    ways:
      uses?.forwardKmh.reduce(
        (count, speed, way) => count + (speed > 0 || (uses.backwardKmh[way] ?? 0) > 0 ? 1 : 0),
        0,
      ) ?? 0,
    refs_missing_from_extract: osm.refsMissing,
    blocked_nodes: blocked,
    restriction_relations_used: restrictions.relationsUsed,
    forbidden_turn_pairs: restrictions.pairCount,
    largest_scc_nodes: sizes[largest] ?? 0,
  }
}
