import type { RoadNetwork } from '../graph/road-network.ts'

/** A place on an edge: `at` counts points of the network, so `17.25` is a quarter of the way from point 17 to point 18. */
export interface EdgePosition {
  readonly edge: number
  readonly at: number
}

export type Coordinates = readonly [lon: number, lat: number]

/** The junction that a position is exactly at, if any. */
export function junctionAt(network: RoadNetwork, { edge, at }: EdgePosition): number | undefined {
  if (at === network.edgePoints[edge]) return network.edgeTail[edge]
  if (at === (network.edgePoints[edge + 1] ?? 0) - 1) return network.edgeHead[edge]
  return undefined
}

/** Coordinates from one place to another along an edge, in 1e-7 degrees, both ends included. */
export function edgeGeometry(network: RoadNetwork, fromAt: number, toAt: number): readonly Coordinates[] {
  const low = Math.min(fromAt, toAt)
  const high = Math.max(fromAt, toAt)
  const line = [coordinateAt(network, low)]
  for (let point = Math.floor(low) + 1; point < high; point++) line.push(coordinateAt(network, point))
  line.push(coordinateAt(network, high))
  return fromAt <= toAt ? line : line.reverse()
}

export function coordinateAt({ pointLon, pointLat }: RoadNetwork, at: number): Coordinates {
  return [valueAt(pointLon, at), valueAt(pointLat, at)]
}

function valueAt(values: Int32Array, at: number): number {
  const point = Math.floor(at)
  const value = values[point] ?? 0
  if (point === at) return value
  return value + (at - point) * ((values[point + 1] ?? 0) - value)
}
