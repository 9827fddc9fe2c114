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
  const { forwardKmh, backwardKmh, delay } = speeds
  const edgeCount = network.edgeTail.length
  const lengths = segmentLengths(network)
  const weights = new Float64Array(edgeCount * 2 + copiedArc.length)
  for (let edge = 0; edge < edgeCount; edge++) {
    const last = (edgePoints[edge + 1] ?? 0) - 1
    let [metres, along, against] = [0, 0, 0]
    for (let point = edgePoints[edge] ?? 0; point < last; point++) {
      const length = lengths[point] ?? 0
      const drawn = pointWay[point] ?? 0
      const [forward, backward] = [forwardKmh[drawn >>> 1] ?? 0, backwardKmh[drawn >>> 1] ?? 0]
      const isAsDrawn = (drawn & 1) === 0
      metres += length
      along += segmentSeconds(length, isAsDrawn ? forward : backward, delay?.along[point])
      against += segmentSeconds(length, isAsDrawn ? backward : forward, delay?.against[point])
    }
    weights[2 * edge] = along < Infinity ? weightOf(along, metres) : Infinity
    weights[2 * edge + 1] = against < Infinity ? weightOf(against, metres) : Infinity
  }
  copiedArc.forEach((arc, copy) => {
    weights[2 * edgeCount + copy] = weights[arc] ?? 0
  })
  return weights
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
  const { pointWay } = network
  const against = arc & 1
  const delay = against === 0 ? speeds.delay?.along : speeds.delay?.against
  let seconds = 0
  let metres = 0
  const lastPoint = Math.max(Math.floor(lowAt), Math.ceil(highAt) - 1)
  for (let point = Math.floor(lowAt); point <= lastPoint; point++) {
    const share = Math.min(1, highAt - point) - Math.max(0, lowAt - point)
    const length = share * segmentLengthM(network, point)
    const drawn = pointWay[point] ?? 0
    const speed = (drawn & 1) === against ? speeds.forwardKmh[drawn >>> 1] : speeds.backwardKmh[drawn >>> 1]
    if (speed === undefined || speed === 0) return Infinity
    metres += length
    // Where one is already, no part of a closed road is driven.
    if (share > 0) seconds += segmentSeconds(length, speed, delay?.[point])
  }
  return seconds < Infinity ? weightOf(seconds, metres) : Infinity
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
