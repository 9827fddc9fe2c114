import type { RoadNetwork } from '../graph/road-network.ts'
import type { SegmentDelays } from '../metric/arc-weights.ts'
import { findSegments, segmentBits } from './find-segments.ts'
import { hourOfWeek } from './hour-of-week.ts'
import type { CheckedConditions, CheckedPlace } from './road-change.ts'

/** The delay of every segment at an instant; undefined where all is as usual. */
export function segmentDelays(
  network: RoadNetwork,
  conditions: CheckedConditions,
  at: Date,
): SegmentDelays | undefined {
  const found = factorsAt(conditions, at)
  if (found.length === 0) return undefined
  const along = new Float32Array(network.pointLon.length).fill(1)
  const against = along.slice()
  for (const { place, speedFactor } of found) {
    const segments = findSegments(network, place)
    const delay = 1 / speedFactor
    for (let point = 0; point < segments.length; point++) {
      const bits = segments[point] ?? 0
      if ((bits & segmentBits.along) !== 0) along[point] = (along[point] ?? 1) * delay
      if ((bits & segmentBits.against) !== 0) against[point] = (against[point] ?? 1) * delay
    }
  }
  return { along, against }
}

interface PlacedFactor {
  /** The change or pattern itself. */
  readonly place: CheckedPlace
  readonly speedFactor: number
}

/** What holds at an instant. Two instants with equal lists have equal roads. */
export function factorsAt(
  { changes, traffic, timeZone }: CheckedConditions,
  at: Date,
): readonly PlacedFactor[] {
  const hour = traffic.length > 0 ? hourOfWeek(at, timeZone) : 0
  const active = changes.filter(
    ({ from, until }) =>
      (from === undefined || Date.parse(from) <= at.getTime()) &&
      (until === undefined || at.getTime() < Date.parse(until)),
  )
  return [
    ...active.map((place) => ({ place, speedFactor: place.speedFactor })),
    ...traffic.map((place) => ({ place, speedFactor: place.factors[hour] ?? 1 })),
  ].filter(({ speedFactor }) => speedFactor !== 1)
}
