import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Drive } from '../query/drive.ts'
import { latitudeAt, longitudeAt } from '../query/edge-position.ts'
import type { Coordinates } from '../query/edge-position.ts'
import { decimetresOf, millisecondsOf } from '../weight.ts'
import type { Weight } from '../weight.ts'

/** The longest parts of a drive on one arc and one way. */
export interface Stretch {
  readonly arc: Arc
  readonly way: number
  /** Whether it begins where its arc does, so that there may have been a choice. */
  readonly beginsArc: boolean
  /** Index of its first point in the line; it ends where the next one begins. */
  readonly start: number
  /** Without the turn at its beginning. With all turns, stretches add up to the drive. */
  readonly ms: number
  readonly dm: number
}

export interface DriveLine {
  /** In degrees, without repeating points where arcs meet; two points at least. */
  readonly geometry: readonly Coordinates[]
  readonly stretches: readonly Stretch[]
}

export function driveLine(network: RoadNetwork, metric: Metric, { arcs, startAt, endAt }: Drive): DriveLine {
  const { edgePoints, pointWay } = network
  const line = new LineWriter(network)
  const stretches: Stretch[] = []
  for (let index = 0; index < arcs.length; index++) {
    const arc = arcs[index] ?? 0
    const isForward = (arc & 1) === 0
    const first = edgePoints[arc >>> 1] ?? 0
    const last = (edgePoints[(arc >>> 1) + 1] ?? 0) - 1
    const from = index === 0 ? startAt : isForward ? first : last
    const to = index === arcs.length - 1 ? endAt : isForward ? last : first
    const isWhole = Math.abs(to - from) === last - first
    const total = isWhole ? (metric.arcWeight[arc] ?? 0) : pieceBetween(network, metric, arc, from, to)
    let beginsArc = index > 0
    let ms = 0
    let dm = 0
    line.add(from)
    let start = line.lastIndex
    let segment = isForward ? Math.min(Math.floor(from), last - 1) : Math.max(Math.ceil(from) - 1, first)
    for (;;) {
      const way = (pointWay[segment] ?? 0) >>> 1
      const end = isForward ? segment + 1 : segment
      const isDone = isForward ? end >= to : end <= to
      line.add(isDone ? to : end)
      segment += isForward ? 1 : -1
      if (!isDone && (pointWay[segment] ?? 0) >>> 1 === way) continue
      // Counted from the arc's start and rounded once, so that its parts add up to it.
      const reached = isDone ? total : pieceBetween(network, metric, arc, from, end)
      const reachedMs = Math.min(millisecondsOf(reached), millisecondsOf(total))
      const reachedDm = Math.min(decimetresOf(reached), decimetresOf(total))
      stretches.push({ arc, way, beginsArc, start, ms: reachedMs - ms, dm: reachedDm - dm })
      if (isDone) break
      beginsArc = false
      ms = reachedMs
      dm = reachedDm
      start = line.lastIndex
    }
  }
  return { geometry: line.finish(), stretches }
}

/** Writes the points of a line in degrees. */
class LineWriter {
  readonly #pointLon: Int32Array
  readonly #pointLat: Int32Array
  readonly #points: Coordinates[] = []
  #lon = NaN
  #lat = NaN

  constructor({ pointLon, pointLat }: RoadNetwork) {
    this.#pointLon = pointLon
    this.#pointLat = pointLat
  }

  get lastIndex(): number {
    return this.#points.length - 1
  }

  add(at: number): void {
    const lon = Math.round(longitudeAt(this.#pointLon, at))
    const lat = Math.round(latitudeAt(this.#pointLat, at))
    if (lon === this.#lon && lat === this.#lat) return
    this.#points.push([lon / unitsPerDegree, lat / unitsPerDegree])
    this.#lon = lon
    this.#lat = lat
  }

  /** A line has two ends also when they are the same. */
  finish(): readonly Coordinates[] {
    const [only] = this.#points
    if (this.#points.length === 1 && only) this.#points.push(only)
    return this.#points
  }
}

function pieceBetween(network: RoadNetwork, metric: Metric, arc: Arc, from: number, to: number): Weight {
  return pieceWeight(network, metric, arc, Math.min(from, to), Math.max(from, to))
}
