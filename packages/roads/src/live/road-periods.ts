import { checkConditions } from './road-change.ts'
import type { CheckedConditions, RoadChange, RoadConditions } from './road-change.ts'
import { factorsAt } from './segment-delays.ts'

export interface TimeSpan {
  readonly from: Date
  /** Not included. */
  readonly until: Date
}

/** A time in which the roads stay the same, until the next one begins. */
export interface RoadPeriod {
  readonly from: Date
  /** What holds in it, without times; equal lists are equal roads. */
  readonly changes: readonly RoadChange[]
}

/**
 * The periods of a time span, the first from its start on; one at least. Where there were more than `most`, those are joined by
 * which changes hold least beyond their time (greedily), and a period that was joined has the slowest of its parts for every change: a
 * closure may last longer than it is set for, never shorter.
 */
export function roadPeriods(
  conditions: RoadConditions,
  { from, until }: TimeSpan,
  most = Infinity,
): readonly RoadPeriod[] {
  const checked = checkConditions(conditions)
  const places = [...checked.changes, ...checked.traffic.map((pattern, index) => ({ ...pattern, index }))]
  const moments = momentsOfChange(checked, from.getTime(), until.getTime())
  const periods = moments.map((at, index): Period => ({
    fromMs: at,
    untilMs: moments[index + 1] ?? Math.max(at, until.getTime()),
    factors: speedFactorsAt(checked, at),
  }))
  join(periods, most)
  return periods.map(({ fromMs, factors }) => ({
    from: new Date(fromMs),
    changes: places.flatMap((place, index) => {
      const speedFactor = factors[index] ?? 1
      if (speedFactor === 1) return []
      const { area, roads, classes } = place
      const id = 'id' in place ? place.id : `traffic ${place.index}`
      return [
        { id, speedFactor, ...(area && { area }), ...(roads && { roads }), ...(classes && { classes }) },
      ]
    }),
  }))
}

interface Period {
  readonly fromMs: number
  readonly untilMs: number
  /** Of each change and then each pattern; 1 where it does not hold. */
  readonly factors: Float64Array
}

/** Joins neighbours until no two are alike and there are few enough. */
function join(periods: Period[], most: number): void {
  for (;;) {
    let best = -1
    let least = Infinity
    for (let i = 0; i + 1 < periods.length; i++) {
      const price = joiningPrice(periods[i], periods[i + 1])
      if (price >= least) continue
      least = price
      best = i
    }
    const [one, other] = [periods[best], periods[best + 1]]
    if (!one || !other || (least > 0 && periods.length <= most)) return
    periods.splice(best, 2, {
      fromMs: one.fromMs,
      untilMs: other.untilMs,
      factors: slowest(one, other),
    })
  }
}

const slowest = (one: Period, other: Period): Float64Array =>
  one.factors.map((factor, index) => Math.min(factor, other.factors[index] ?? 1))

/** For how long changes would hold that do not, weighted by how much of the speed they take. */
function joiningPrice(one: Period | undefined, other: Period | undefined): number {
  if (!one || !other) return Infinity
  const both = slowest(one, other)
  const lost = ({ fromMs, untilMs, factors }: Period): number =>
    factors.reduce((sum, factor, index) => sum + factor - (both[index] ?? 1), 0) * (untilMs - fromMs)
  return lost(one) + lost(other)
}

// All zones are offset from UTC by whole quarters of an hour.
const stepMs = 15 * 60 * 1000

/** The start, and every later moment before the end at which something may begin or end. */
function momentsOfChange(
  { changes, traffic }: CheckedConditions,
  startMs: number,
  endMs: number,
): readonly number[] {
  const borders = changes.flatMap(({ from, until }) =>
    [from, until].flatMap((at) => (at ? [Date.parse(at)] : [])),
  )
  const firstStep = Math.ceil((startMs + 1) / stepMs) * stepMs
  const steps = traffic.length > 0 ? Math.ceil((endMs - firstStep) / stepMs) : 0
  const quarters = Array.from({ length: Math.max(0, steps) }, (_, step) => firstStep + step * stepMs)
  const later = new Set([...borders, ...quarters].filter((at) => at > startMs && at < endMs))
  return [startMs, ...[...later].toSorted((a, b) => a - b)]
}

function speedFactorsAt(conditions: CheckedConditions, at: number): Float64Array {
  const { changes, traffic } = conditions
  const numbers = new Map<object, number>([...changes, ...traffic].map((place, index) => [place, index]))
  const factors = new Float64Array(changes.length + traffic.length).fill(1)
  for (const { place, speedFactor } of factorsAt(conditions, new Date(at))) {
    factors[numbers.get(place) ?? 0] = speedFactor
  }
  return factors
}
