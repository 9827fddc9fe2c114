import type { OsmData } from '../osm/osm-data.ts'
import { Float64List, Int32List } from '../number-list.ts'
import type { Adjacency } from './adjacency.ts'
import { groupBy } from './adjacency.ts'
import { backwardBit, forwardBit } from './build-segments.ts'
import type { SegmentGraph } from './build-segments.ts'

/**
 * Roads between junctions. An edge is a chain of segments; the nodes inside it have no choice to offer, so only
 * junctions take part in the search, while positions and geometry stay on the segments.
 * Every array is flat, so the graph is stored and shared as it is.
 */
export interface RoadGraph {
  readonly junctionCount: number
  /** Junction at the start and at the end of each edge. */
  readonly edgeTail: Uint32Array
  readonly edgeHead: Uint32Array
  /** `forwardBit` and `backwardBit`; an edge that is driven one way only runs forward. */
  readonly edgeDirections: Uint8Array
  /** 1 where the rest of the map can be reached and left again. */
  readonly edgeConnected: Uint8Array
  /** The points of edge `e` are `edgePoints[e] .. edgePoints[e + 1]`, both junctions included. */
  readonly edgePoints: Uint32Array
  /** 1e-7 degrees. */
  readonly pointLon: Int32Array
  readonly pointLat: Int32Array
  readonly pointEdge: Uint32Array
  /** Way index of the segment that starts at this point; unused on an edge's last point. */
  readonly pointWay: Uint32Array
  /** Seconds and metres from the start of the edge. */
  readonly pointTimeS: Float64Array
  readonly pointLengthM: Float64Array
}

/**
 * Contracts chains of segments between junctions into edges. `component` numbers the well-connected part each graph node
 * belongs to, 0 for none. O(segments).
 */
export function buildRoadGraph(osm: OsmData, segments: SegmentGraph, component: Uint32Array): RoadGraph {
  const incident = incidentSegments(segments)
  const junction = numberJunctions(segments, incident)
  const chains = new ChainWriter(osm, segments)
  const isUsed = new Uint8Array(segments.from.length)

  const walkFrom = (start: number): void => {
    for (let at = incident.offsets[start] ?? 0; at < (incident.offsets[start + 1] ?? 0); at++) {
      const segment = segmentOf(incident.items[at] ?? 0)
      if (isUsed[segment] === 1) continue
      chains.write(followChain(segments, incident, junction, isUsed, start, segment), junction)
    }
  }
  for (let node = 0; node < junction.length; node++) if ((junction[node] ?? -1) >= 0) walkFrom(node)
  // What is left are rings that touch no junction: any of their nodes serves as one.
  let junctionCount = junction.reduce((count, number) => Math.max(count, number + 1), 0)
  for (let segment = 0; segment < isUsed.length; segment++) {
    if (isUsed[segment] === 1) continue
    const node = segments.from[segment] ?? 0
    junction[node] = junctionCount++
    walkFrom(node)
  }
  return chains.finish(junctionCount, component)
}

interface Chain {
  /** Graph nodes along the chain and the segments between them. */
  readonly nodes: readonly number[]
  readonly segments: readonly number[]
  /** Directions as seen along `nodes`. */
  readonly directions: number
}

/** Segment ends by node: item `2s` is segment s at its `from`, `2s + 1` at its `to`. */
function incidentSegments(segments: SegmentGraph): Adjacency {
  const keys = new Uint32Array(segments.from.length * 2)
  for (let segment = 0; segment < segments.from.length; segment++) {
    keys[segment * 2] = segments.from[segment] ?? 0
    keys[segment * 2 + 1] = segments.to[segment] ?? 0
  }
  return groupBy(keys, segments.nodeOsm.length)
}

function segmentOf(end: number): number {
  return end >>> 1
}

/** A number for every junction, -1 for the nodes inside a chain. */
function numberJunctions(segments: SegmentGraph, incident: Adjacency): Int32Array {
  const junction = new Int32Array(segments.nodeOsm.length)
  let count = 0
  for (let node = 0; node < junction.length; node++) {
    junction[node] = isInsideChain(segments, incident, node) ? -1 : count++
  }
  return junction
}

/** Two segments meet here and what may come in by one may leave by the other, in the same directions. */
function isInsideChain(segments: SegmentGraph, incident: Adjacency, node: number): boolean {
  const at = incident.offsets[node] ?? 0
  if ((incident.offsets[node + 1] ?? 0) - at !== 2) return false
  const first = incident.items[at] ?? 0
  const second = incident.items[at + 1] ?? 0
  if (segmentOf(first) === segmentOf(second)) return false
  const away = directionsFromEnd(segments, first)
  return reversed(away) === directionsFromEnd(segments, second)
}

/** Directions of a segment as seen when leaving the node at this end. */
function directionsFromEnd(segments: SegmentGraph, end: number): number {
  const directions = segments.directions[segmentOf(end)] ?? 0
  return end % 2 === 0 ? directions : reversed(directions)
}

function reversed(directions: number): number {
  return ((directions & forwardBit) << 1) | ((directions & backwardBit) >> 1)
}

function followChain(
  segments: SegmentGraph,
  incident: Adjacency,
  junction: Int32Array,
  isUsed: Uint8Array,
  start: number,
  first: number,
): Chain {
  const nodes = [start]
  const path: number[] = []
  let node = start
  let segment = first
  const directions =
    segments.from[first] === start
      ? (segments.directions[first] ?? 0)
      : reversed(segments.directions[first] ?? 0)
  for (;;) {
    isUsed[segment] = 1
    path.push(segment)
    node = segments.from[segment] === node ? (segments.to[segment] ?? 0) : (segments.from[segment] ?? 0)
    nodes.push(node)
    if ((junction[node] ?? -1) >= 0) return { nodes, segments: path, directions }
    const at = incident.offsets[node] ?? 0
    const one = segmentOf(incident.items[at] ?? 0)
    segment = one === segment ? segmentOf(incident.items[at + 1] ?? 0) : one
  }
}

class ChainWriter {
  readonly #osm: OsmData
  readonly #segments: SegmentGraph
  readonly #tail = new Int32List()
  readonly #head = new Int32List()
  readonly #directions = new Int32List()
  readonly #tailNode = new Int32List()
  readonly #headNode = new Int32List()
  readonly #points = new Int32List()
  readonly #lon = new Int32List()
  readonly #lat = new Int32List()
  readonly #edge = new Int32List()
  readonly #way = new Int32List()
  readonly #time = new Float64List()
  readonly #length = new Float64List()

  constructor(osm: OsmData, segments: SegmentGraph) {
    this.#osm = osm
    this.#segments = segments
  }

  write(chain: Chain, junction: Int32Array): void {
    const isBackwardOnly = chain.directions === backwardBit
    const nodes = isBackwardOnly ? chain.nodes.toReversed() : chain.nodes
    const segments = isBackwardOnly ? chain.segments.toReversed() : chain.segments
    const edge = this.#tail.length
    const tailNode = nodes[0] ?? 0
    const headNode = nodes.at(-1) ?? 0
    this.#tail.push(junction[tailNode] ?? 0)
    this.#head.push(junction[headNode] ?? 0)
    this.#tailNode.push(tailNode)
    this.#headNode.push(headNode)
    this.#directions.push(isBackwardOnly ? forwardBit : chain.directions)
    this.#points.push(this.#lon.length)
    let time = 0
    let length = 0
    nodes.forEach((node, index) => {
      const osmNode = this.#segments.nodeOsm[node] ?? 0
      const segment = segments[Math.min(index, segments.length - 1)] ?? 0
      this.#lon.push(this.#osm.nodeLon[osmNode] ?? 0)
      this.#lat.push(this.#osm.nodeLat[osmNode] ?? 0)
      this.#edge.push(edge)
      this.#way.push(this.#segments.way[segment] ?? 0)
      this.#time.push(time)
      this.#length.push(length)
      time += this.#segments.timeS[segment] ?? 0
      length += this.#segments.lengthM[segment] ?? 0
    })
  }

  finish(junctionCount: number, component: Uint32Array): RoadGraph {
    this.#points.push(this.#lon.length)
    const tailNode = this.#tailNode.toArray()
    const headNode = this.#headNode.toArray()
    return {
      junctionCount,
      edgeTail: unsigned(this.#tail),
      edgeHead: unsigned(this.#head),
      edgeDirections: Uint8Array.from(this.#directions.toArray()),
      edgeConnected: Uint8Array.from(tailNode, (node, edge) => {
        const part = component[node] ?? 0
        return part !== 0 && part === component[headNode[edge] ?? 0] ? 1 : 0
      }),
      edgePoints: unsigned(this.#points),
      pointLon: this.#lon.toArray(),
      pointLat: this.#lat.toArray(),
      pointEdge: unsigned(this.#edge),
      pointWay: unsigned(this.#way),
      pointTimeS: this.#time.toArray(),
      pointLengthM: this.#length.toArray(),
    }
  }
}

function unsigned(list: Int32List): Uint32Array {
  return new Uint32Array(list.toArray().buffer)
}
