import { Int32List } from '../number-list.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { directionsOf } from './build-segments.ts'
import type { DirectedSegment, SegmentGraph } from './build-segments.ts'
import { reversed } from './directions.ts'

/** Chains of segments between junctions: the nodes inside offer no choice to any profile. */
export interface Edges {
  readonly junctionCount: number
  /** Graph node by junction. */
  readonly junctionNode: Uint32Array
  readonly edgeTail: Uint32Array
  readonly edgeHead: Uint32Array
  /** `Directions` from tail to head. */
  readonly edgeDirections: Uint32Array
  /** The points of edge `e` are `edgePoints[e] .. edgePoints[e + 1]`, both junctions included. */
  readonly edgePoints: Uint32Array
  /** 1e-7 degrees. */
  readonly pointLon: Int32Array
  readonly pointLat: Int32Array
  readonly pointEdge: Uint32Array
  /** The segment that starts at this point, as it is driven along the edge; on an edge's last point the one before. */
  readonly pointSegment: Uint32Array
}

/** Joins segments into edges. `isKept` marks nodes that must stay junctions whatever meets there. O(segments). */
export function buildEdges(osm: OsmData, segments: SegmentGraph, isKept: Uint8Array): Edges {
  const nodeCount = segments.nodeOsm.length
  const junction = new Int32Array(nodeCount).fill(-1)
  const junctionNode = new Int32List()
  for (let node = 0; node < nodeCount; node++) {
    if (isKept[node] === 0 && isInsideChain(segments, node)) continue
    junction[node] = junctionNode.length
    junctionNode.push(node)
  }
  const chains = new ChainWriter(osm, segments, junction)
  for (let node = 0; node < nodeCount; node++) if ((junction[node] ?? -1) >= 0) chains.writeFrom(node)
  // What is left are rings that touch no junction: any of their nodes serves as one.
  for (let segment = 0; segment < segments.from.length; segment++) {
    if (chains.isWritten(segment)) continue
    const node = segments.from[segment] ?? 0
    junction[node] = junctionNode.length
    junctionNode.push(node)
    chains.writeFrom(node)
  }
  return chains.finish(junctionNode.toUint32Array())
}

/** Two segments meet here and what may come in by one may leave by the other, in the same directions. */
function isInsideChain(segments: SegmentGraph, node: number): boolean {
  const { incident } = segments
  const at = incident.offsets[node] ?? 0
  if ((incident.offsets[node + 1] ?? 0) - at !== 2) return false
  const first = incident.items[at] ?? 0
  const second = incident.items[at + 1] ?? 0
  // Back to the node before by another segment is a U-turn, which is for the profiles to settle.
  if (endOf(segments, first) === endOf(segments, second)) return false
  return reversed(directionsOf(segments, first)) === directionsOf(segments, second)
}

function endOf({ from, to }: SegmentGraph, driven: DirectedSegment): number {
  return ((driven & 1) === 0 ? to[driven >>> 1] : from[driven >>> 1]) ?? 0
}

class ChainWriter {
  readonly #osm: OsmData
  readonly #segments: SegmentGraph
  readonly #junction: Int32Array
  readonly #isWritten: Uint8Array
  readonly #tail = new Int32List()
  readonly #head = new Int32List()
  readonly #directions = new Int32List()
  readonly #points = new Int32List()
  readonly #lon = new Int32List()
  readonly #lat = new Int32List()
  readonly #edge = new Int32List()
  readonly #segment = new Int32List()

  constructor(osm: OsmData, segments: SegmentGraph, junction: Int32Array) {
    this.#osm = osm
    this.#segments = segments
    this.#junction = junction
    this.#isWritten = new Uint8Array(segments.from.length)
  }

  isWritten(segment: number): boolean {
    return this.#isWritten[segment] === 1
  }

  /** Writes every chain that starts at a junction and is not written from its other end. */
  writeFrom(start: number): void {
    const { offsets, items } = this.#segments.incident
    for (let at = offsets[start] ?? 0; at < (offsets[start + 1] ?? 0); at++) {
      const first = items[at] ?? 0
      if (!this.isWritten(first >>> 1)) this.#write(start, first)
    }
  }

  finish(junctionNode: Uint32Array): Edges {
    this.#points.push(this.#lon.length)
    return {
      junctionCount: junctionNode.length,
      junctionNode,
      edgeTail: this.#tail.toUint32Array(),
      edgeHead: this.#head.toUint32Array(),
      edgeDirections: this.#directions.toUint32Array(),
      edgePoints: this.#points.toUint32Array(),
      pointLon: this.#lon.toArray(),
      pointLat: this.#lat.toArray(),
      pointEdge: this.#edge.toUint32Array(),
      pointSegment: this.#segment.toUint32Array(),
    }
  }

  #write(start: number, first: DirectedSegment): void {
    this.#points.push(this.#lon.length)
    this.#tail.push(this.#junction[start] ?? 0)
    this.#directions.push(directionsOf(this.#segments, first))
    let node = start
    let driven = first
    for (;;) {
      const segment = driven >>> 1
      this.#isWritten[segment] = 1
      this.#writePoint(node, driven)
      node = endOf(this.#segments, driven)
      if ((this.#junction[node] ?? -1) >= 0) break
      driven = this.#next(node, segment)
    }
    this.#writePoint(node, driven)
    this.#head.push(this.#junction[node] ?? 0)
  }

  /** The other segment at a node inside a chain, driven away from it. */
  #next(node: number, segment: number): DirectedSegment {
    const { offsets, items } = this.#segments.incident
    const at = offsets[node] ?? 0
    const one = items[at] ?? 0
    return one >>> 1 === segment ? (items[at + 1] ?? 0) : one
  }

  #writePoint(node: number, segment: DirectedSegment): void {
    const osmNode = this.#segments.nodeOsm[node] ?? 0
    this.#lon.push(this.#osm.nodeLon[osmNode] ?? 0)
    this.#lat.push(this.#osm.nodeLat[osmNode] ?? 0)
    this.#edge.push(this.#tail.length - 1)
    this.#segment.push(segment)
  }
}
