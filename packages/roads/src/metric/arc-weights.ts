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

/** Weight of every whole arc; `Infinity` where it may not be driven. */
export function arcWeights(network: RoadNetwork, speeds: SegmentSpeeds): Float64Array {
  const edgeCount = network.edgeTail.length
  const weights = new Float64Array(edgeCount * 2)
  for (let edge = 0; edge < edgeCount; edge++) {
    const first = network.edgePoints[edge] ?? 0
    const last = (network.edgePoints[edge + 1] ?? 0) - 1
    weights[2 * edge] = pieceWeight(network, speeds, 2 * edge, first, last)
    weights[2 * edge + 1] = pieceWeight(network, speeds, 2 * edge + 1, first, last)
  }
  return weights
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
    const times = delay?.[point] ?? 1
    // Where one is already, also a closed road begins.
    if (times === Infinity && share > 0) return Infinity
    metres += length
    if (length > 0) seconds += (length / (speed / 3.6)) * times
  }
  return weightOf(seconds, metres)
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
