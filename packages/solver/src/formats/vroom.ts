import type { Objective } from '../model/options.ts'
import type { Job, Problem, Shipment, VisitRules } from '../model/problem.ts'
import type { ParsedProblem } from './benchmark.ts'
import { firstIssue } from './cartage.ts'
import { estimateTravel } from './estimate-travel.ts'
import { FormatError } from './format-error.ts'
import { checkMade } from './in-file.ts'
import { fieldOf, readJson } from './json-lines.ts'
import { unknownFields } from './unknown-fields.ts'
import { vroomClock } from './vroom-clock.ts'
import type { VroomClock } from './vroom-clock.ts'
import { vroomIds } from './vroom-ids.ts'
import { readPlaces } from './vroom-places.ts'
import type { Fail, VroomPlaces } from './vroom-places.ts'
import { vroomSchema } from './vroom-schema.ts'
import type { VroomInput, VroomPlace } from './vroom-schema.ts'
import { readSteps, startOf } from './vroom-steps.ts'
import type { VroomStep } from './vroom-steps.ts'
import { readTravel } from './vroom-travel.ts'
import type { AskTravel, VroomTravel } from './vroom-travel.ts'
import { toShifts } from './vroom-vehicles.ts'

export interface ParsedVroom extends ParsedProblem {
  readonly format: 'vroom'
  readonly input: VroomInput
  readonly places: VroomPlaces
  /** By profile. */
  readonly travel: ReadonlyMap<string, VroomTravel>
  readonly clock: VroomClock
  /** The steps given for each vehicle. */
  readonly steps: readonly (readonly VroomStep[])[]
  readonly fail: Fail
}

export interface VroomOptions {
  readonly objective?: Objective | undefined
  /** Finds travel between coordinates where the file gives none; estimated when absent. */
  readonly travel?: AskTravel | undefined
}

/**
 * Reads VROOM's JSON. VROOM prices travel, not waiting or service, so the distance of the problem is as a rule
 * VROOM's cost of a leg (`toShifts`).
 * @throws FormatError naming line and field, also for what VROOM knows and the model does not.
 */
export function parseVroom(text: string, options: VroomOptions = {}): ParsedVroom {
  const json = readJson(text)
  const parsed = vroomSchema.safeParse(json.value)
  if (!parsed.success) throw firstIssue(parsed.error, json.lineOf)
  const input = parsed.data
  const fail: Fail = (path, message) => {
    throw new FormatError(json.lineOf(path), fieldOf(path), message)
  }
  checkIds(input, fail)
  const places = readPlaces(input, fail)
  const clock = vroomClock(input)
  const warnings = unknownFields(json.value, input).map(
    (path) => `line ${json.lineOf(path)}, ${fieldOf(path)}: VROOM has no such field, it is ignored`,
  )
  const estimate: AskTravel = (points, profile) => {
    warnings.push(
      `travel of "${profile}" is estimated from great circles; give matrices or a region with roads for real ways`,
    )
    return estimateTravel(points, profile)
  }
  const travel = readTravel(input, places, options.travel ?? estimate, fail)
  const { matrices, shifts } = toShifts(
    { input, places, travel, clock },
    { wantsDistance: options.objective === 'distance' || options.objective === 'vehicles', fail },
  )
  const dimensionCount = countDimensions(input)
  const problem: Problem = {
    name: 'vroom',
    dimensions: Array.from({ length: dimensionCount }, (_, index) => `amount ${index + 1}`),
    locationCount: places.count,
    matrices,
    jobs: toJobs(input, places, clock, dimensionCount),
    shipments: toShipments(input, places, clock, dimensionCount),
    shifts: shifts.map((shift) => ({ ...shift, capacity: padded(shift.capacity, dimensionCount) })),
  }
  const objective = typeof options.objective === 'string' ? options.objective : 'cost'
  checkMade(problem, objective, (path) => {
    const inVroom = vroomPath(path, input)
    return [json.lineOf(inVroom), fieldOf(inVroom)]
  })
  const steps = readSteps(input, fail)
  return {
    format: 'vroom',
    problem,
    objective: 'cost',
    options: startOf(input, steps),
    warnings: [...new Set(warnings)],
    input,
    places,
    travel,
    clock,
    steps,
    fail,
  }
}

function toJobs(input: VroomInput, places: VroomPlaces, clock: VroomClock, dimensionCount: number): Job[] {
  return input.jobs.map((job, index): Job => {
    const brings = padded(job.delivery ?? (job.pickup === undefined ? job.amount : undefined), dimensionCount)
    const takes = padded(job.pickup, dimensionCount)
    const doesBring = brings.some((figure) => figure > 0)
    const doesTake = takes.some((figure) => figure > 0)
    return {
      id: vroomIds.job(job.id),
      kind: doesBring ? 'delivery' : doesTake ? 'pickup' : 'service',
      load: doesBring ? brings : takes,
      ...(doesBring && doesTake ? { takes } : {}),
      ...visitOf(job, places.jobs[index] ?? 0, clock),
      skills: job.skills.map(String),
      priority: job.priority,
    }
  })
}

function toShipments(
  input: VroomInput,
  places: VroomPlaces,
  clock: VroomClock,
  dimensionCount: number,
): Shipment[] {
  return input.shipments.map((shipment, index): Shipment => {
    const { pickup = 0, delivery = 0 } = places.shipments[index] ?? {}
    return {
      id: vroomIds.shipment(index),
      pickup: visitOf(shipment.pickup, pickup, clock),
      delivery: visitOf(shipment.delivery, delivery, clock),
      load: padded(shipment.amount, dimensionCount),
      skills: shipment.skills.map(String),
      priority: shipment.priority,
    }
  })
}

/** Setups and times by vehicle only where there are any: without them the search is faster. */
function visitOf(place: VroomPlace, location: number, clock: VroomClock): VisitRules {
  const hasSetup = place.setup > 0 || place.setup_per_type !== undefined
  return {
    location,
    serviceS: place.service,
    windows: place.time_windows?.map(clock.window) ?? [],
    ...(hasSetup ? { setupS: place.setup } : {}),
    ...(place.setup_per_type === undefined ? {} : { setupByVehicleS: place.setup_per_type }),
    ...(place.service_per_type === undefined ? {} : { serviceByVehicleS: place.service_per_type }),
  }
}

/** As in VROOM jobs, pickups and deliveries are numbered apart, and the breaks of each vehicle. */
function checkIds({ jobs, shipments, vehicles }: VroomInput, fail: Fail): void {
  const check = (ids: readonly number[], pathOfId: (index: number) => readonly PropertyKey[]) => {
    const seen = new Set<number>()
    ids.forEach((id, index) => {
      if (seen.has(id)) fail(pathOfId(index), `${id} stands twice`)
      seen.add(id)
    })
  }
  const idsOf = (places: readonly { readonly id: number }[]) => places.map(({ id }) => id)
  check(idsOf(jobs), (index) => ['jobs', index, 'id'])
  check(idsOf(vehicles), (index) => ['vehicles', index, 'id'])
  check(idsOf(shipments.map(({ pickup }) => pickup)), (index) => ['shipments', index, 'pickup', 'id'])
  check(idsOf(shipments.map(({ delivery }) => delivery)), (index) => ['shipments', index, 'delivery', 'id'])
  vehicles.forEach((vehicle, v) => {
    check(idsOf(vehicle.breaks), (index) => ['vehicles', v, 'breaks', index, 'id'])
  })
}

function countDimensions(input: VroomInput): number {
  return Math.max(
    0,
    ...input.vehicles.map((vehicle) => vehicle.capacity.length),
    ...input.jobs.flatMap(({ delivery, pickup, amount }) =>
      [delivery, pickup, amount].map((amounts) => amounts?.length ?? 0),
    ),
    ...input.shipments.map((shipment) => shipment.amount.length),
  )
}

/** Amounts in every dimension, 0 where none is given. */
function padded(amounts: readonly number[] | undefined, count: number): number[] {
  return Array.from({ length: count }, (_, index) => amounts?.[index] ?? 0)
}

const VROOM_WORDS: Readonly<Record<string, string>> = {
  shifts: 'vehicles',
  load: 'amount',
  takes: 'pickup',
  location: 'location_index',
  windows: 'time_windows',
  window: 'time_window',
  serviceS: 'service',
  durationS: 'service',
  setupS: 'setup',
  serviceByVehicleS: 'service_per_type',
  setupByVehicleS: 'setup_per_type',
  maxStops: 'max_tasks',
  maxDrivingS: 'max_travel_time',
  maxDistanceM: 'max_distance',
  maxLoad: 'max_load',
  perTaskHour: 'per_task_hour',
  perKm: 'per_km',
  perDrivingHour: 'per_hour',
}

/** The place in VROOM's file that a field of the problem was made of. */
export function vroomPath(field: readonly PropertyKey[], input: VroomInput): PropertyKey[] {
  const path = field.map((key) => (typeof key === 'string' ? (VROOM_WORDS[key] ?? key) : key))
  const [list, index, name] = path
  // A job may name its load in three ways.
  const job = list === 'jobs' ? input.jobs[Number(index)] : undefined
  if (job !== undefined && name === 'amount') {
    path[2] =
      (['delivery', 'pickup', 'amount'] as const).find((key) => job[key]?.some((load) => load > 0)) ?? name
  }
  // A leg has one price, of its length and of its time.
  const costs = list === 'vehicles' ? input.vehicles[Number(index)]?.costs : undefined
  if (costs?.per_km === 0 && path.at(-1) === 'per_km') path[path.length - 1] = 'per_hour'
  return path
}
