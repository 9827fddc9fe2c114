import type { Problem, Shift } from '../../src/index.ts'
import { distanceOf } from './lasting-rules.ts'
import { loadsOf } from './loads.ts'
import type { Timetable } from './timetable.ts'
import { metres } from './travel.ts'
import type { Stop } from './visits.ts'
import { isVisit } from './visits.ts'

/** What a route with stops comes to, by the measures of objectives; `makespan` is the moment of its return. */
export interface Figures {
  readonly cost: number
  readonly distance: number
  readonly duration: number
  readonly waiting: number
  readonly overtime: number
  readonly lateness: number
  readonly vehicles: number
  readonly compactness: number
  readonly end: number
  readonly stops: number
  readonly percent: number
}

export function figuresOf(problem: Problem, shift: Shift, stops: readonly Stop[], times: Timetable): Figures {
  const visits = stops.filter(isVisit)
  const distance = distanceOf(problem, shift, stops, times.leaves)
  const duration = times.end - times.departure
  const overtime = Math.max(0, duration - (shift.overtimeAfterS ?? Infinity))
  const { costs } = shift
  const perHour = (price: number | undefined, lengthS: number) => ((price ?? 0) * lengthS) / 3600
  const cost =
    lastingCost(problem, shift, stops, times.leaves) +
    perHour(costs.perHour, duration) +
    perHour(costs.perOvertimeHour, overtime) +
    perHour(costs.perWaitingHour, times.waitS) +
    perHour(costs.perTaskHour, times.workS) +
    perHour(costs.perDrivingHour, times.drivingS) +
    softPrice(stops, times.starts)
  return {
    cost,
    distance,
    duration,
    waiting: times.waitS,
    overtime,
    lateness: latenessOf(stops, times.starts),
    vehicles: 1,
    compactness: stops.slice(1).reduce((sum, to, i) => {
      const from = stops[i]!
      if (!isVisit(from) || !isVisit(to)) return sum
      return sum + metres(problem, shift, from.place.location, to.place.location, times.leaves[i + 1])
    }, 0),
    end: times.end,
    stops: visits.length,
    percent: percentOf(problem, shift, stops),
  }
}

/** What a sequence costs beside its times: on legs begun at these moments, at least without them. */
export function lastingCost(
  problem: Problem,
  shift: Shift,
  stops: readonly Stop[],
  leaves?: readonly number[],
): number {
  const { costs } = shift
  const tasks = stops.filter(isVisit).flatMap(({ task, end }) => (end === 'delivery' ? [] : [task]))
  const strangers = tasks.filter(({ zone }) => shift.preferredZones?.includes(zone!) === false)
  return (
    costs.fixed +
    (costs.perKm * distanceOf(problem, shift, stops, leaves)) / 1000 +
    (costs.outsideZone ?? 0) * strangers.length +
    tasks.reduce((sum, { id }) => sum + (shift.taskCosts?.[id] ?? 0), 0)
  )
}

/** Money of all soft windows, each stop paying for its cheapest. */
export function softPrice(stops: readonly Stop[], starts: readonly number[]): number {
  return stops.reduce((sum, stop, i) => {
    const windows = isVisit(stop) ? (stop.place.softWindows ?? []) : []
    if (windows.length === 0) return sum
    const prices = windows.map(({ fromS, toS, earlyPerMinute, latePerMinute }) => {
      const early = Math.max(0, (fromS ?? -Infinity) - starts[i]!)
      const late = Math.max(0, starts[i]! - (toS ?? Infinity))
      return (early * (earlyPerMinute ?? 0) + late * (latePerMinute ?? 0)) / 60
    })
    return sum + Math.min(...prices)
  }, 0)
}

/** Seconds of all stops after the last of their wishes. */
export function latenessOf(stops: readonly Stop[], starts: readonly number[]): number {
  return stops.reduce((sum, stop, i) => {
    const windows = isVisit(stop) ? (stop.place.softWindows ?? []) : []
    if (windows.length === 0) return sum
    return sum + Math.max(0, starts[i]! - Math.max(...windows.map(({ toS }) => toS ?? Infinity)))
  }, 0)
}

/** Whole percent of the capacity of the fullest dimension, where it is fullest. */
function percentOf(problem: Problem, shift: Shift, stops: readonly Stop[]): number {
  const shares = loadsOf(problem, shift, stops).flatMap((load) =>
    load.map((figure, d) => (shift.capacity[d]! > 0 ? (100 * figure) / shift.capacity[d]! : 0)),
  )
  return Math.max(0, ...shares.map((share) => Math.floor(share + 1e-9)))
}
