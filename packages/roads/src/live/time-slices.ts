import type { Point } from '@cartage/domain'
import type { Matrix } from '../region/types.ts'
import type { Reweigher } from './reweigher.ts'
import { checkConditions } from './road-change.ts'
import type { RoadConditions } from './road-change.ts'
import { roadPeriods } from './road-periods.ts'
import type { TimeSpan } from './road-periods.ts'

export interface TravelQuery {
  readonly points: readonly Point[]
  readonly profile: string
  readonly conditions: RoadConditions
  /** A point further than this from any road stays unsnapped. Metres. */
  readonly maxSnapM?: number | undefined
  /** Where there were more slices, changes last longer: `roadPeriods` says which. Any number when absent. */
  readonly mostSlices?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Travel from one moment on, until the next slice begins. */
export interface TravelSlice {
  readonly from: Date
  readonly matrix: Matrix
}

/**
 * A matrix for each stretch of time in which the roads stay the same. Who is under way when a slice ends covers the rest of the way at
 * the next one's speed, so that nobody arrives earlier by leaving later (FIFO; Ichoua, Gendreau, Potvin: "Vehicle dispatching with
 * time-dependent travel times", EJOR 2003). `travelTimeS` computes by that rule, and so does the optimiser.
 */
export async function travelSlices(
  reweigher: Reweigher,
  span: TimeSpan,
  query: TravelQuery,
): Promise<readonly TravelSlice[]> {
  const slices: TravelSlice[] = []
  for await (const slice of slicesOf(reweigher, span, query)) slices.push(slice)
  return slices
}

/**
 * Durations of trips that all start at one moment, under what changes while they are under way in the week after. Where a closure has to
 * end before there is a way, the distance is that of the first way there is.
 */
export async function matrixAt(reweigher: Reweigher, departure: Date, query: TravelQuery): Promise<Matrix> {
  const slices: TravelSlice[] = []
  let durationS = new Float64Array()
  let distanceM = new Float64Array()
  // A pair without a way gets one only when a road opens.
  const mayOpen = checkConditions(query.conditions).changes.some(({ speedFactor }) => speedFactor === 0)
  const start = departure.getTime()
  const span = { from: departure, until: new Date(start + horizonMs) }
  for await (const slice of slicesOf(reweigher, span, query)) {
    const leftMs = slice.from.getTime() - start
    const isDone = (seconds: number): boolean =>
      seconds === Infinity ? !mayOpen : seconds * msPerS <= leftMs
    if (slices.length > 0 && durationS.every(isDone)) break
    slices.push(slice)
    durationS = Float64Array.from(slice.matrix.durationS, (_, pair) => travelTimeS(slices, pair, departure))
    distanceM = Float64Array.from(slice.matrix.distanceM, (metres, pair) => {
      const known = distanceM[pair] ?? Infinity
      return known < Infinity ? known : metres
    })
  }
  const [first] = slices
  if (!first) throw new Error('There is no slice.')
  return { ...first.matrix, durationS, distanceM }
}

/**
 * Seconds from a departure to the arrival, of the pair at this place of the matrices; `Infinity` where there is never a way. While a
 * closure leaves none, one waits. `slices` begin at or before the departure.
 */
export function travelTimeS(slices: readonly TravelSlice[], pair: number, departure: Date): number {
  let left = 1
  let now = departure.getTime()
  for (const [index, { matrix }] of slices.entries()) {
    const end = slices[index + 1]?.from.getTime() ?? Infinity
    if (end <= now) continue
    const whole = matrix.durationS[pair] ?? Infinity
    const neededMs = left * whole * msPerS
    if (whole === 0 || now + neededMs <= end) return (now + neededMs - departure.getTime()) / msPerS
    if (whole < Infinity) left -= (end - now) / msPerS / whole
    now = end
  }
  return Infinity
}

async function* slicesOf(
  reweigher: Reweigher,
  span: TimeSpan,
  { points, profile, conditions, maxSnapM, mostSlices, signal }: TravelQuery,
): AsyncGenerator<TravelSlice> {
  for (const { from, changes } of roadPeriods(conditions, span, mostSlices)) {
    const region = await reweigher.reweigh({ profile, conditions: { changes }, at: from, signal })
    yield { from, matrix: region.matrix(points, { profile, maxSnapM, signal }) }
  }
}

const msPerS = 1000
/** A week on, the patterns begin anew. */
const horizonMs = 7 * 24 * 60 * 60 * msPerS
