import type { Point } from '@cartage/domain'
import type { Matrix } from '../region/types.ts'
import type { Reweigher } from './reweigher.ts'
import { checkConditions } from './road-change.ts'
import type { CheckedConditions, RoadConditions } from './road-change.ts'
import { factorsAt } from './segment-delays.ts'

export interface TimeSpan {
  readonly from: Date
  /** Not included. */
  readonly until: Date
}

export interface TravelQuery {
  readonly points: readonly Point[]
  readonly profile: string
  readonly conditions: RoadConditions
  /** A point further than this from any road stays unsnapped. Metres. */
  readonly maxSnapM?: number | undefined
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
  { from, until }: TimeSpan,
  query: TravelQuery,
): Promise<readonly TravelSlice[]> {
  const slices: TravelSlice[] = []
  for await (const slice of slicesBetween(reweigher, from.getTime(), until.getTime(), query))
    slices.push(slice)
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
  for await (const slice of slicesBetween(reweigher, start, start + horizonMs, query)) {
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

async function* slicesBetween(
  reweigher: Reweigher,
  startMs: number,
  endMs: number,
  { points, profile, conditions, maxSnapM, signal }: TravelQuery,
): AsyncGenerator<TravelSlice> {
  for (const moment of momentsOfChange(checkConditions(conditions), startMs, endMs)) {
    const region = await reweigher.reweigh({ profile, conditions, at: moment, signal })
    yield { from: moment, matrix: region.matrix(points, { profile, maxSnapM, signal }) }
  }
}

const msPerS = 1000
// All zones are offset from UTC by whole quarters of an hour.
const stepMs = 15 * 60 * msPerS
/** A week on, the patterns begin anew. */
const horizonMs = 7 * 24 * 60 * 60 * msPerS

/** The start, and every later moment before the end at which other factors hold than before. */
function* momentsOfChange(conditions: CheckedConditions, startMs: number, endMs: number): Generator<Date> {
  const borders = conditions.changes.flatMap(({ from, until }) =>
    [from, until].flatMap((at) => (at ? [Date.parse(at)] : [])),
  )
  const firstStep = Math.ceil((startMs + 1) / stepMs) * stepMs
  const steps = conditions.traffic.length > 0 ? Math.ceil((endMs - firstStep) / stepMs) : 0
  const quarters = Array.from({ length: Math.max(0, steps) }, (_, step) => firstStep + step * stepMs)
  const later = new Set([...borders, ...quarters].filter((at) => at > startMs && at < endMs))
  const numbers = new Map<object, number>(
    [...conditions.changes, ...conditions.traffic].entries().map(([number, place]) => [place, number]),
  )
  const key = (at: Date): string =>
    factorsAt(conditions, at)
      .map(({ place, speedFactor }) => `${numbers.get(place)}:${speedFactor}`)
      .join()
  let known = key(new Date(startMs))
  if (startMs < endMs) yield new Date(startMs)
  for (const at of [...later].toSorted((a, b) => a - b)) {
    const moment = new Date(at)
    const now = key(moment)
    if (now === known) continue
    known = now
    yield moment
  }
}
