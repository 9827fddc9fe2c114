import type { ParsedVroom } from './vroom.ts'
import type { VroomPlace, VroomVehicle } from './vroom-schema.ts'

/** A broken rule, in VROOM's words. */
export type VroomCause =
  | 'lead_time'
  | 'delay'
  | 'load'
  | 'max_tasks'
  | 'skills'
  | 'precedence'
  | 'missing_break'
  | 'max_travel_time'
  | 'max_load'
  | 'max_distance'

export interface VroomViolation {
  readonly cause: VroomCause
  /** Seconds, of lead times and delays. */
  readonly duration?: number
}

/** A visit of the input: a job, or an end of a shipment. */
export interface VroomTask {
  readonly type: 'job' | 'pickup' | 'delivery'
  readonly place: VroomPlace
  readonly row: number
  readonly delivery: readonly number[]
  readonly pickup: readonly number[]
  readonly skills: readonly number[]
  readonly priority: number
}

/** A step of a route with its times in the problem's seconds. */
export interface TimedStep {
  readonly what:
    | { readonly type: 'start' | 'end' }
    | { readonly type: 'break'; readonly pause: VroomVehicle['breaks'][number] }
    | VroomTask
  /** Travel since the step before. */
  readonly drivingS: number
  readonly distanceM: number
  readonly arrivalS: number
  readonly waitingS: number
  readonly setupS: number
  readonly serviceS: number
  readonly load: readonly number[]
  readonly violations: readonly VroomViolation[]
}

/** The figures of a route that the summary adds up. */
export interface VroomTotals {
  readonly cost: number
  readonly delivery: readonly number[]
  readonly pickup: readonly number[]
  readonly setup: number
  readonly service: number
  readonly duration: number
  readonly waiting_time: number
  readonly priority: number
  readonly distance: number
  readonly violations: readonly VroomViolation[]
}

export interface VroomRoute {
  readonly json: object
  readonly totals: VroomTotals
}

/** A route in VROOM's shape, and what it adds to the summary. */
export function vroomRoute(
  parsed: ParsedVroom,
  vehicleIndex: number,
  steps: readonly TimedStep[],
  violations: readonly VroomViolation[] = [],
): VroomRoute {
  const vehicle = parsed.input.vehicles[vehicleIndex]
  if (vehicle === undefined) throw new RangeError(`there is no vehicle ${vehicleIndex}`)
  const dimensionCount = parsed.problem.dimensions.length
  const sum = (figure: (step: TimedStep) => number) => steps.reduce((total, step) => total + figure(step), 0)
  const amounts = (which: 'delivery' | 'pickup') =>
    Array.from({ length: dimensionCount }, (_, d) =>
      sum(({ what }) => (which in what && 'place' in what ? (what[which][d] ?? 0) : 0)),
    )
  const totals: VroomTotals = {
    cost: costOf(parsed, vehicle, steps),
    delivery: amounts('delivery'),
    pickup: amounts('pickup'),
    setup: sum((step) => step.setupS),
    service: sum((step) => step.serviceS),
    duration: sum((step) => step.drivingS),
    waiting_time: sum((step) => step.waitingS),
    priority: sum(({ what }) => ('priority' in what ? what.priority : 0)),
    distance: sum((step) => step.distanceM),
    violations,
  }
  let duration = 0
  let distance = 0
  const json = {
    vehicle: vehicle.id,
    cost: totals.cost,
    ...described(vehicle),
    ...amountFields(totals, dimensionCount),
    setup: totals.setup,
    service: totals.service,
    duration: totals.duration,
    waiting_time: totals.waiting_time,
    priority: totals.priority,
    ...(reportsDistances(parsed) ? { distance: totals.distance } : {}),
    steps: steps.map((step) => {
      duration += step.drivingS
      distance += step.distanceM
      return {
        type: step.what.type,
        ...namesOf(parsed, vehicle, step, steps),
        setup: step.setupS,
        service: step.serviceS,
        waiting_time: step.waitingS,
        ...('place' in step.what ? { job: step.what.place.id } : {}),
        ...(dimensionCount > 0 ? { load: step.load } : {}),
        arrival: step.arrivalS + parsed.clock.originS,
        duration,
        violations: step.violations,
        ...(reportsDistances(parsed) ? { distance } : {}),
      }
    }),
    violations,
  }
  return { json, totals }
}

/** VROOM reports distances when asked to, and when all of them are given. */
export function reportsDistances({ input, travel }: ParsedVroom): boolean {
  const ways = [...travel.values()]
  return ways.every(
    (way) => way.distanceM !== undefined && (input.options?.g === true || way.hasOwnDistances),
  )
}

/** Delivered and picked up, and delivered once more by its older name; nothing without capacities. */
export function amountFields(
  { delivery, pickup }: Pick<VroomTotals, 'delivery' | 'pickup'>,
  dimensionCount: number,
): object {
  return dimensionCount > 0 ? { delivery, amount: delivery, pickup } : {}
}

/** Where a place is, as far as the input says it. */
export function placeFields(place: {
  readonly description?: string | undefined
  readonly location?: readonly unknown[] | undefined
  readonly location_index?: number | undefined
}): object {
  return {
    ...described(place),
    ...(place.location === undefined ? {} : { location: place.location.slice(0, 2) }),
    ...(place.location_index === undefined ? {} : { location_index: place.location_index }),
  }
}

function described({ description }: { readonly description?: string | undefined }): object {
  return description === undefined || description === '' ? {} : { description }
}

/** A fixed price, the price of travel and the price of work, each rounded as VROOM does. */
function costOf(parsed: ParsedVroom, vehicle: VroomVehicle, steps: readonly TimedStep[]): number {
  const { fixed, per_hour: perHour, per_km: perKm, per_task_hour: perTaskHour } = vehicle.costs
  const cost = parsed.travel.get(vehicle.profile)?.cost
  let travel = 0
  let work = 0
  let from = parsed.places.starts[parsed.input.vehicles.indexOf(vehicle)]
  const end = parsed.places.ends[parsed.input.vehicles.indexOf(vehicle)]
  for (const { what, drivingS, distanceM, setupS, serviceS } of steps) {
    const to = 'place' in what ? what.row : what.type === 'end' ? end : undefined
    if (cost === undefined) travel += (drivingS * perHour) / 3600 + (distanceM * perKm) / 1000
    else if (from !== undefined && to !== undefined) travel += cost[from * parsed.places.count + to] ?? 0
    if ('place' in what) work += setupS + serviceS
    from = to ?? from
  }
  return fixed + Math.round(travel) + Math.round((work * perTaskHour) / 3600)
}

function namesOf(
  parsed: ParsedVroom,
  vehicle: VroomVehicle,
  { what }: TimedStep,
  steps: readonly TimedStep[],
): object {
  if ('place' in what) return { ...placeFields(what.place), id: what.place.id }
  if (what.type === 'break') return { ...described(what.pause), id: what.pause.id }
  const [location, location_index] = [vehicle[what.type], vehicle[`${what.type}_index`]]
  if (location !== undefined || location_index !== undefined) return placeFields({ location, location_index })
  // An open route starts at its first task and ends at its last.
  const tasks = steps.flatMap((step) => ('place' in step.what ? [step.what.place] : []))
  const place = what.type === 'start' ? tasks[0] : tasks.at(-1)
  return place === undefined ? {} : placeFields({ ...place, description: undefined })
}
