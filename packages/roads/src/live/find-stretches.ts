import type { RoadNetwork } from '../graph/road-network.ts'
import { indexOfId, unitsPerDegree } from '../osm/osm-data.ts'

/** A place on a way, in degrees. */
export interface PlaceOnWay {
  readonly wayId: number
  readonly lon: number
  readonly lat: number
}

/** The part of a way between two junctions: points `first` to `last` of the network, both included. */
export interface Stretch {
  /** Index of the way. */
  readonly way: number
  readonly first: number
  readonly last: number
  /** Whether the points run against the way as it is drawn. */
  readonly isAgainstDrawing: boolean
}

/**
 * For each place the part between junctions of its way that passes nearest to it; undefined where the network does not have the
 * way. O(points) for all places together.
 */
export function findStretches(
  network: RoadNetwork,
  places: readonly PlaceOnWay[],
): readonly (Stretch | undefined)[] {
  return nearestSegments(network, places).map((segment) =>
    segment < 0 ? undefined : stretchOf(network, segment),
  )
}

/** The segment of the way that is nearest to each place, named by its first point; -1 without the way. */
function nearestSegments(network: RoadNetwork, places: readonly PlaceOnWay[]): readonly number[] {
  const { pointLon, pointLat, pointWay, pointEdge, ways } = network
  const byWay = Map.groupBy(places.keys(), (index) => indexOfId(ways.id, places[index]?.wayId ?? -1))
  byWay.delete(-1)
  const nearest = places.map(() => -1)
  if (byWay.size === 0) return nearest
  const isWanted = new Uint8Array(ways.id.length)
  for (const way of byWay.keys()) isWanted[way] = 1
  const least = new Float64Array(places.length).fill(Infinity)
  for (let point = 0; point + 1 < pointWay.length; point++) {
    const way = (pointWay[point] ?? 0) >>> 1
    if (isWanted[way] !== 1 || pointEdge[point] !== pointEdge[point + 1]) continue
    for (const index of byWay.get(way) ?? []) {
      const { lon = 0, lat = 0 } = places[index] ?? {}
      const shrink = Math.cos((lat * Math.PI) / 180)
      const ax = ((pointLon[point] ?? 0) - lon * unitsPerDegree) * shrink
      const ay = (pointLat[point] ?? 0) - lat * unitsPerDegree
      const dx = ((pointLon[point + 1] ?? 0) - (pointLon[point] ?? 0)) * shrink
      const dy = (pointLat[point + 1] ?? 0) - (pointLat[point] ?? 0)
      const squared = dx * dx + dy * dy
      const share = squared === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared))
      const distance = Math.hypot(ax + share * dx, ay + share * dy)
      if (distance < (least[index] ?? 0)) {
        least[index] = distance
        nearest[index] = point
      }
    }
  }
  return nearest
}

/** As far as the way goes on the edge of this segment: several ways may follow each other between two junctions. */
function stretchOf({ pointEdge, pointWay, edgePoints }: RoadNetwork, segment: number): Stretch {
  const edge = pointEdge[segment] ?? 0
  const way = (pointWay[segment] ?? 0) >>> 1
  const isOfWay = (point: number): boolean => (pointWay[point] ?? 0) >>> 1 === way
  let first = segment
  while (first > (edgePoints[edge] ?? 0) && isOfWay(first - 1)) first--
  let last = segment + 1
  while (last < (edgePoints[edge + 1] ?? 0) - 1 && isOfWay(last)) last++
  return { way, first, last, isAgainstDrawing: ((pointWay[segment] ?? 0) & 1) === 1 }
}
