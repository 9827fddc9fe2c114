import type { Load, Route, Stop } from '@cartage/domain'
import { evaluateRoute, type Prepared, type RoutePlan, type Violation } from '@cartage/solver'

/** What a plan's problem says besides the problem itself. */
export interface EditFrame {
  readonly prepared: Prepared
  /** The UTC instant of second 0. */
  readonly dayStart: string
}

/** What a change of one route would do, priced by the same function as the plan itself. */
export interface RouteEdit {
  /** The route as it would be. */
  readonly route: Route
  readonly costDelta: number
  readonly durationDeltaS: number
  readonly distanceDeltaM: number
  /** Rules that the change breaks and that hold, or hold better, now. */
  readonly newViolations: readonly Violation[]
  /** Stops that the change takes off the route. */
  readonly removed: readonly Stop[]
  /** Stops that the change puts on it. */
  readonly added: readonly Stop[]
}

/**
 * Prices a new sequence for a route; orders left out become unassigned. Null when the problem knows the route's shift
 * or one of its orders no longer, which means that the plan has to be made again.
 */
export function editRoute(
  frame: EditFrame,
  route: Route,
  orderIds: readonly string[],
  /** What is known of orders that the route does not visit yet. */
  newcomers: readonly Stop[] = [],
): RouteEdit | null {
  const { prepared } = frame
  const shiftIndex = prepared.problem.shifts.findIndex(({ id }) => id === route.shiftId)
  const known = new Set(prepared.problem.jobs.map(({ id }) => id))
  const before = route.stops.map(({ orderId }) => orderId)
  if (shiftIndex < 0 || [...before, ...orderIds].some((id) => !known.has(id))) return null
  const was = evaluateRoute(prepared, shiftIndex, before)
  const becomes = evaluateRoute(prepared, shiftIndex, orderIds)
  const kept = new Set(orderIds)
  return {
    route: toRoute(frame, { ...route, stops: [...route.stops, ...newcomers] }, becomes),
    costDelta: becomes.cost - was.cost,
    durationDeltaS: becomes.durationS - was.durationS,
    distanceDeltaM: becomes.distanceM - was.distanceM,
    newViolations: becomes.violations.filter((violation) => isWorse(violation, was.violations)),
    removed: route.stops.filter(({ orderId }) => !kept.has(orderId)),
    added: newcomers.filter(({ orderId }) => kept.has(orderId)),
  }
}

/**
 * The sequence with one more order where it breaks least and, among such places, costs least. Every place is priced:
 * as many evaluations as there are stops.
 */
export function insertOrder(
  { prepared }: EditFrame,
  route: Route,
  orderIds: readonly string[],
  orderId: string,
): readonly string[] {
  const shiftIndex = prepared.problem.shifts.findIndex(({ id }) => id === route.shiftId)
  if (shiftIndex < 0 || !prepared.problem.jobs.some(({ id }) => id === orderId)) return orderIds
  let best = orderIds
  let least: readonly [broken: number, cost: number] = [Infinity, Infinity]
  for (let at = 0; at <= orderIds.length; at++) {
    const sequence = orderIds.toSpliced(at, 0, orderId)
    const { violations, cost } = evaluateRoute(prepared, shiftIndex, sequence)
    const broken = violations.reduce((sum, violation) => sum + 1 + sizeOf(violation), 0)
    if (broken > least[0] || (broken === least[0] && cost >= least[1])) continue
    best = sequence
    least = [broken, cost]
  }
  return best
}

/** A sequence with one order moved by some places; unchanged at the ends. */
export function moveOrder(orderIds: readonly string[], orderId: string, by: number): readonly string[] {
  const from = orderIds.indexOf(orderId)
  const to = Math.min(orderIds.length - 1, Math.max(0, from + by))
  if (from < 0 || from === to) return orderIds
  const rest = orderIds.toSpliced(from, 1)
  return rest.toSpliced(to, 0, orderId)
}

function isWorse(violation: Violation, before: readonly Violation[]): boolean {
  const key = keyOf(violation)
  const was = before.find((other) => keyOf(other) === key)
  return was === undefined || sizeOf(violation) > sizeOf(was) + 0.5
}

/** What a violation is about, wherever on the route it stands. */
function keyOf(violation: Violation): string {
  switch (violation.kind) {
    case 'late':
    case 'pairBroken':
    case 'servedTwice':
      return `${violation.kind} ${violation.job}`
    case 'missingSkill':
      return `${violation.kind} ${violation.job} ${violation.skill}`
    case 'overCapacity':
      return `${violation.kind} ${violation.dimension}`
    case 'breakMissed':
      return `${violation.kind} ${violation.index}`
    case 'ruleBroken':
      return `${violation.kind} ${violation.rule} ${violation.job ?? ''}`
    case 'noWay':
      return `${violation.kind} ${violation.fromLocation} ${violation.toLocation}`
    case 'overShift':
    case 'tooManyStops':
    case 'overDistance':
    case 'overDuration':
      return violation.kind
  }
}

function sizeOf(violation: Violation): number {
  if ('byS' in violation) return violation.byS
  if ('byM' in violation) return violation.byM
  return 'by' in violation ? violation.by : 0
}

function toRoute({ prepared, dayStart }: EditFrame, route: Route, plan: RoutePlan): Route {
  const origin = Date.parse(dayStart)
  const at = (seconds: number): string => new Date(origin + seconds * 1000).toISOString()
  const loadOf = (amounts: readonly number[]): Load =>
    Object.fromEntries(prepared.problem.dimensions.map((name, index) => [name, amounts[index] ?? 0]))
  const stopByOrder = new Map(route.stops.map((stop) => [String(stop.orderId), stop]))
  const lateByStop = new Map(
    plan.violations.flatMap((violation): [number, number][] =>
      violation.kind === 'late' ? [[violation.stop, violation.byS]] : [],
    ),
  )
  return {
    ...route,
    start: at(plan.startS),
    end: at(plan.endS),
    distanceM: plan.distanceM,
    drivingS: plan.drivingS,
    serviceS: plan.serviceS,
    waitS: plan.waitS,
    breaks: plan.breaks.map(({ startS, endS }) => ({ start: at(startS), end: at(endS) })),
    cost: plan.cost,
    startLoad: loadOf(plan.loadAtStart),
    stops: plan.stops.flatMap((planned, index): Stop[] => {
      const stop = stopByOrder.get(planned.job)
      if (!stop) return []
      return [
        {
          ...stop,
          sequence: index + 1,
          arrival: at(planned.arrivalS),
          serviceStart: at(planned.serviceStartS),
          departure: at(planned.departureS),
          waitS: planned.waitS,
          load: loadOf(planned.loadAfter),
          lateS: lateByStop.get(index) ?? 0,
        },
      ]
    }),
  }
}
