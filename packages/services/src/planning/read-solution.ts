import type { Load, OrderId, PlanTotals, ShiftId, Violation } from '@cartage/domain'
import type { Problem, RoutePlan, Solution, Violation as SolverViolation } from '@cartage/solver'
import { dayClock, type DayClock } from './day-clock.ts'
import { explainUnassigned } from './explain-unassigned.ts'
import type { PlannedDay, PlannedRoute } from './planned-day.ts'
import type { PlanningDay } from './planning-day.ts'

/** Reads a solver's answer back into routes, stops and reasons; routes stand in the order of the day's shifts. */
export function readSolution(day: PlanningDay, problem: Problem, solution: Solution): PlannedDay {
  const routes = solution.routes
    .filter(({ stops }) => stops.length > 0)
    .toSorted((a, b) => a.shiftIndex - b.shiftIndex)
    .map((route) => readRoute(day, problem, route))
  const orderById = new Map<string, OrderId>(day.orders.map(({ id }) => [id, id]))
  const unassigned = solution.unassigned.flatMap(({ job, reasons }) => {
    const orderId = orderById.get(job)
    return orderId === undefined ? [] : [{ orderId, reasons: explainUnassigned(reasons) }]
  })
  const figures = routes.map((route) => ({ ...route, stops: route.stops.length }))
  return { routes, unassigned, totals: totalsOf(figures, unassigned.length) }
}

export interface RouteFigures {
  readonly cost: number
  readonly distanceM: number
  readonly drivingS: number
  /** How many. */
  readonly stops: number
}

/** The sums over a plan's routes. */
export function totalsOf(routes: readonly RouteFigures[], unassigned: number): PlanTotals {
  const sum = (figure: keyof RouteFigures): number =>
    routes.reduce((total, route) => total + route[figure], 0)
  return {
    // Adding many cents in floating point leaves a tail that nobody means.
    cost: Math.round(sum('cost') * 1e6) / 1e6,
    distanceM: sum('distanceM'),
    drivingS: sum('drivingS'),
    routes: routes.length,
    stops: sum('stops'),
    unassigned,
  }
}

/** One evaluated route in the words of the trade. */
export function readRoute(day: PlanningDay, problem: Problem, route: RoutePlan): PlannedRoute {
  const clock = dayClock(day.date, day.depot.zone)
  const shift = day.shifts[route.shiftIndex]
  const window = problem.shifts[route.shiftIndex]?.window
  if (shift === undefined || window === undefined) {
    throw new RangeError(`The solution names shift ${route.shiftIndex}; the day has ${day.shifts.length}.`)
  }
  const orderById = new Map<string, OrderId>(day.orders.map(({ id }) => [id, id]))
  const orderOf = (job: string): OrderId => {
    const id = orderById.get(job)
    if (id === undefined)
      throw new RangeError(`The solution names the job ${job}, which the day does not have.`)
    return id
  }
  const lateByStop = new Map(
    route.violations.flatMap((violation) =>
      violation.kind === 'late' ? [[violation.stop, violation.byS] as const] : [],
    ),
  )
  return {
    shiftId: shift.id satisfies ShiftId,
    start: clock.instantOf(route.startS),
    end: clock.instantOf(route.endS),
    shiftStart: clock.instantOf(window[0]),
    shiftEnd: clock.instantOf(window[1]),
    distanceM: route.distanceM,
    drivingS: route.drivingS,
    serviceS: route.serviceS,
    waitS: route.waitS,
    breaks: readBreaks(route, clock),
    cost: route.cost,
    startLoad: toLoad(route.loadAtStart, problem.dimensions),
    violations: route.violations.flatMap((violation) => readViolation(violation, route, orderOf)),
    stops: route.stops.map((stop, index) => ({
      orderId: orderOf(stop.job),
      sequence: index + 1,
      trip: 1,
      arrival: clock.instantOf(stop.arrivalS),
      serviceStart: clock.instantOf(stop.serviceStartS),
      departure: clock.instantOf(stop.departureS),
      waitS: stop.waitS,
      lateS: lateByStop.get(index) ?? 0,
      load: toLoad(stop.loadAfter, problem.dimensions),
    })),
  }
}

const readBreaks = ({ breaks }: RoutePlan, clock: DayClock) =>
  breaks
    .toSorted((a, b) => a.startS - b.startS)
    .map(({ startS, endS }) => ({ start: clock.instantOf(startS), end: clock.instantOf(endS) }))

const toLoad = (amounts: readonly number[], dimensions: readonly string[]): Load =>
  Object.fromEntries(dimensions.map((dimension, index) => [dimension, amounts[index] ?? 0]))

/** The rules that a day's problem states; those of other formats cannot be broken here. */
function readViolation(
  violation: SolverViolation,
  { stops }: RoutePlan,
  orderOf: (job: string) => OrderId,
): readonly Violation[] {
  switch (violation.kind) {
    case 'late':
      return [{ kind: 'late', orderId: orderOf(violation.job), byS: violation.byS }]
    case 'overCapacity':
      return [{ kind: 'overCapacity', dimension: violation.dimension, by: violation.by }]
    case 'missingSkill':
      return [{ kind: 'missingSkill', orderId: orderOf(violation.job), skill: violation.skill }]
    case 'overShift':
      return [{ kind: 'overShift', byS: violation.byS }]
    case 'breakMissed':
      return [{ kind: 'breakMissed', index: violation.index, byS: violation.durationS }]
    case 'noWay': {
      const job = stops[violation.stop]?.job
      return [{ kind: 'noWay', orderId: job === undefined ? null : orderOf(job) }]
    }
    case 'tooManyStops':
    case 'overDistance':
    case 'overDuration':
    case 'pairBroken':
    case 'servedTwice':
    case 'ruleBroken':
      return []
  }
}
