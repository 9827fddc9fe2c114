import { Int32List } from '../number-list.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { Adjacency } from './adjacency.ts'
import { groupBy } from './adjacency.ts'
import { againstBit, alongBit, reversed } from './directions.ts'
import type { Directions } from './directions.ts'
import type { WayUses } from './way-uses.ts'

/** The road network before chains become edges: a segment joins two consecutive nodes of a way that some profile uses. */
export interface SegmentGraph {
  /** Index into the extract's nodes, by graph node. */
  readonly nodeOsm: Uint32Array
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Way index in the extract. */
  readonly way: Uint32Array
  /** `Directions` by segment. */
  readonly directions: Uint32Array
  /** Ends of segments by node, each as the segment driven away from the node. */
  readonly incident: Adjacency
}

/** A segment driven in one direction: `2s` along segment s, `2s + 1` against it. */
export type DirectedSegment = number

/** The directions of a driven segment, seen from where it starts. */
export function directionsOf(
  { directions }: Pick<SegmentGraph, 'directions'>,
  driven: DirectedSegment,
): Directions {
  const along = directions[driven >>> 1] ?? 0
  return (driven & 1) === 0 ? along : reversed(along)
}

/** Cuts every used way into segments. Node references that repeat at once are dropped. */
export function buildSegments(osm: OsmData, uses: readonly WayUses[]): SegmentGraph {
  const graphNode = new Int32Array(osm.nodeIds.length).fill(-1)
  const nodeOsm = new Int32List()
  const from = new Int32List()
  const to = new Int32List()
  const way = new Int32List()
  const directions = new Int32List()
  const nodeAt = (osmNode: number): number => {
    const known = graphNode[osmNode] ?? -1
    if (known >= 0) return known
    graphNode[osmNode] = nodeOsm.length
    nodeOsm.push(osmNode)
    return nodeOsm.length - 1
  }
  for (let index = 0; index < osm.wayIds.length; index++) {
    const bits = wayDirections(uses, index)
    if (bits === 0) continue
    const end = osm.wayOffsets[index + 1] ?? 0
    let previous = osm.wayRefs[osm.wayOffsets[index] ?? 0] ?? 0
    for (let at = (osm.wayOffsets[index] ?? 0) + 1; at < end; at++) {
      const current = osm.wayRefs[at] ?? 0
      if (current === previous) continue
      from.push(nodeAt(previous))
      to.push(nodeAt(current))
      way.push(index)
      directions.push(bits)
      previous = current
    }
  }
  const segments = {
    nodeOsm: nodeOsm.toUint32Array(),
    from: from.toUint32Array(),
    to: to.toUint32Array(),
    way: way.toUint32Array(),
    directions: directions.toUint32Array(),
  }
  return { ...segments, incident: segmentsAt(segments) }
}

function segmentsAt({ nodeOsm, from, to }: Pick<SegmentGraph, 'nodeOsm' | 'from' | 'to'>): Adjacency {
  const starts = new Uint32Array(from.length * 2)
  for (let segment = 0; segment < from.length; segment++) {
    starts[segment * 2] = from[segment] ?? 0
    starts[segment * 2 + 1] = to[segment] ?? 0
  }
  return groupBy(starts, nodeOsm.length)
}

function wayDirections(uses: readonly WayUses[], way: number): number {
  let bits = 0
  uses.forEach(({ forwardKmh, backwardKmh }, profile) => {
    if ((forwardKmh[way] ?? 0) > 0) bits |= alongBit(profile)
    if ((backwardKmh[way] ?? 0) > 0) bits |= againstBit(profile)
  })
  return bits
}
