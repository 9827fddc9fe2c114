import type { SolveResult } from '../model/options.ts'
import type { Reason, RoutePlan } from '../model/solution.ts'
import type { ParsedVroom } from './vroom.ts'
import { amountFields, placeFields, reportsDistances, vroomRoute } from './vroom-route.ts'
import type { TimedStep, VroomRoute, VroomTask } from './vroom-route.ts'
import { violationsOf } from './vroom-violations.ts'
import { VroomTasks, workOf } from './vroom-tasks.ts'

/** A result in VROOM's output JSON. `duration` is travel alone, as VROOM counts it. */
export function vroomAnswer(parsed: ParsedVroom, result: SolveResult): object {
  const tasks = new VroomTasks(parsed)
  const routes = result.solution.routes.map((route) =>
    vroomRoute(parsed, route.shiftIndex, timedSteps(parsed, tasks, route)),
  )
  const absent = result.solution.unassigned.flatMap(({ job, reasons }) =>
    tasks.of(job).map((task) => ({ task, reasons })),
  )
  return vroomOutput(parsed, routes, absent, result.seconds)
}

/**
 * A sentence of the solver with VROOM's names of things: a shift is a vehicle, and what lasts or ends of it is its time
 * window. No name in it is a user's: VROOM has numbers.
 */
function inWordsOfVroom(text: string): string {
  return text
    .replace(/longer than (.*\bshifts?) lasts\./, 'longer than the time window of $1.')
    .replace(/before the end of (.*\bshifts?):/, 'before the time window of $1 ends:')
    .replace(/\bshift(s?)\b/g, 'vehicle$1')
    .replace(/(\d) (amount \d+)/g, '$1 ($2)')
}

/** VROOM's output of routes: their sums, the tasks that none serves, and themselves. */
export function vroomOutput(
  parsed: ParsedVroom,
  routes: readonly VroomRoute[],
  absent: readonly { readonly task: VroomTask; readonly reasons?: readonly Reason[] }[],
  seconds: number,
): object {
  const sum = (key: 'cost' | 'setup' | 'service' | 'duration' | 'waiting_time' | 'priority' | 'distance') =>
    routes.reduce((total, route) => total + route.totals[key], 0)
  const dimensionCount = parsed.problem.dimensions.length
  const amounts = (which: 'delivery' | 'pickup') =>
    Array.from({ length: dimensionCount }, (_, d) =>
      routes.reduce((total, { totals }) => total + (totals[which][d] ?? 0), 0),
    )
  return {
    code: 0,
    summary: {
      cost: sum('cost'),
      routes: routes.length,
      unassigned: absent.length,
      ...amountFields({ delivery: amounts('delivery'), pickup: amounts('pickup') }, dimensionCount),
      setup: sum('setup'),
      service: sum('service'),
      duration: sum('duration'),
      waiting_time: sum('waiting_time'),
      priority: sum('priority'),
      ...(reportsDistances(parsed) ? { distance: sum('distance') } : {}),
      violations: violationsOf(routes.flatMap(({ totals }) => totals.violations)),
      computing_times: { loading: 0, solving: Math.round(1000 * seconds), routing: 0 },
    },
    unassigned: absent.map(({ task: { type, place }, reasons }) => ({
      id: place.id,
      type,
      ...placeFields(place),
      ...(reasons === undefined
        ? {}
        : { reasons: reasons.map(({ code, text }) => ({ code, text: inWordsOfVroom(text) })) }),
    })),
    routes: routes.map(({ json }) => json),
  }
}

function timedSteps(parsed: ParsedVroom, tasks: VroomTasks, route: RoutePlan): TimedStep[] {
  const vehicle = parsed.input.vehicles[route.shiftIndex]
  if (vehicle === undefined) return []
  const { count } = parsed.places
  const distances = parsed.travel.get(vehicle.profile)?.distanceM
  const steps: TimedStep[] = []
  const still = { drivingS: 0, distanceM: 0, waitingS: 0, setupS: 0, serviceS: 0, violations: [] }
  const start = {
    ...still,
    what: { type: 'start' },
    arrivalS: route.startS,
    load: route.loadAtStart,
  } as const
  steps.push(start)
  let from = parsed.places.starts[route.shiftIndex]
  const seen = new Set<string>()
  route.stops.forEach((stop, index) => {
    const [first, second] = tasks.of(stop.job)
    const task = seen.has(stop.job) ? second : first
    if (task === undefined) return
    seen.add(stop.job)
    const loadBefore = route.stops[index - 1]?.loadAfter ?? route.loadAtStart
    const travel = {
      drivingS: stop.drivingS,
      distanceM: from === undefined ? 0 : (distances?.[from * count + task.row] ?? 0),
    }
    let pending = travel
    const rest = (when: 'beforeService' | 'afterService', at: number, load: readonly number[]): number => {
      let clock = at
      for (const placed of route.breaks) {
        const pause = vehicle.breaks[placed.index]
        if (placed.stop !== index || placed.when !== when || pause === undefined) continue
        steps.push({
          ...still,
          ...pending,
          what: { type: 'break', pause },
          arrivalS: clock,
          waitingS: placed.startS - clock,
          serviceS: placed.endS - placed.startS,
          load,
        })
        pending = { drivingS: 0, distanceM: 0 }
        clock = placed.endS
      }
      return clock
    }
    const arrivalS = rest('beforeService', stop.arrivalS, loadBefore)
    const work = workOf(task, vehicle, from)
    steps.push({
      ...still,
      ...pending,
      ...work,
      what: task,
      arrivalS,
      waitingS: stop.serviceStartS - arrivalS,
      load: stop.loadAfter,
    })
    pending = { drivingS: 0, distanceM: 0 }
    rest('afterService', stop.serviceStartS + work.setupS + work.serviceS, stop.loadAfter)
    from = task.row
  })
  const end = parsed.places.ends[route.shiftIndex]
  steps.push({
    ...still,
    what: { type: 'end' },
    drivingS: route.returnDrivingS,
    distanceM: from === undefined || end === undefined ? 0 : (distances?.[from * count + end] ?? 0),
    arrivalS: route.endS,
    load: route.stops.at(-1)?.loadAfter ?? route.loadAtStart,
  })
  return steps
}
