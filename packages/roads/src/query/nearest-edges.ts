import { metresPerUnit } from '../graph/great-circle.ts'
import type { RoadNetwork } from '../graph/road-network.ts'
import { fullTurn, shortWay } from '../graph/short-way.ts'
import { edgeBits } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Bearing } from '../region/types.ts'
import type { SegmentGrid } from '../snap/build-segment-grid.ts'
import type { DrivenSegments, NearestSegment } from '../snap/nearest-segment.ts'

export interface NearEdge extends NearestSegment {
  readonly edge: number
  /** `edgeBits.along`, `edgeBits.against` or both: how it may be driven, and in the asked bearing. */
  readonly headings: number
}

export interface NearEdgesOptions {
  readonly count: number
  readonly maxDistanceM: number
  /** How far is looked at first, metres. */
  readonly firstRadiusM: number
  readonly bearing?: Bearing | undefined
  /** Bits of `edgeState` that an edge must have. */
  readonly required: number
}

const bothHeadings = edgeBits.along | edgeBits.against

/**
 * The nearest point of each of the nearest edges, nearest first. Looks in a box around the coordinate that doubles until the edges
 * within it are enough: for the nearest alone `nearestSegment` is quicker.
 */
export function nearestEdges(
  network: RoadNetwork,
  grid: SegmentGrid,
  driven: DrivenSegments,
  lon: number,
  lat: number,
  options: NearEdgesOptions,
): readonly NearEdge[] {
  const probe = new Probe(network, driven, lon, lat, options)
  const [west = 0, south = 0, cellLon = 1, cellLat = 1, columns = 1, rows = 1] = grid.frame
  for (let radiusM = options.firstRadiusM; ; radiusM *= 2) {
    const reachM = Math.min(radiusM, options.maxDistanceM)
    const reachX = reachM / probe.scaleX
    const reachY = reachM / metresPerUnit
    const spanAround = (x: number) =>
      [Math.floor((x - reachX - west) / cellLon), Math.floor((x + reachX - west) / cellLon)] as const
    const [left, right] = spanAround(probe.x)
    // What is near across the 180th meridian lies at the other end of the grid.
    const spans = [[left, right] as const, spanAround(probe.x - Math.sign(probe.x) * fullTurn)]
    const [low, high] = [
      Math.floor((probe.y - reachY - south) / cellLat),
      Math.floor((probe.y + reachY - south) / cellLat),
    ]
    const isAll = left <= 0 && low <= 0 && right >= columns - 1 && high >= rows - 1
    // Beyond the reach there may be nearer ones in cells that were not looked at.
    const limitM = isAll ? options.maxDistanceM : reachM
    const best = new Map<number, NearEdge>()
    for (let row = Math.max(0, low); row <= Math.min(rows - 1, high); row++) {
      for (const [first, last] of spans) {
        for (let column = Math.max(0, first); column <= Math.min(columns - 1, last); column++) {
          const cell = row * columns + column
          for (let at = grid.offsets[cell] ?? 0; at < (grid.offsets[cell + 1] ?? 0); at++) {
            const near = probe.measure(grid.points[at] ?? 0)
            if (
              near &&
              near.distanceM <= limitM &&
              near.distanceM < (best.get(near.edge)?.distanceM ?? Infinity)
            ) {
              best.set(near.edge, near)
            }
          }
        }
      }
    }
    if (best.size >= options.count || reachM < radiusM || isAll) {
      return [...best.values()].toSorted((a, b) => a.distanceM - b.distanceM).slice(0, options.count)
    }
  }
}

/** Measures segments against one coordinate, in a plane at its latitude. */
class Probe {
  readonly x: number
  readonly y: number
  readonly scaleX: number
  readonly #network: RoadNetwork
  readonly #driven: DrivenSegments
  readonly #bearing: Bearing | undefined
  readonly #required: number

  constructor(
    network: RoadNetwork,
    driven: DrivenSegments,
    lon: number,
    lat: number,
    { bearing, required }: NearEdgesOptions,
  ) {
    this.#network = network
    this.#driven = driven
    this.#bearing = bearing
    this.#required = required
    this.x = lon * unitsPerDegree
    this.y = lat * unitsPerDegree
    this.scaleX = metresPerUnit * Math.cos((lat * Math.PI) / 180)
  }

  measure(point: number): NearEdge | undefined {
    const { pointLon, pointLat, pointEdge } = this.#network
    const edge = pointEdge[point] ?? 0
    const { edgeState, delay } = this.#driven
    const state = edgeState[edge] ?? 0
    if ((state & this.#required) !== this.#required) return undefined
    // What is closed just now is as if not driven.
    const open =
      (delay?.along[point] === Infinity ? 0 : edgeBits.along) |
      (delay?.against[point] === Infinity ? 0 : edgeBits.against)
    const ax = shortWay((pointLon[point] ?? 0) - this.x) * this.scaleX
    const ay = ((pointLat[point] ?? 0) - this.y) * metresPerUnit
    const dx = shortWay((pointLon[point + 1] ?? 0) - (pointLon[point] ?? 0)) * this.scaleX
    const dy = ((pointLat[point + 1] ?? 0) - (pointLat[point] ?? 0)) * metresPerUnit
    const headings = state & open & this.#fitting(dx, dy)
    if (headings === 0) return undefined
    const lengthSquared = dx * dx + dy * dy
    const along = lengthSquared === 0 ? 0 : -(ax * dx + ay * dy) / lengthSquared
    const fraction = Math.min(1, Math.max(0, along))
    return { edge, point, fraction, distanceM: Math.hypot(ax + fraction * dx, ay + fraction * dy), headings }
  }

  #fitting(east: number, north: number): number {
    if (!this.#bearing) return bothHeadings
    const offDeg = ((Math.atan2(east, north) * 180) / Math.PI - this.#bearing.deg) % 360
    const turnedDeg = Math.abs(offDeg - 360 * Math.round(offDeg / 360))
    const { toleranceDeg } = this.#bearing
    return (
      (turnedDeg <= toleranceDeg ? edgeBits.along : 0) |
      (180 - turnedDeg <= toleranceDeg ? edgeBits.against : 0)
    )
  }
}
