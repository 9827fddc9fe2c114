import type { Job, Problem } from '../model/problem.ts'
import type { Distances, ParsedProblem } from './benchmark.ts'
import { readMatrix, readTravel } from './edge-weights.ts'
import { FormatError } from './format-error.ts'
import { checkMade } from './in-file.ts'
import { timeReader } from './read-figures.ts'
import { roundingOf } from './rounding.ts'
import type { Rounding } from './rounding.ts'
import { readClients } from './vrplib-clients.ts'
import { perNode } from './vrplib-columns.ts'
import type { Columns } from './vrplib-columns.ts'
import { readDepots, readDimension } from './vrplib-nodes.ts'
import { vrplibPlaces } from './vrplib-places.ts'
import { readShipments } from './vrplib-relations.ts'
import { checkDialect, readVrplibSections } from './vrplib-sections.ts'
import type { Dialect, VrplibFile } from './vrplib-sections.ts'
import { readVehicles, VEHICLE_COLUMNS } from './vrplib-vehicles.ts'

/** Sections that may be a field for all as well. */
const COLUMNS = [
  'DEMAND',
  'LINEHAUL',
  'BACKHAUL',
  'SERVICE_TIME',
  'TIME_WINDOW',
  'RELEASE_TIME',
  'PRIZE',
  ...VEHICLE_COLUMNS,
]

const VRPLIB: Dialect = {
  types: [
    'CVRP',
    'ACVRP',
    'CVRPTW',
    'VRPTW',
    'PCVRP',
    'PCVRPTW',
    'HFVRP',
    'HFVRPTW',
    'MDVRP',
    'MDVRPTW',
    'VRPB',
    'VRPMPD',
    'VRPSPD',
    'PDPTW',
    'GVRP',
    'MTVRP',
    'MTVRPTWR',
  ],
  fields: ['VEHICLES', ...COLUMNS],
  sections: [
    'NODE_COORD',
    'EDGE_WEIGHT',
    'DEPOT',
    'MUTUALLY_EXCLUSIVE_GROUP',
    'PICKUP_AND_DELIVERY',
    ...COLUMNS,
  ],
  refusal: (name) =>
    name === 'DISTANCE'
      ? 'is a rule that this dialect does not have; see VEHICLES_MAX_DISTANCE'
      : 'is a rule that this solver does not have',
}

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
  checkDialect(file, VRPLIB)
  const type = file.fields.get('TYPE')?.value ?? ''
  const ownRounding = rounding ?? ROUNDING_BY_TYPE.get(type) ?? 'exact'
  const whole = roundingOf(ownRounding)
  const size = readDimension(file)
  const named = readDepots(file, size).map(({ node }) => node)
  const depots = named.length > 0 ? named : [0]
  const { shipments, taken, depotWindows } = readShipments(file, size, depots, whole)
  const isDepot = new Set(depots)
  const clients = Array.from({ length: size }, (_, node) => node).filter(
    (node) => !isDepot.has(node) && !taken.has(node),
  )
  const isVrpb = type === 'VRPB'
  const windows = readWindows(
    file,
    { size, of: [...depots.filter((node) => !depotWindows.has(node)), ...clients] },
    whole,
  )
  const { jobs, width } = readClients(file, { size, clients, windows, whole, isVrpb })
  const loads = Math.max(width, shipments.length > 0 ? 1 : 0)
  const vehicles = readVehicles(file, {
    size,
    depots,
    visited: [...clients, ...taken],
    taskCount: clients.length + shipments.length,
    loads,
    windowAt: (depot) => depotWindows.get(depot) ?? windows?.at(depot) ?? [],
    whole,
  })
  // Without demands there may be capacities all the same.
  const dimensionCount = Math.max(
    loads,
    ...vehicles.shifts.slice(0, 1).map(({ capacity }) => capacity.length),
  )
  const capacityOf = (capacity: readonly number[]) =>
    // In a VRPB linehauls and backhauls fill a vehicle one after the other: each gets the whole of it.
    isVrpb ? [...capacity, ...capacity] : capacity
  const travel = isVrpb
    ? { matrices: { car: closeBackhauls(readMatrix(file, size, ownRounding), size, jobs, depots) } }
    : readTravel(file, size, ownRounding)
  const problem: Problem = {
    name: file.fields.get('NAME')?.value ?? 'vrp',
    dimensions: isVrpb
      ? [...nameDimensions('linehaul', dimensionCount), ...nameDimensions('backhaul', dimensionCount)]
      : nameDimensions('load', dimensionCount),
    locationCount: size,
    ...travel,
    jobs: jobs.map((job) => ({ ...job, skills: vehicles.skillsOf(Number(job.id)) })),
    shipments: shipments.map((shipment) => ({
      ...shipment,
      skills: [
        ...new Set([shipment.pickup, shipment.delivery].flatMap((end) => vehicles.skillsOf(end.location))),
      ],
    })),
    shifts: vehicles.shifts.map((shift) => ({ ...shift, capacity: capacityOf(shift.capacity) })),
    depots: vehicles.reloadDepots,
    units: { time: 1, distance: 1 },
  }
  checkMade(problem, 'cost', vrplibPlaces(file, problem))
  return {
    format: 'vrplib',
    problem,
    objective: 'cost',
    numbersOf: (id) => (id.startsWith('@') ? [id.slice(1)] : id.split('-')),
  }
}

/** The windows of clients and depots, each in order. */
function readWindows(
  file: VrplibFile,
  nodes: Parameters<typeof perNode>[2],
  whole: (value: number) => number,
): Columns | undefined {
  const windows = perNode(file, 'TIME_WINDOW', nodes, { read: timeReader(whole), width: 2 })
  for (const node of windows === undefined ? [] : nodes.of) {
    const [from = 0, to = 0] = windows?.at(node) ?? []
    if (from <= to) continue
    const message = `of node ${node + 1} ends before it begins: ${from} to ${to}`
    throw new FormatError(windows?.lineOf(node) ?? 0, windows?.name ?? 'TIME_WINDOW', message)
  }
  return windows
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
