import type { SolveResult } from '../model/options.ts'
import type { RoutePlan, RouteStop } from '../model/solution.ts'
import { vroomIds } from './vroom.ts'
import type { ParsedVroom } from './vroom.ts'
import type { VroomInput } from './vroom-schema.ts'

type Place = VroomInput['shipments'][number]['pickup']

interface Totals {
  cost: number
  setup: number
  service: number
  duration: number
  waiting_time: number
  distance: number
  priority: number
}

/** A result in VROOM's output JSON. `duration` is travel alone, as VROOM counts it. */
export function vroomAnswer(parsed: ParsedVroom, result: SolveResult): object {
  const routes = result.solution.routes.map((route) => vroomRoute(parsed, route))
  const sum = (key: keyof Totals) => routes.reduce((total, route) => total + route.totals[key], 0)
  const dimensionCount = parsed.problem.dimensions.length
  const amounts = (which: 'delivery' | 'pickup') =>
    Array.from({ length: dimensionCount }, (_, d) =>
      routes.reduce((total, route) => total + (route[which][d] ?? 0), 0),
    )
  return {
    code: 0,
    summary: {
      cost: sum('cost'),
      routes: routes.length,
      unassigned: unassigned(parsed, result).length,
      setup: sum('setup'),
      service: sum('service'),
      duration: sum('duration'),
      waiting_time: sum('waiting_time'),
      priority: sum('priority'),
      ...(hasDistances(parsed) ? { distance: sum('distance') } : {}),
      delivery: amounts('delivery'),
      pickup: amounts('pickup'),
      violations: [],
      computing_times: { loading: 0, solving: Math.round(1000 * result.seconds) },
    },
    unassigned: unassigned(parsed, result),
    routes: routes.map(({ totals, distances, ...route }) => ({
      ...route,
      ...totals,
      ...(hasDistances(parsed) ? { distance: totals.distance } : { distance: undefined }),
      steps: route.steps.map((step, index) =>
        hasDistances(parsed) ? { ...step, distance: distances[index] } : step,
      ),
    })),
  }
}

function hasDistances(parsed: ParsedVroom): boolean {
  return Object.values(parsed.input.matrices ?? {}).every((table) => table.distances !== undefined)
}

interface Visit {
  readonly type: 'job' | 'pickup' | 'delivery'
  readonly place: Place
  readonly priority: number
  readonly delivery: readonly number[]
  readonly pickup: readonly number[]
}

/** Finds what a stop of the plan is in the input. */
function visitOf(input: VroomInput, stop: RouteStop): Visit | undefined {
  const job = input.jobs.find(({ id }) => vroomIds.job(id) === stop.job)
  if (job !== undefined) {
    const delivery = job.delivery ?? job.amount ?? []
    return { type: 'job', place: job, priority: job.priority, delivery, pickup: job.pickup ?? [] }
  }
  const shipment = input.shipments.find((_, index) => vroomIds.shipment(index) === stop.job)
  if (shipment === undefined) return undefined
  const { amount, priority } = shipment
  return stop.activity === 'pickup'
    ? { type: 'pickup', place: shipment.pickup, priority, delivery: [], pickup: amount }
    : { type: 'delivery', place: shipment.delivery, priority: 0, delivery: amount, pickup: [] }
}

function vroomRoute(parsed: ParsedVroom, route: RoutePlan) {
  const { input } = parsed
  const vehicle = input.vehicles.find(({ id }) => String(id) === route.shift)
  const table = input.matrices?.[vehicle?.profile ?? 'car']
  const dimensionCount = parsed.problem.dimensions.length
  const totals: Totals = {
    cost: 0,
    setup: 0,
    service: 0,
    duration: 0,
    waiting_time: 0,
    distance: 0,
    priority: 0,
  }
  const delivery = Array.from({ length: dimensionCount }, () => 0)
  const pickup = Array.from({ length: dimensionCount }, () => 0)
  const steps: object[] = []
  const distances: number[] = []
  const push = (step: object) => {
    steps.push({ ...step, duration: totals.duration, violations: [] })
    distances.push(totals.distance)
  }
  if (vehicle?.start_index !== undefined) {
    const at = { location_index: vehicle.start_index, ...(vehicle.start ? { location: vehicle.start } : {}) }
    push({
      type: 'start',
      ...at,
      setup: 0,
      service: 0,
      waiting_time: 0,
      load: route.loadAtStart,
      arrival: route.startS,
    })
  }
  let from = vehicle?.start_index
  route.stops.forEach((stop, index) => {
    const visit = visitOf(input, stop)
    if (visit === undefined) return
    totals.duration += stop.drivingS
    totals.distance += from === undefined ? 0 : (table?.distances?.[from]?.[stop.location] ?? 0)
    from = stop.location
    const load = route.stops[index - 1]?.loadAfter ?? route.loadAtStart
    const resting = (when: 'beforeService' | 'afterService', at: number, onBoard: readonly number[]) => {
      let clock = at
      for (const pause of route.breaks) {
        if (pause.stop !== index || pause.when !== when) continue
        const id = vehicle?.breaks[pause.index]?.id ?? 0
        const length = pause.endS - pause.startS
        const waiting = pause.startS - clock
        totals.waiting_time += waiting
        totals.service += length
        push({
          type: 'break',
          id,
          setup: 0,
          service: length,
          waiting_time: waiting,
          load: onBoard,
          arrival: clock,
        })
        clock = pause.endS
      }
      return clock
    }
    const arrival = resting('beforeService', stop.arrivalS, load)
    const waiting = stop.serviceStartS - arrival
    totals.waiting_time += waiting
    totals.setup += visit.place.setup
    totals.service += visit.place.service
    totals.priority += visit.priority
    visit.delivery.forEach((amount, d) => (delivery[d] = (delivery[d] ?? 0) + amount))
    visit.pickup.forEach((amount, d) => (pickup[d] = (pickup[d] ?? 0) + amount))
    push({
      type: visit.type,
      ...(visit.place.description === undefined ? {} : { description: visit.place.description }),
      location_index: stop.location,
      ...(visit.place.location ? { location: visit.place.location } : {}),
      id: visit.place.id,
      setup: visit.place.setup,
      service: visit.place.service,
      waiting_time: waiting,
      load: stop.loadAfter,
      arrival,
    })
    resting('afterService', stop.serviceStartS + visit.place.setup + visit.place.service, stop.loadAfter)
  })
  const load = route.stops.at(-1)?.loadAfter ?? route.loadAtStart
  if (vehicle?.end_index !== undefined) {
    totals.duration += route.returnDrivingS
    totals.distance += from === undefined ? 0 : (table?.distances?.[from]?.[vehicle.end_index] ?? 0)
    const at = { location_index: vehicle.end_index, ...(vehicle.end ? { location: vehicle.end } : {}) }
    push({ type: 'end', ...at, setup: 0, service: 0, waiting_time: 0, load, arrival: route.endS })
  }
  totals.cost = route.cost
  return { vehicle: vehicle?.id ?? 0, delivery, pickup, totals, distances, steps, violations: [] }
}

function unassigned(parsed: ParsedVroom, result: SolveResult): object[] {
  const { input } = parsed
  return result.solution.unassigned.flatMap(({ job, reasons }) => {
    const why = { reasons: reasons.map(({ code, text }) => ({ code, text })) }
    const single = input.jobs.find(({ id }) => vroomIds.job(id) === job)
    if (single !== undefined) return [{ ...entry('job', single), ...why }]
    const shipment = input.shipments.find((_, index) => vroomIds.shipment(index) === job)
    if (shipment === undefined) return []
    return [
      { ...entry('pickup', shipment.pickup), ...why },
      { ...entry('delivery', shipment.delivery), ...why },
    ]
  })
}

function entry(type: Visit['type'], place: Place): object {
  return {
    id: place.id,
    type,
    location_index: place.location_index,
    ...(place.location ? { location: place.location } : {}),
  }
}
