import type { Job, Problem } from '../model/problem.ts'
import { readCount } from './benchmark.ts'
import type { Distances, ParsedProblem } from './benchmark.ts'
import { readMatrix, readTravel } from './edge-weights.ts'
import { FormatError } from './format-error.ts'
import { roundingOf } from './rounding.ts'
import type { Rounding } from './rounding.ts'
import { nodeIndex, perNode } from './vrplib-columns.ts'
import { readGroups, readShipments } from './vrplib-relations.ts'
import { readVrplibSections, sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'
import { readVehicles } from './vrplib-vehicles.ts'

const SECTIONS = [
  'NODE_COORD',
  'EDGE_WEIGHT',
  'DEPOT',
  'DEMAND',
  'LINEHAUL',
  'BACKHAUL',
  'SERVICE_TIME',
  'TIME_WINDOW',
  'RELEASE_TIME',
  'PRIZE',
  'MUTUALLY_EXCLUSIVE_GROUP',
  'PICKUP_AND_DELIVERY',
  'CAPACITY',
  'VEHICLES_DEPOT',
  'VEHICLES_RELOAD_DEPOT',
  'VEHICLES_MAX_RELOADS',
  'VEHICLES_FIXED_COST',
  'VEHICLES_UNIT_DISTANCE_COST',
  'VEHICLES_MAX_DISTANCE',
  'VEHICLES_MAX_DURATION',
  'VEHICLES_ALLOWED_CLIENTS',
] as const
const KNOWN: ReadonlySet<string> = new Set(SECTIONS)

/** The rounding in which the records of a family are kept, by the file's TYPE. */
const ROUNDING_BY_TYPE = new Map<string, Rounding>([
  ['CVRP', 'round'],
  ['VRPB', 'round'],
  ['VRPTW', 'dimacs'],
  ['PCVRPTW', 'dimacs'],
  ['MTVRPTWR', 'dimacs'],
])

/**
 * Reads PyVRP's dialect of VRPLIB: several depots, different vehicles with fixed and unit costs, windows,
 * service times, limits on distance and duration, allowed clients, backhauls, prizes, mutually exclusive groups,
 * release times, reloads, pickups with their deliveries. Figures become whole by the rounding of the file's TYPE
 * (else to thousandths) unless one is given, and the cost counts in them. Jobs and depots are named node number
 * minus one.
 * @throws FormatError naming line and field.
 */
export function parseVrplib(text: string, rounding?: Rounding): ParsedProblem {
  const file = readVrplibSections(text)
  refuseUnknown(file)
  const type = file.fields.get('TYPE')?.value ?? ''
  const ownRounding = rounding ?? ROUNDING_BY_TYPE.get(type) ?? 'exact'
  const whole = roundingOf(ownRounding)
  const size = readCount(file.fields.get('DIMENSION')?.value, lineOf(file, 'DIMENSION'), 'DIMENSION')
  const depots = readDepots(file, size)
  const { shipments, taken } = readShipments(file, size, whole)
  const clients = Array.from({ length: size }, (_, node) => node).filter(
    (node) => !depots.includes(node) && !taken.has(node),
  )
  const isVrpb = type === 'VRPB'
  const { jobs, dimensionCount } = readClients(file, { size, clients, depots, whole, isVrpb })
  const width = Math.max(dimensionCount, shipments.length > 0 ? 1 : 0)
  const count = clients.length + shipments.length
  const vehicles = readVehicles(file, { size, depots, clients, taskCount: count, whole })
  const capacityOf = (capacity: readonly number[]) =>
    // In a VRPB linehauls and backhauls fill a vehicle one after the other: each gets the whole of it.
    isVrpb ? [...capacity, ...capacity] : capacity
  const travel = isVrpb
    ? { matrices: { car: closeBackhauls(readMatrix(file, size, ownRounding), size, jobs, depots) } }
    : readTravel(file, size, ownRounding)
  const problem: Problem = {
    name: file.fields.get('NAME')?.value ?? 'vrp',
    dimensions: isVrpb
      ? [...nameDimensions('linehaul', width), ...nameDimensions('backhaul', width)]
      : nameDimensions('load', width),
    locationCount: size,
    ...travel,
    jobs: jobs.map((job) => ({ ...job, skills: vehicles.skillsOf(Number(job.id)) })),
    shipments,
    shifts: vehicles.shifts.map((shift) => ({ ...shift, capacity: capacityOf(shift.capacity) })),
    depots: vehicles.reloadDepots,
    units: { time: 1, distance: 1 },
  }
  return {
    format: 'vrplib',
    problem,
    objective: 'cost',
    numbersOf: (id) => (id.startsWith('@') ? [id.slice(1)] : id.split('-')),
  }
}

function refuseUnknown(file: VrplibFile): void {
  for (const [name, { line }] of file.sections) {
    if (!KNOWN.has(name.slice(0, -'_SECTION'.length))) {
      throw new FormatError(line, name, 'is a rule that this solver does not have')
    }
  }
  for (const [name, { line }] of file.fields) {
    if (name === 'DISTANCE' || (name.startsWith('VEHICLES_') && !KNOWN.has(name))) {
      throw new FormatError(
        line,
        name,
        'is a rule that this dialect does not have; see VEHICLES_MAX_DISTANCE',
      )
    }
  }
}

function readDepots(file: VrplibFile, size: number): number[] {
  const rows = sectionRows(file, 'DEPOT_SECTION', false).filter(({ words }) => words[0] !== '-1')
  const depots = rows.map(({ words, line }) => nodeIndex(words[0], line, 'DEPOT_SECTION', size))
  return depots.length > 0 ? depots : [0]
}

interface Clients {
  readonly size: number
  readonly clients: readonly number[]
  readonly depots: readonly number[]
  readonly whole: (value: number) => number
  readonly isVrpb: boolean
}

function readClients(
  file: VrplibFile,
  { size, clients, depots, whole, isVrpb }: Clients,
): { jobs: Job[]; dimensionCount: number } {
  const demand = perNode(file, 'DEMAND', size) ?? perNode(file, 'LINEHAUL', size)
  const backhaul = perNode(file, 'BACKHAUL', size)
  const service = perNode(file, 'SERVICE_TIME', size)
  const windows = perNode(file, 'TIME_WINDOW', size)
  const release = perNode(file, 'RELEASE_TIME', size)
  const prize = perNode(file, 'PRIZE', size)
  const groups = readGroups(file, size, depots)
  const dimensionCount = Math.max(
    0,
    ...[...(demand?.rows ?? []), ...(backhaul?.rows ?? [])].map((row) => row.length),
  )
  const padded = (figures: readonly number[] | undefined) =>
    Array.from({ length: dimensionCount }, (_, d) => figures?.[d] ?? 0)
  const jobs = clients.map((node): Job => {
    const brings = padded(demand?.rows[node])
    const takes = padded(backhaul?.rows[node])
    const isBackhaul = takes.some((figure) => figure > 0)
    const isLinehaul = brings.some((figure) => figure > 0)
    if (isVrpb && isBackhaul && isLinehaul) {
      const message = `node ${node + 1} has a demand as well, which a VRPB does not allow`
      throw new FormatError(backhaul?.lineOf(node) ?? 0, 'BACKHAUL_SECTION', message)
    }
    const [from, to] = windows?.rows[node] ?? []
    const money = whole(prize?.rows[node]?.[0] ?? 0)
    const group = groups.get(node)
    if (money > 0 && group !== undefined) {
      const message = `node ${node + 1} is in a mutually exclusive group, whose clients have no prize here`
      throw new FormatError(prize?.lineOf(node) ?? 0, 'PRIZE_SECTION', message)
    }
    const releaseS = whole(release?.rows[node]?.[0] ?? 0)
    const kind = isBackhaul && !isLinehaul ? 'pickup' : 'delivery'
    if (releaseS > 0 && kind === 'pickup') {
      const message = `node ${node + 1} is a pickup; only what is delivered is released`
      throw new FormatError(release?.lineOf(node) ?? 0, 'RELEASE_TIME_SECTION', message)
    }
    return {
      id: String(node),
      kind,
      location: node,
      load: isVrpb ? [...brings, ...takes] : kind === 'pickup' ? takes : brings,
      ...(isBackhaul && isLinehaul ? { takes } : {}),
      serviceS: whole(service?.rows[node]?.[0] ?? 0),
      windows: from === undefined || to === undefined ? [] : [[whole(from), whole(to)]],
      skills: [],
      priority: 0,
      ...(money > 0 ? { prize: money } : {}),
      ...(group === undefined ? {} : { group }),
      ...(releaseS > 0 ? { releaseS } : {}),
    }
  })
  return { jobs, dimensionCount }
}

/** Linehauls come before backhauls, and no route is without one: those ways do not exist. */
function closeBackhauls(
  matrix: Distances,
  size: number,
  jobs: readonly Job[],
  depots: readonly number[],
): Distances {
  const figures = matrix.durationS
  const backhauls = jobs.filter((job) => job.kind === 'pickup').map((job) => job.location)
  const linehauls = jobs.filter((job) => job.kind === 'delivery').map((job) => job.location)
  for (const backhaul of backhauls) {
    for (const depot of depots) figures[depot * size + backhaul] = -1
    for (const linehaul of linehauls) figures[backhaul * size + linehaul] = -1
  }
  return matrix
}

function nameDimensions(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => (count === 1 ? name : `${name} ${index + 1}`))
}

function lineOf(file: VrplibFile, field: string): number {
  return file.fields.get(field)?.line ?? 0
}
