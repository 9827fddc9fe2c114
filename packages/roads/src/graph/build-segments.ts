import { Int32List } from '../number-list.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { againstBit, alongBit } from './directions.ts'
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
  return {
    nodeOsm: nodeOsm.toUint32Array(),
    from: from.toUint32Array(),
    to: to.toUint32Array(),
    way: way.toUint32Array(),
    directions: directions.toUint32Array(),
  }
}

function wayDirections(uses: readonly WayUses[], way: number): number {
  let bits = 0
  uses.forEach(({ forwardKmh, backwardKmh }, profile) => {
    if ((forwardKmh[way] ?? 0) > 0) bits |= alongBit(profile)
    if ((backwardKmh[way] ?? 0) > 0) bits |= againstBit(profile)
  })
  return bits
}
