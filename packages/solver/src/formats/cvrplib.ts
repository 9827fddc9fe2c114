import { LARGEST_TIME } from '../model/checks/check-figures.ts'
import type { Job } from '../model/problem.ts'
import { benchmarkProblem, equalShifts } from './benchmark.ts'
import type { ParsedProblem } from './benchmark.ts'
import { readTravel } from './edge-weights.ts'
import { FormatError } from './format-error.ts'
import { checkMade } from './in-file.ts'
import { readAmount, readCount, timeReader } from './read-figures.ts'
import type { ReadFigure } from './read-figures.ts'
import { perNode } from './vrplib-columns.ts'
import { readDepots, readDimension } from './vrplib-nodes.ts'
import { checkDialect, readVrplibSections, sectionRows } from './vrplib-sections.ts'
import type { Dialect, VrplibFile } from './vrplib-sections.ts'

const CVRPLIB: Dialect = {
  types: ['CVRP', 'ACVRP', 'DCVRP'],
  fields: ['CAPACITY', 'DISTANCE', 'SERVICE_TIME', 'VEHICLES'],
  sections: ['NODE_COORD', 'DEMAND', 'DEPOT', 'EDGE_WEIGHT'],
  refusal: () => 'is not part of a capacitated problem; try --format vrplib',
}

/**
 * Reads a capacitated problem of CVRPLIB (VRPLIB text): EUC_2D rounded to whole numbers, or an explicit matrix.
 * The fleet is not limited unless VEHICLES does. As in the sets of Christofides, Mingozzi & Toth a route's distance
 * and the SERVICE_TIME of its stops add up to DISTANCE at most. Jobs are named as in CVRPLIB's solution files: node
 * number minus one.
 * @throws FormatError naming line and field.
 */
export function parseCvrplib(text: string): ParsedProblem {
  const file = readVrplibSections(text)
  checkDialect(file, CVRPLIB)
  const dimension = readDimension(file)
  const field = (name: string, read: ReadFigure) => {
    const given = file.fields.get(name)
    return given === undefined ? undefined : read(given.value, given.line, name)
  }
  const capacity = field('CAPACITY', readAmount)
  if (capacity === undefined) throw new FormatError(0, 'CAPACITY', 'is missing')
  const serviceS = field('SERVICE_TIME', readService) ?? 0
  const distance = field('DISTANCE', readAmount)
  checkDepot(file, dimension)
  const clients = Array.from({ length: dimension - 1 }, (_, index) => index + 1)
  sectionRows(file, 'DEMAND_SECTION', true)
  const demands = perNode(file, 'DEMAND', { size: dimension, of: clients })
  const jobs = clients.map((node): Job => ({
    id: String(node),
    kind: 'delivery',
    location: node,
    load: [...(demands?.at(node) ?? [])],
    serviceS,
    windows: [],
    skills: [],
    priority: 0,
  }))
  const name = file.fields.get('NAME')?.value ?? 'cvrp'
  const shifts = equalShifts(
    { count: field('VEHICLES', readCount) ?? Infinity, taskCount: jobs.length },
    {
      window: [0, LARGEST_TIME],
      capacity: [capacity],
      // Distances are durations as well.
      ...(distance === undefined ? {} : { maxDurationS: Math.floor(distance) }),
    },
  )
  const travel = readTravel(file, dimension, 'round')
  const problem = benchmarkProblem(name, dimension, travel, { jobs, shifts, scale: 1 })
  checkMade(problem, 'distance', ([list, index]) =>
    list === 'jobs' ? [demands?.lineOf(Number(index) + 1) ?? 0, 'DEMAND_SECTION'] : [0, 'file'],
  )
  return { format: 'cvrplib', problem, objective: 'distance' }
}

const readTime = timeReader((time) => time)

/** Distances are whole, and add up with whole times of service alone. */
function readService(word: string | undefined, line: number, field: string): number {
  readTime(word, line, field)
  return readCount(word, line, field)
}

function checkDepot(file: VrplibFile, dimension: number): void {
  const [depot, other] = readDepots(file, dimension)
  if (other !== undefined) {
    throw new FormatError(other.line, 'DEPOT_SECTION', 'names more than one depot; try --format vrplib')
  }
  if (depot === undefined || depot.node === 0) return
  const message = `the depot must be node 1, is ${depot.node + 1}; try --format vrplib`
  throw new FormatError(depot.line, 'DEPOT_SECTION', message)
}
