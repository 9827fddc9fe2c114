import { metresPerUnit } from '../graph/great-circle.ts'
import type { SegmentDelays } from '../metric/arc-weights.ts'
import { fullTurn, shortWay } from '../graph/short-way.ts'
import { edgeBits } from '../metric/metric.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { RoadLines, SegmentGrid } from './build-segment-grid.ts'

/** A position on the network: on the segment that starts at `point`. */
export interface NearestSegment {
  readonly point: number
  /** 0 at the segment's start, 1 at its end. */
  readonly fraction: number
  readonly distanceM: number
}

/** Which segments a profile drives, and which of them are closed just now. */
export type DrivenSegments = Pick<Metric, 'edgeState' | 'delay'>

export interface NearestOptions {
  /** Prefer connected roads, where one is at most this much further than the nearest road of all. Metres. */
  readonly connectedWithinM?: number | undefined
  readonly maxDistanceM?: number | undefined
}

// A coordinate this close to a node means the node, so that every road that meets there is at hand.
const nodeRadiusM = 0.1

/**
 * The nearest point of any segment that a profile drives to a coordinate in degrees, in a plane at the coordinate's latitude (equirectangular).
 * Cells are searched in rings around the coordinate until no closer segment can follow.
 */
export function nearestSegment(
  lines: RoadLines,
  grid: SegmentGrid,
  driven: DrivenSegments,
  lon: number,
  lat: number,
  options: NearestOptions = {},
): NearestSegment | undefined {
  const query = new SegmentQuery(lines, driven, lon, lat, options.maxDistanceM ?? Infinity)
  const slackM = options.connectedWithinM
  const enoughM = (): number => {
    if (slackM === undefined) return query.any.distanceM()
    return Math.min(query.connected.distanceM(), query.any.distanceM() + slackM)
  }
  searchRings(grid, query, query.x, enoughM)
  // What is near across the 180th meridian lies at the other end of the grid.
  searchRings(grid, query, query.x - Math.sign(query.x) * fullTurn, enoughM)
  const isConnectedPreferred =
    slackM !== undefined && query.connected.distanceM() <= query.any.distanceM() + slackM
  return isConnectedPreferred && query.connected.isFound()
    ? query.connected.result()
    : query.any.isFound()
      ? query.any.result()
      : undefined
}

/** Visits cells ring by ring around a longitude until everything within `enoughM()` metres has been seen. */
function searchRings(grid: SegmentGrid, query: SegmentQuery, x: number, enoughM: () => number): void {
  const [west = 0, south = 0, cellLon = 1, cellLat = 1, columns = 1, rows = 1] = grid.frame
  const column = Math.floor((x - west) / cellLon)
  const row = Math.floor((query.y - south) / cellLat)
  const visit = (c: number, r: number): void => {
    const cell = r * columns + c
    for (let at = grid.offsets[cell] ?? 0; at < (grid.offsets[cell + 1] ?? 0); at++) {
      query.consider(grid.points[at] ?? 0)
    }
  }
  const firstRing = Math.max(0, -column, column - columns + 1, -row, row - rows + 1)
  const lastRing = Math.max(column, columns - 1 - column, row, rows - 1 - row)
  for (let ring = firstRing; ring <= lastRing; ring++) {
    if (ring > 0) {
      // What lies in this ring is at least as far as the block of cells already seen reaches around the coordinate.
      const reachX = Math.min(
        x - (west + (column - ring + 1) * cellLon),
        west + (column + ring) * cellLon - x,
      )
      const reachY = Math.min(
        query.y - (south + (row - ring + 1) * cellLat),
        south + (row + ring) * cellLat - query.y,
      )
      const seenM = Math.min(reachX * query.scaleX, reachY * metresPerUnit)
      if (seenM > Math.max(nodeRadiusM, Math.min(query.limitM, enoughM()))) return
    }
    const [left, right] = [Math.max(0, column - ring), Math.min(columns - 1, column + ring)]
    const [bottom, top] = [Math.max(0, row - ring), Math.min(rows - 1, row + ring)]
    for (let r = bottom; r <= top; r++) {
      if (r === row - ring || r === row + ring) {
        for (let c = left; c <= right; c++) visit(c, r)
        continue
      }
      if (column - ring >= 0 && column - ring < columns) visit(column - ring, r)
      if (ring > 0 && column + ring >= 0 && column + ring < columns) visit(column + ring, r)
    }
  }
}

function isClosed({ along, against }: SegmentDelays, state: number, point: number): boolean {
  const isOpenAlong = (state & edgeBits.along) !== 0 && (along[point] ?? 1) < Infinity
  const isOpenAgainst = (state & edgeBits.against) !== 0 && (against[point] ?? 1) < Infinity
  return !isOpenAlong && !isOpenAgainst
}

/** Measures segments against one coordinate and keeps the best of all and the best of the connected ones. */
class SegmentQuery {
  readonly any: Best
  readonly connected: Best
  readonly x: number
  readonly y: number
  readonly scaleX: number
  readonly limitM: number
  readonly #lines: RoadLines
  readonly #driven: DrivenSegments

  constructor(lines: RoadLines, driven: DrivenSegments, lon: number, lat: number, limitM: number) {
    this.#lines = lines
    this.#driven = driven
    this.x = lon * unitsPerDegree
    this.y = lat * unitsPerDegree
    this.scaleX = metresPerUnit * Math.cos((lat * Math.PI) / 180)
    this.limitM = limitM
    this.any = new Best(limitM)
    this.connected = new Best(limitM)
  }

  consider(point: number): void {
    const { pointLon, pointLat, pointEdge } = this.#lines
    const { edgeState, delay } = this.#driven
    const state = edgeState[pointEdge[point] ?? 0] ?? 0
    if ((state & (edgeBits.along | edgeBits.against)) === 0) return
    if (delay && isClosed(delay, state, point)) return
    const ax = shortWay((pointLon[point] ?? 0) - this.x) * this.scaleX
    const ay = ((pointLat[point] ?? 0) - this.y) * metresPerUnit
    const dx = shortWay((pointLon[point + 1] ?? 0) - (pointLon[point] ?? 0)) * this.scaleX
    const dy = ((pointLat[point + 1] ?? 0) - (pointLat[point] ?? 0)) * metresPerUnit
    const lengthSquared = dx * dx + dy * dy
    const along = lengthSquared === 0 ? 0 : -(ax * dx + ay * dy) / lengthSquared
    const fraction = along < 0 ? 0 : along > 1 ? 1 : along
    const px = ax + fraction * dx
    const py = ay + fraction * dy
    const squared = px * px + py * py
    const startSquared = ax * ax + ay * ay
    const endSquared = (ax + dx) * (ax + dx) + (ay + dy) * (ay + dy)
    this.any.offer(point, fraction, squared, startSquared, endSquared)
    if ((state & edgeBits.connected) !== 0) {
      this.connected.offer(point, fraction, squared, startSquared, endSquared)
    }
  }
}

/** The best position so far, and the best node within the node radius, which goes before it. */
class Best {
  #point = -1
  #fraction = 0
  #squared: number
  #nodePoint = -1
  #nodeFraction = 0
  #nodeSquared = nodeRadiusM * nodeRadiusM

  constructor(limitM: number) {
    this.#squared = limitM * limitM
  }

  offer(point: number, fraction: number, squared: number, startSquared: number, endSquared: number): void {
    if (squared < this.#squared) {
      this.#point = point
      this.#fraction = fraction
      this.#squared = squared
    }
    if (startSquared < this.#nodeSquared) {
      this.#nodePoint = point
      this.#nodeFraction = 0
      this.#nodeSquared = startSquared
    }
    if (endSquared < this.#nodeSquared) {
      this.#nodePoint = point
      this.#nodeFraction = 1
      this.#nodeSquared = endSquared
    }
  }

  isFound(): boolean {
    return this.#point >= 0
  }

  /** `Infinity` while nothing is found. */
  distanceM(): number {
    return this.#point < 0 ? Infinity : Math.sqrt(this.#squared)
  }

  result(): NearestSegment {
    if (this.#nodePoint < 0) {
      return { point: this.#point, fraction: this.#fraction, distanceM: Math.sqrt(this.#squared) }
    }
    return { point: this.#nodePoint, fraction: this.#nodeFraction, distanceM: Math.sqrt(this.#nodeSquared) }
  }
}
