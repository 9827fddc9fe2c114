import type { RoadNetwork } from '../graph/road-network.ts'
import { wayText } from '../graph/ways.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { findStretches } from './find-stretches.ts'
import type { CheckedPlace } from './road-change.ts'

/** Bits by point for the segment that starts there. */
export const segmentBits = { along: 1, against: 2 } as const
const both = segmentBits.along | segmentBits.against

/** Which segments a place means, and in which of the edge's directions. O(points). */
export function findSegments(network: RoadNetwork, place: CheckedPlace): Uint8Array {
  const found = new Uint8Array(network.pointLon.length).fill(both)
  // The last point of an edge starts no segment.
  for (let edge = 0; edge + 1 < network.edgePoints.length; edge++)
    found[(network.edgePoints[edge + 1] ?? 0) - 1] = 0
  if (place.classes) keepClasses(network, place.classes, found)
  if (place.area) keepArea(network, place.area, found)
  if (place.roads) keepRoads(network, place.roads, found)
  return found
}

function keepClasses(network: RoadNetwork, classes: readonly string[], found: Uint8Array): void {
  const { ways, pointWay } = network
  const isWanted = new Map<number, boolean>()
  const wanted = (way: number): boolean => {
    const text = ways.roadClass[way] ?? 0
    const known = isWanted.get(text) ?? classes.includes(wayText(ways, ways.roadClass, way))
    isWanted.set(text, known)
    return known
  }
  for (let point = 0; point < found.length; point++) {
    if (found[point] !== 0 && !wanted((pointWay[point] ?? 0) >>> 1)) found[point] = 0
  }
}

type Ring = readonly (readonly [number, number])[]

function keepArea({ pointLon, pointLat }: RoadNetwork, area: readonly Ring[], found: Uint8Array): void {
  const rings = area.map((ring) =>
    ring.map(([lon, lat]) => [lon * unitsPerDegree, lat * unitsPerDegree] as const),
  )
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of rings[0] ?? []) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  for (let point = 0; point < found.length; point++) {
    if (found[point] === 0) continue
    const [ax, ay] = [pointLon[point] ?? 0, pointLat[point] ?? 0]
    const [bx, by] = [pointLon[point + 1] ?? 0, pointLat[point + 1] ?? 0]
    const isFar =
      Math.max(ax, bx) < west ||
      Math.min(ax, bx) > east ||
      Math.max(ay, by) < south ||
      Math.min(ay, by) > north
    if (isFar || !(isInside(rings, ax, ay) || rings.some((ring) => crosses(ring, ax, ay, bx, by))))
      found[point] = 0
  }
}

/** Even-odd rule over all rings, so that holes are outside. */
function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [ax = 0, ay = 0] = ring[at] ?? []
      const [bx = 0, by = 0] = ring[before] ?? []
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

function crosses(ring: Ring, ax: number, ay: number, bx: number, by: number): boolean {
  const side = (px: number, py: number, qx: number, qy: number, x: number, y: number): number =>
    Math.sign((qx - px) * (y - py) - (qy - py) * (x - px))
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [px = 0, py = 0] = ring[before] ?? []
    const [qx = 0, qy = 0] = ring[at] ?? []
    if (
      side(px, py, qx, qy, ax, ay) !== side(px, py, qx, qy, bx, by) &&
      side(ax, ay, bx, by, px, py) !== side(ax, ay, bx, by, qx, qy)
    ) {
      return true
    }
  }
  return false
}

/** Keeps the picked roads: of each way the part between junctions that passes nearest to the coordinate. */
function keepRoads(network: RoadNetwork, roads: NonNullable<CheckedPlace['roads']>, found: Uint8Array): void {
  const kept = new Uint8Array(found.length)
  findStretches(network, roads).forEach((stretch, index) => {
    const direction = roads[index]?.direction
    if (!stretch) return
    const bits =
      direction === 'both'
        ? both
        : (direction === 'along') === stretch.isAgainstDrawing
          ? segmentBits.against
          : segmentBits.along
    for (let point = stretch.first; point < stretch.last; point++) kept[point] = (kept[point] ?? 0) | bits
  })
  for (let point = 0; point < found.length; point++) found[point] = (found[point] ?? 0) & (kept[point] ?? 0)
}
