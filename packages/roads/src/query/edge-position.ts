import type { RoadNetwork } from '../graph/road-network.ts'

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
  return [valueAt(pointLon, at), valueAt(pointLat, at)]
}

/** Of a column of coordinates, in whole units at points and between them elsewhere. */
export function valueAt(values: Int32Array, at: number): number {
  const point = Math.floor(at)
  const value = values[point] ?? 0
  if (point === at) return value
  return value + (at - point) * ((values[point + 1] ?? 0) - value)
}
