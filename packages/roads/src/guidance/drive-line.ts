import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import { turnWeight } from '../metric/link-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Drive } from '../query/drive.ts'
import { coordinateAt } from '../query/edge-position.ts'
import type { Coordinates } from '../query/edge-position.ts'
import { distanceOf, durationOf } from '../weight.ts'
import type { Weight } from '../weight.ts'

/** The longest parts of a drive on one arc and one way. */
export interface Stretch {
  readonly arc: Arc
  readonly way: number
  /** Whether it begins where its arc does, so that there may have been a choice. */
  readonly beginsArc: boolean
  /** Index of its first point in the line; it ends where the next one begins. */
  readonly start: number
  /** With the turn at its beginning. Stretches add up to the drive. */
  readonly ms: number
  readonly dm: number
}

export interface DriveLine {
  /** In degrees, without repeating points where arcs meet; two points at least. */
  readonly geometry: readonly Coordinates[]
  readonly stretches: readonly Stretch[]
}

export function driveLine(network: RoadNetwork, metric: Metric, drive: Drive): DriveLine {
  const geometry: Coordinates[] = []
  const stretches: Stretch[] = []
  const { edgePoints, pointWay } = network
  let [lonBefore, latBefore] = [NaN, NaN]
  const push = (at: number): void => {
    const [lon, lat] = coordinateAt(network, at)
    const [wholeLon, wholeLat] = [Math.round(lon), Math.round(lat)]
    if (wholeLon === lonBefore && wholeLat === latBefore) return
    geometry.push([wholeLon / unitsPerDegree, wholeLat / unitsPerDegree])
    lonBefore = wholeLon
    latBefore = wholeLat
  }
  let before: Arc | undefined
  for (let index = 0; index < drive.arcs.length; index++) {
    const arc = drive.arcs[index] ?? 0
    const first = edgePoints[arc >>> 1] ?? 0
    const last = (edgePoints[(arc >>> 1) + 1] ?? 0) - 1
    const isForward = (arc & 1) === 0
    const from = index === 0 ? drive.startAt : isForward ? first : last
    const to = index === drive.arcs.length - 1 ? drive.endAt : isForward ? last : first
    const isWhole = Math.abs(to - from) === last - first
    const weight = isWhole ? metric.arcWeight[arc] : undefined
    const total = weight ?? pieceBetween(network, metric, arc, from, to)
    const turn = before === undefined ? 0 : turnBetween(network, metric, before, arc)
    let [ms, dm] = [-msOf(turn), 0]
    let start = from
    let startIndex = Math.max(0, geometry.length - 1)
    const step = isForward ? 1 : -1
    let segment = isForward ? Math.min(Math.floor(from), last - 1) : Math.max(Math.ceil(from) - 1, first)
    push(from)
    for (;;) {
      const way = (pointWay[segment] ?? 0) >>> 1
      const end = isForward ? segment + 1 : segment
      const isDone = isForward ? end >= to : end <= to
      push(isDone ? to : end)
      segment += step
      if (!isDone && (pointWay[segment] ?? 0) >>> 1 === way) continue
      // Rounded once each, so that parts of an arc add up to it.
      const reached = isDone ? total : pieceBetween(network, metric, arc, from, end)
      const reachedMs = isDone ? msOf(total) : Math.min(msOf(reached), msOf(total))
      const reachedDm = isDone ? dmOf(total) : Math.min(dmOf(reached), dmOf(total))
      const beginsArc = start === from && index > 0
      stretches.push({ arc, way, beginsArc, start: startIndex, ms: reachedMs - ms, dm: reachedDm - dm })
      if (isDone) break
      ;[ms, dm, start, startIndex] = [reachedMs, reachedDm, end, geometry.length - 1]
    }
    before = arc
  }
  // A line has two ends also when they are the same.
  const [only] = geometry
  if (geometry.length === 1 && only) geometry.push(only)
  return { geometry, stretches }
}

function pieceBetween(network: RoadNetwork, metric: Metric, arc: Arc, from: number, to: number): Weight {
  return pieceWeight(network, metric, arc, Math.min(from, to), Math.max(from, to))
}

function turnBetween({ turns, hasTurns }: RoadNetwork, metric: Metric, from: Arc, to: Arc): Weight {
  if (!hasTurns) return 0
  for (let turn = turns.offsets[from] ?? 0; turn < (turns.offsets[from + 1] ?? 0); turn++) {
    if (turns.items[turn] === to) return turnWeight(metric.turnCost[turn] ?? 0)
  }
  return 0
}

function msOf(weight: Weight): number {
  return Math.round(durationOf(weight) * 1000)
}

function dmOf(weight: Weight): number {
  return Math.round(distanceOf(weight) * 10)
}
