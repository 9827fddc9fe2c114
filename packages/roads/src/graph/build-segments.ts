import { Float64List, Int32List } from '../number-list.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { isBlockedNode } from '../profiles/is-blocked-node.ts'
import type { Profile } from '../profiles/profile.ts'
import { readWay } from '../profiles/read-way.ts'
import { greatCircleM } from './great-circle.ts'

/** Bits of `SegmentGraph.directions`. */
export const forwardBit = 1
export const backwardBit = 2

/** The road network as one profile sees it, before anything is contracted: a segment joins two consecutive way nodes. */
export interface SegmentGraph {
  /** Index into the extract's nodes, by graph node. */
  readonly nodeOsm: Uint32Array
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Way index in the extract. */
  readonly way: Uint32Array
  readonly lengthM: Float64Array
  readonly timeS: Float64Array
  readonly directions: Uint8Array
  /** Ways that the profile uses, also those of which the extract holds a single node. */
  readonly usedWays: number
  readonly directedSegments: number
  /** Graph nodes with a barrier that the profile does not pass. */
  readonly blockedNodes: readonly number[]
}

/**
 * Cuts every used way into segments under the profile's rules. Node references that repeat at once are dropped;
 * lengths are great-circle metres, times are seconds in float64, neither is rounded.
 */
export function buildSegments(osm: OsmData, profile: Profile): SegmentGraph {
  const graphNode = new Int32Array(osm.nodeIds.length).fill(-1)
  const nodeOsm = new Int32List()
  const from = new Int32List()
  const to = new Int32List()
  const way = new Int32List()
  const lengthM = new Float64List()
  const timeS = new Float64List()
  const directions = new Int32List()
  let usedWays = 0
  let directedSegments = 0

  const nodeAt = (osmNode: number): number => {
    const known = graphNode[osmNode] ?? -1
    if (known >= 0) return known
    graphNode[osmNode] = nodeOsm.length
    nodeOsm.push(osmNode)
    return nodeOsm.length - 1
  }

  osm.wayTags.forEach((tags, wayIndex) => {
    const use = readWay(profile, tags, () => wayLengthM(osm, wayIndex))
    if (!use) return
    usedWays++
    const metresPerSecond = (use.forwardKmh || use.backwardKmh) / 3.6
    const bits = (use.forwardKmh > 0 ? forwardBit : 0) | (use.backwardKmh > 0 ? backwardBit : 0)
    const end = osm.wayOffsets[wayIndex + 1] ?? 0
    let previous = osm.wayRefs[osm.wayOffsets[wayIndex] ?? 0] ?? 0
    for (let at = (osm.wayOffsets[wayIndex] ?? 0) + 1; at < end; at++) {
      const current = osm.wayRefs[at] ?? 0
      if (current === previous) continue
      const metres = segmentLength(osm, previous, current)
      from.push(nodeAt(previous))
      to.push(nodeAt(current))
      way.push(wayIndex)
      lengthM.push(metres)
      timeS.push(metres / metresPerSecond)
      directions.push(bits)
      directedSegments += bits === (forwardBit | backwardBit) ? 2 : 1
      previous = current
    }
  })

  return {
    nodeOsm: new Uint32Array(nodeOsm.toArray().buffer),
    from: new Uint32Array(from.toArray().buffer),
    to: new Uint32Array(to.toArray().buffer),
    way: new Uint32Array(way.toArray().buffer),
    lengthM: lengthM.toArray(),
    timeS: timeS.toArray(),
    directions: Uint8Array.from(directions.toArray()),
    usedWays,
    directedSegments,
    blockedNodes: blockedNodes(osm, profile, graphNode),
  }
}

function wayLengthM(osm: OsmData, way: number): number {
  let metres = 0
  for (let at = (osm.wayOffsets[way] ?? 0) + 1; at < (osm.wayOffsets[way + 1] ?? 0); at++) {
    metres += segmentLength(osm, osm.wayRefs[at - 1] ?? 0, osm.wayRefs[at] ?? 0)
  }
  return metres
}

function segmentLength(osm: OsmData, a: number, b: number): number {
  return greatCircleM(
    (osm.nodeLon[a] ?? 0) / unitsPerDegree,
    (osm.nodeLat[a] ?? 0) / unitsPerDegree,
    (osm.nodeLon[b] ?? 0) / unitsPerDegree,
    (osm.nodeLat[b] ?? 0) / unitsPerDegree,
  )
}

function blockedNodes(osm: OsmData, profile: Profile, graphNode: Int32Array): readonly number[] {
  const blocked: number[] = []
  for (const [osmNode, tags] of osm.nodeTags) {
    const node = graphNode[osmNode] ?? -1
    if (node >= 0 && isBlockedNode(profile, tags)) blocked.push(node)
  }
  return blocked
}
