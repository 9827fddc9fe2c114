import type { Closure } from '@cartage/domain'
import { roadPeriods, type RoadChange, type RoadConditions, type TimeSpan } from '@cartage/roads'
import { roadChanges } from '../closures/road-changes.ts'

/** The roads of a day from one of its seconds on, until the next ones. */
export interface DayRoads {
  readonly fromS: number
  /** What is closed or has another speed, in the order of ids. */
  readonly changes: readonly RoadChange[]
}

/** Roads on which nothing changes. */
export const usualRoads: readonly DayRoads[] = [{ fromS: 0, changes: [] }]

/** Each is a matrix for every profile. */
const MOST_PERIODS = 8
/**
 * Pairs of places in all matrices of a profile together, of 8 bytes each: 640 MB. The largest plan has three periods then, as many
 * as one closure within the day makes.
 */
const MOST_PAIRS = 80_000_000
/** Who sets out up to so long before a road is closed goes around: it would be closed when they get there. */
const LEAD_MS = 15 * 60 * 1000

/** What changes the roads of a day. */
export interface DayConditions {
  readonly closures: readonly Closure[]
  /** Usual speeds by the hour of the week. */
  readonly traffic?: Pick<RoadConditions, 'traffic' | 'timeZone'> | undefined
}

export interface DayRoadsOptions {
  /** While the vehicles are out. */
  readonly span: TimeSpan
  /** The instant of second 0. */
  readonly dayStart: Date
  /** How many places a matrix would have. */
  readonly places: number
}

/**
 * The roads of a day as they change in it, in whole seconds. Where that would be too many matrices, closures last longer than they are
 * set for, never shorter, and of neighbouring hours the slower speed of every road holds.
 */
export function dayRoads(
  { closures, traffic }: DayConditions,
  { span, dayStart, places }: DayRoadsOptions,
): readonly DayRoads[] {
  const most = Math.max(1, Math.min(MOST_PERIODS, Math.floor(MOST_PAIRS / places ** 2)))
  const timeById = new Map(closures.map((closure) => [closure.id as string, timesOf(closure)]))
  const changes = roadChanges(closures).map((change) => ({ ...change, ...timeById.get(change.id) }))
  return roadPeriods({ ...traffic, changes }, span, most).map(({ from, changes: held }, index) => ({
    fromS: index === 0 ? 0 : (from.getTime() - dayStart.getTime()) / 1000,
    changes: held,
  }))
}

function timesOf({ from, until, factor }: Closure): Pick<RoadChange, 'from' | 'until'> {
  const leadMs = factor === null ? LEAD_MS : 0
  return {
    ...(from !== null && { from: inWholeSeconds(Date.parse(from) - leadMs, Math.floor) }),
    ...(until !== null && { until: inWholeSeconds(Date.parse(until), Math.ceil) }),
  }
}

const inWholeSeconds = (ms: number, round: (seconds: number) => number): string =>
  new Date(round(ms / 1000) * 1000).toISOString()

/** The place in a day's roads of those that hold at a second. */
export function roadsAt(roads: readonly DayRoads[], seconds: number): number {
  return Math.max(
    0,
    roads.findLastIndex(({ fromS }) => fromS <= seconds),
  )
}
