import { greatCircleM } from '../graph/great-circle.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { weightOf } from '../weight.ts'
import type { Weight } from '../weight.ts'

/** How fast the network's segments are driven. */
export interface SegmentSpeeds {
  /** km/h by way, 0 where a direction may not be driven. */
  readonly forwardKmh: Float32Array
  readonly backwardKmh: Float32Array
  /** How many times longer than that the segment at each point takes just now, along the edge and against it; `Infinity` where it is closed. */
  readonly delay?: SegmentDelays | undefined
}

export interface SegmentDelays {
  readonly along: Float32Array
  readonly against: Float32Array
}

/** Weight of every whole arc, as `pieceWeight` gives it, and of its copies; `Infinity` where it may not be driven. */
export function arcWeights(network: RoadNetwork, speeds: SegmentSpeeds): Float64Array {
  const { edgePoints, pointWay, copiedArc } = network
  const lengths = segmentLengths(network)
  const arcCount = network.edgeTail.length * 2
  const weights = new Float64Array(arcCount + copiedArc.length)
  for (let arc: Arc = 0; arc < arcCount; arc++) {
    const against = arc & 1
    const delay = against === 0 ? speeds.delay?.along : speeds.delay?.against
    const first = edgePoints[arc >>> 1] ?? 0
    const count = (edgePoints[(arc >>> 1) + 1] ?? 0) - 1 - first
    let [metres, seconds] = [0, 0]
    for (let driven = 0; driven < count; driven++) {
      const point = first + (against === 0 ? driven : count - 1 - driven)
      const length = lengths[point] ?? 0
      const speed = speedOf(speeds, pointWay[point] ?? 0, against)
      metres += length
      seconds += segmentSeconds(length, speed, delay?.[point])
    }
    weights[arc] = seconds < Infinity ? weightOf(seconds, metres) : Infinity
  }
  copiedArc.forEach((arc, copy) => {
    weights[arcCount + copy] = weights[arc] ?? 0
  })
  return weights
}

/** km/h on a segment of a way, along its edge or against it. */
function speedOf({ forwardKmh, backwardKmh }: SegmentSpeeds, drawn: number, against: number): number {
  return ((drawn & 1) === against ? forwardKmh[drawn >>> 1] : backwardKmh[drawn >>> 1]) ?? 0
}

/** `Infinity` where the speed is 0 or the segment is closed, however short it is. */
function segmentSeconds(lengthM: number, speedKmh: number, delay = 1): number {
  if (speedKmh === 0 || delay === Infinity) return Infinity
  return lengthM > 0 ? (lengthM / (speedKmh / 3.6)) * delay : 0
}

/**
 * Weight of a part of an arc. `lowAt` and `highAt` count points, whatever the arc's direction: 17.25 is a quarter of the way from
 * point 17 to point 18.
 */
export function pieceWeight(
  network: RoadNetwork,
  speeds: SegmentSpeeds,
  arc: Arc,
  lowAt: number,
  highAt: number,
): Weight {
  return (arc & 1) === 0
    ? new ArcDrive(network, speeds, arc, lowAt).to(highAt)
    : new ArcDrive(network, speeds, arc, highAt).to(lowAt)
}

/**
 * A drive along an arc from a place on it, summed up segment by segment in the order driven: so every place on the way has the
 * same weight whether the drive is asked for it alone or for all before it too, which then costs no more than the last of them.
 */
export class ArcDrive {
  readonly #network: RoadNetwork
  readonly #speeds: SegmentSpeeds
  readonly #against: number
  readonly #startAt: number
  /** The segment that is driven next. */
  #point: number
  /** Up to there. */
  #seconds = 0
  #metres = 0

  constructor(network: RoadNetwork, speeds: SegmentSpeeds, arc: Arc, startAt: number) {
    this.#network = network
    this.#speeds = speeds
    this.#against = arc & 1
    this.#startAt = startAt
    this.#point = this.#against === 0 ? Math.floor(startAt) : Math.ceil(startAt) - 1
  }

  /** The weight up to a place that is no less far than the one asked for before. */
  to(at: number): Weight {
    const start = this.#startAt
    // Where one is already, no part of a closed road is driven.
    if (at === start) return this.#speedAt(Math.floor(at)) === 0 ? Infinity : 0
    const [low, high] = this.#against === 0 ? [start, at] : [at, start]
    const last = this.#against === 0 ? Math.ceil(at) - 1 : Math.floor(at)
    const step = this.#against === 0 ? 1 : -1
    for (let point = this.#point; ; point += step) {
      const share = Math.min(1, high - point) - Math.max(0, low - point)
      const length = share * segmentLengthM(this.#network, point)
      const metres = this.#metres + length
      const seconds = this.#seconds + segmentSeconds(length, this.#speedAt(point), this.#delayAt(point))
      if (point === last) return seconds < Infinity ? weightOf(seconds, metres) : Infinity
      this.#metres = metres
      this.#seconds = seconds
      this.#point = point + step
    }
  }

  #speedAt(point: number): number {
    return speedOf(this.#speeds, this.#network.pointWay[point] ?? 0, this.#against)
  }

  #delayAt(point: number): number | undefined {
    const { delay } = this.#speeds
    return this.#against === 0 ? delay?.along[point] : delay?.against[point]
  }
}

const lengthsOf = new WeakMap<RoadNetwork, Float64Array>()

/** Of all segments at once, and remembered: they cost more than all else of an arc's weight. */
function segmentLengths(network: RoadNetwork): Float64Array {
  const known = lengthsOf.get(network)
  if (known) return known
  const lengths = new Float64Array(network.pointLon.length)
  for (let point = 0; point + 1 < lengths.length; point++) lengths[point] = segmentLengthM(network, point)
  lengthsOf.set(network, lengths)
  return lengths
}

/** Metres from a point of an edge to its next. */
export function segmentLengthM({ pointLon, pointLat }: RoadNetwork, point: number): number {
  return greatCircleM(
    (pointLon[point] ?? 0) / unitsPerDegree,
    (pointLat[point] ?? 0) / unitsPerDegree,
    (pointLon[point + 1] ?? 0) / unitsPerDegree,
    (pointLat[point + 1] ?? 0) / unitsPerDegree,
  )
}
