import type { Seed } from '../hierarchy/upward-search.ts'
import type { RoadGraph } from './build-road-graph.ts'
import { backwardBit, forwardBit } from './build-segments.ts'

/** A place on an edge: `at` counts points of the graph, so `17.25` is a quarter of the way from point 17 to point 18. */
export interface EdgePosition {
  readonly edge: number
  readonly at: number
}

/** A seed of a search and the end of the edge that it stands for. */
export interface EdgeSeed extends Seed {
  /** Position of the junction on the edge. */
  readonly junctionAt: number
}

/** Time and length between two places on one edge. */
export interface Piece {
  readonly weight: number
  readonly length: number
}

/** The junctions that a trip from this place may come to first, with what it costs to get there. `rank` maps junctions to search nodes. */
export function departures(graph: RoadGraph, rank: Uint32Array, position: EdgePosition): readonly EdgeSeed[] {
  return seeds(graph, rank, position, { toHead: forwardBit, toTail: backwardBit })
}

/** The junctions that a trip to this place may come from last, with what it costs from there. */
export function arrivals(graph: RoadGraph, rank: Uint32Array, position: EdgePosition): readonly EdgeSeed[] {
  return seeds(graph, rank, position, { toHead: backwardBit, toTail: forwardBit })
}

/** The way from one place to another along their common edge, or undefined where one-way forbids it or the edges differ. */
export function alongEdge(graph: RoadGraph, from: EdgePosition, to: EdgePosition): Piece | undefined {
  if (from.edge !== to.edge) return undefined
  const needed = to.at > from.at ? forwardBit : to.at < from.at ? backwardBit : 0
  if (((graph.edgeDirections[from.edge] ?? 0) & needed) !== needed) return undefined
  return piece(graph, from.at, to.at)
}

/** Coordinates from one place to another along an edge, in 1e-7 degrees as `[lon, lat]`, both ends included. */
export function edgeGeometry(
  graph: RoadGraph,
  fromAt: number,
  toAt: number,
): readonly (readonly [number, number])[] {
  const low = Math.min(fromAt, toAt)
  const high = Math.max(fromAt, toAt)
  const line = [coordinateAt(graph, low)]
  for (let point = Math.floor(low) + 1; point < high; point++) line.push(coordinateAt(graph, point))
  line.push(coordinateAt(graph, high))
  return fromAt <= toAt ? line : line.reverse()
}

function coordinateAt({ pointLon, pointLat }: RoadGraph, at: number): readonly [number, number] {
  return [valueAt(pointLon, at), valueAt(pointLat, at)]
}

function seeds(
  graph: RoadGraph,
  rank: Uint32Array,
  { edge, at }: EdgePosition,
  bits: { readonly toHead: number; readonly toTail: number },
): readonly EdgeSeed[] {
  const first = graph.edgePoints[edge] ?? 0
  const last = (graph.edgePoints[edge + 1] ?? 0) - 1
  const directions = graph.edgeDirections[edge] ?? 0
  const tail = rank[graph.edgeTail[edge] ?? 0] ?? 0
  const head = rank[graph.edgeHead[edge] ?? 0] ?? 0
  // On a junction every road that meets there is open, whatever this edge allows.
  if (at === first) return [{ node: tail, weight: 0, length: 0, junctionAt: first }]
  if (at === last) return [{ node: head, weight: 0, length: 0, junctionAt: last }]
  const found: EdgeSeed[] = []
  if ((directions & bits.toHead) !== 0)
    found.push({ node: head, ...piece(graph, at, last), junctionAt: last })
  if ((directions & bits.toTail) !== 0)
    found.push({ node: tail, ...piece(graph, at, first), junctionAt: first })
  return found
}

function piece({ pointTimeS, pointLengthM }: RoadGraph, from: number, to: number): Piece {
  return {
    weight: Math.abs(valueAt(pointTimeS, to) - valueAt(pointTimeS, from)),
    length: Math.abs(valueAt(pointLengthM, to) - valueAt(pointLengthM, from)),
  }
}

function valueAt(values: Float64Array | Int32Array, at: number): number {
  const point = Math.floor(at)
  const value = values[point] ?? 0
  if (point === at) return value
  return value + (at - point) * ((values[point + 1] ?? 0) - value)
}
