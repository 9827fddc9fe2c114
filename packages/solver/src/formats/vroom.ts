import { prepare } from '../model/prepare.ts'
import type { Job, Matrix, Problem, Shift, Shipment, Window } from '../model/problem.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { ParsedProblem } from './benchmark.ts'
import { firstIssue } from './cartage.ts'
import { FormatError } from './format-error.ts'
import { readJson } from './json-lines.ts'
import { vroomSchema } from './vroom-schema.ts'
import type { VroomInput, VroomVehicle } from './vroom-schema.ts'

export interface ParsedVroom extends ParsedProblem {
  readonly format: 'vroom'
  readonly input: VroomInput
}

/** VROOM's vehicles without a time window drive at any time; ours within these seconds. */
const ANY_TIME: Window = [0, 400_000_000]

/** Ids of jobs, shipments and vehicles in the problem made of a VROOM input. */
export const vroomIds = {
  job: (id: number) => `job:${id}`,
  shipment: (index: number) => `shipment:${index}`,
}

/**
 * Reads VROOM's JSON where matrices are given: jobs with a delivery or a pickup or neither, shipments, vehicles,
 * breaks with one window, skills, priorities, costs. VROOM prices travel, not waiting or service, so the
 * distance of the problem is VROOM's cost of a leg.
 * @throws FormatError naming line and field, also for what VROOM knows and the model does not.
 */
export function parseVroom(text: string): ParsedVroom {
  const json = readJson(text)
  const parsed = vroomSchema.safeParse(json.value)
  if (!parsed.success) throw firstIssue(parsed.error, json.lineOf)
  const input = parsed.data
  if (input.matrices === undefined) {
    throw new FormatError(
      1,
      'matrices',
      'is missing: coordinates alone are not enough here, give "matrices" with location indices (cartage roads table makes them)',
    )
  }
  const fail = (path: readonly PropertyKey[], field: string, message: string): never => {
    throw new FormatError(json.lineOf(path), field, message)
  }
  const problem = toProblem(input, input.matrices, fail)
  try {
    prepare(problem)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw new FormatError(1, error.field, error.message.slice(error.field.length + 2))
  }
  return { format: 'vroom', problem, objective: 'cost', input }
}

type Fail = (path: readonly PropertyKey[], field: string, message: string) => never

function toProblem(input: VroomInput, given: NonNullable<VroomInput['matrices']>, fail: Fail): Problem {
  const count = Object.values(given)[0]?.durations.length ?? 0
  const dimensionCount = countDimensions(input)
  const matrices: Record<string, Matrix> = {}
  const shifts = input.vehicles.map((vehicle, index): Shift => {
    const field = `vehicles[${index}]`
    const table = given[vehicle.profile]
    if (table === undefined)
      return fail(['vehicles', index], `${field}.profile`, `no matrix for "${vehicle.profile}"`)
    const { per_hour: perHour, per_km: perKm } = vehicle.costs
    if (perKm > 0 && table.distances === undefined) {
      return fail(
        ['vehicles', index, 'costs'],
        `${field}.costs.per_km`,
        `needs matrices.${vehicle.profile}.distances`,
      )
    }
    const profile = JSON.stringify([vehicle.profile, vehicle.speed_factor, perHour, perKm])
    matrices[profile] ??= pricedMatrix(table, vehicle, count, fail)
    return {
      id: String(vehicle.id),
      profile,
      start: located(vehicle.start_index, vehicle.start, ['vehicles', index], `${field}.start`, fail),
      end: located(vehicle.end_index, vehicle.end, ['vehicles', index], `${field}.end`, fail),
      window: vehicle.time_window ?? ANY_TIME,
      capacity: padded(vehicle.capacity, dimensionCount),
      skills: vehicle.skills.map(String),
      breaks: vehicle.breaks.map((pause, b) => {
        if (pause.time_windows.length > 1) {
          return fail(
            ['vehicles', index, 'breaks', b],
            `${field}.breaks[${b}].time_windows`,
            'only one window is supported',
          )
        }
        const [fromS, toS] = pause.time_windows[0] ?? vehicle.time_window ?? ANY_TIME
        return { fromS, toS, durationS: pause.service }
      }),
      costs: { fixed: vehicle.costs.fixed, perHour: 0, perKm: 1000 },
      maxStops: vehicle.max_tasks,
    }
  })
  const jobs = input.jobs.map((job, index): Job => {
    const path = ['jobs', index]
    const delivery = job.delivery ?? job.amount
    if (delivery !== undefined && job.pickup !== undefined) {
      return fail(path, `jobs[${index}]`, 'has a delivery and a pickup; give them as two jobs')
    }
    return {
      id: vroomIds.job(job.id),
      kind: delivery !== undefined ? 'delivery' : job.pickup !== undefined ? 'pickup' : 'service',
      location: required(job.location_index, path, `jobs[${index}].location_index`, fail),
      load: padded(delivery ?? job.pickup ?? [], dimensionCount),
      serviceS: job.service + job.setup,
      windows: job.time_windows,
      skills: job.skills.map(String),
      priority: job.priority,
    }
  })
  const shipments = input.shipments.map((shipment, index): Shipment => {
    const end = (which: 'pickup' | 'delivery') => ({
      location: required(
        shipment[which].location_index,
        ['shipments', index, which],
        `shipments[${index}].${which}.location_index`,
        fail,
      ),
      serviceS: shipment[which].service + shipment[which].setup,
      windows: shipment[which].time_windows,
    })
    return {
      id: vroomIds.shipment(index),
      pickup: end('pickup'),
      delivery: end('delivery'),
      load: padded(shipment.amount, dimensionCount),
      skills: shipment.skills.map(String),
      priority: shipment.priority,
    }
  })
  const dimensions = Array.from({ length: dimensionCount }, (_, index) => `amount ${index + 1}`)
  return { name: 'vroom', dimensions, locationCount: count, matrices, jobs, shipments, shifts }
}

/** Durations at the vehicle's speed, and as distance VROOM's cost of the leg: per hour of travel and per km. */
function pricedMatrix(
  table: NonNullable<VroomInput['matrices']>[string],
  vehicle: VroomVehicle,
  count: number,
  fail: Fail,
): Matrix {
  const durationS = new Int32Array(count * count)
  const distanceM = new Int32Array(count * count)
  const { per_hour: perHour, per_km: perKm } = vehicle.costs
  for (let row = 0; row < count; row++) {
    const durations = table.durations[row]
    const distances = table.distances?.[row]
    if (durations?.length !== count || (table.distances !== undefined && distances?.length !== count)) {
      const path = ['matrices', vehicle.profile, 'durations', row]
      return fail(path, `matrices.${vehicle.profile}`, `row ${row} must have ${count} figures`)
    }
    for (let column = 0; column < count; column++) {
      const seconds = Math.round((durations[column] ?? 0) / vehicle.speed_factor)
      durationS[row * count + column] = seconds
      distanceM[row * count + column] = Math.round(
        (seconds * perHour) / 3600 + ((distances?.[column] ?? 0) * perKm) / 1000,
      )
    }
  }
  return { durationS, distanceM }
}

function countDimensions(input: VroomInput): number {
  const lengths = [
    ...input.vehicles.map((vehicle) => vehicle.capacity.length),
    ...input.jobs.map((job) => (job.delivery ?? job.amount ?? job.pickup ?? []).length),
    ...input.shipments.map((shipment) => shipment.amount.length),
  ]
  return Math.max(0, ...lengths)
}

function padded(amounts: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => amounts[index] ?? 0)
}

function required(
  index: number | undefined,
  path: readonly PropertyKey[],
  field: string,
  fail: Fail,
): number {
  return index ?? fail(path, field, 'is missing: with given matrices every place needs its row')
}

function located(
  index: number | undefined,
  coordinate: readonly number[] | undefined,
  path: readonly PropertyKey[],
  field: string,
  fail: Fail,
): number | undefined {
  if (index === undefined && coordinate !== undefined)
    return fail(path, `${field}_index`, 'is missing beside the coordinate')
  return index
}
