import type { Load } from '@cartage/domain'
import type { Job, Matrix, Problem, Shift } from '@cartage/solver'
import { dayClock, type DayClock, type Span } from './day-clock.ts'
import type { Locations } from './locations.ts'
import { pickProfile } from './pick-profile.ts'
import type { PlanningDay, PlanningOrder, PlanningShift } from './planning-day.ts'

export interface RoadMatrices {
  readonly locations: Locations
  /** By built profile, over the points of `locations`. */
  readonly byProfile: Readonly<Record<string, Matrix>>
}

/**
 * A day as a vehicle-routing problem. A job's id is its order's and a shift's id the shift's; seconds count from
 * the first instant of the depot's day, so a clock change inside the day is already in the figures. A fleet that
 * states no prices at all is planned by distance: its cost counts kilometres.
 */
export function buildProblem(day: PlanningDay, { locations, byProfile }: RoadMatrices): Problem {
  const clock = dayClock(day.date, day.depot.zone)
  const dimensions = dimensionsOf(day.shifts)
  const built = Object.keys(byProfile)
  const isFree = day.shifts.every(({ costs }) => costs.fixed + costs.perHour + costs.perKm === 0)
  const shifts = day.shifts.map((shift) => toShift(shift, { clock, dimensions, built, isFree }))
  const latestEndS = Math.max(0, ...shifts.map(({ window }) => window[1]))
  return {
    name: day.date,
    dimensions,
    locationCount: locations.points.length,
    matrices: byProfile,
    jobs: day.orders.map((order, index) =>
      toJob(order, { clock, dimensions, latestEndS, location: locations.ofOrder[index] ?? 0 }),
    ),
    shifts,
  }
}

/** The profiles that the day's vehicles drive on, of those that the region has. */
export function profilesOf(day: Pick<PlanningDay, 'shifts'>, built: readonly string[]): readonly string[] {
  return [...new Set(day.shifts.map(({ profile }) => pickProfile(profile, built)))]
}

/**
 * What counts: the dimensions that some vehicle limits. A vehicle that does not name one of them holds none of it;
 * a dimension that no vehicle names limits nothing.
 */
function dimensionsOf(shifts: readonly PlanningShift[]): readonly string[] {
  return [...new Set(shifts.flatMap(({ capacity }) => Object.keys(capacity)))].sort()
}

const amounts = (load: Load, dimensions: readonly string[]): readonly number[] =>
  dimensions.map((dimension) => load[dimension] ?? 0)

interface ShiftOptions {
  readonly clock: DayClock
  readonly dimensions: readonly string[]
  readonly built: readonly string[]
  readonly isFree: boolean
}

function toShift(shift: PlanningShift, { clock, dimensions, built, isFree }: ShiftOptions): Shift {
  return {
    id: shift.id,
    profile: pickProfile(shift.profile, built),
    start: 0,
    end: 0,
    window: clock.spanOf({ from: shift.start, to: shift.end }),
    capacity: amounts(shift.capacity, dimensions),
    skills: shift.skills,
    breaks: shift.breaks.map((pause) => {
      const [fromS, toS] = clock.breakSpanOf(pause, shift)
      return { fromS, toS, durationS: pause.minutes * 60 }
    }),
    costs: isFree ? { fixed: 0, perHour: 0, perKm: 1 } : shift.costs,
  }
}

interface JobOptions {
  readonly clock: DayClock
  readonly dimensions: readonly string[]
  readonly latestEndS: number
  readonly location: number
}

function toJob(order: PlanningOrder, { clock, dimensions, latestEndS, location }: JobOptions): Job {
  return {
    id: order.id,
    kind: order.kind,
    location,
    load: order.kind === 'service' ? dimensions.map(() => 0) : amounts(order.load, dimensions),
    serviceS: order.serviceS,
    windows: windowsOf(order, clock, latestEndS),
    skills: order.skills,
    priority: order.priority,
  }
}

/**
 * An order's windows in seconds. "Day" is the depot's operating day: where a shift runs past midnight, a window
 * in the small hours also means those after it.
 */
function windowsOf({ windows }: PlanningOrder, clock: DayClock, latestEndS: number): readonly Span[] {
  const dayEndS = clock.secondsOf('24:00')
  return windows.flatMap((window) => {
    const sameDay = clock.spanOf(window)
    if (latestEndS <= dayEndS) return [sameDay]
    const nextDay = clock.spanOf(window, 1)
    return nextDay[0] <= latestEndS ? [sameDay, nextDay] : [sameDay]
  })
}
