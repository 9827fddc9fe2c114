import type { RoadNetwork } from '../graph/road-network.ts'
import { shortWay } from '../graph/short-way.ts'

/** A place on an edge: `at` counts points of the network, so `17.25` is a quarter of the way from point 17 to point 18. */
export interface EdgePosition {
  readonly edge: number
  readonly at: number
  /** The only heading in which trips pass it, from the edge's tail to its head or against; both when absent. */
  readonly heading?: 'along' | 'against' | undefined
}

export type Coordinates = readonly [lon: number, lat: number]

/** The junction that a position is exactly at, if any. */
export function junctionAt(network: RoadNetwork, { edge, at }: EdgePosition): number | undefined {
  if (at === network.edgePoints[edge]) return network.edgeTail[edge]
  if (at === (network.edgePoints[edge + 1] ?? 0) - 1) return network.edgeHead[edge]
  return undefined
}

/** Of a place, in 1e-7 degrees. */
export function coordinateAt({ pointLon, pointLat }: RoadNetwork, at: number): Coordinates {
  return [longitudeAt(pointLon, at), latitudeAt(pointLat, at)]
}

/** In whole units at points and between them elsewhere, across the 180th meridian where a segment crosses it. */
export function longitudeAt(lons: Int32Array, at: number): number {
  const point = Math.floor(at)
  const lon = lons[point] ?? 0
  return point === at ? lon : shortWay(lon + (at - point) * shortWay((lons[point + 1] ?? 0) - lon))
}

export function latitudeAt(lats: Int32Array, at: number): number {
  const point = Math.floor(at)
  const lat = lats[point] ?? 0
  return point === at ? lat : lat + (at - point) * ((lats[point + 1] ?? 0) - lat)
}
