import { LARGEST_TIME } from '../model/check-figures.ts'
import type { Job } from '../model/problem.ts'
import { benchmarkProblem, equalShifts, readCount, readNumber } from './benchmark.ts'
import type { ParsedProblem } from './benchmark.ts'
import { readTravel } from './edge-weights.ts'
import { FormatError } from './format-error.ts'
import { readVrplibSections, sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/**
 * Reads a capacitated problem of CVRPLIB (VRPLIB text): EUC_2D rounded to whole numbers, or an explicit matrix.
 * The fleet is not limited. Jobs are named as in CVRPLIB's solution files: node number minus one.
 * @throws FormatError naming line and field.
 */
export function parseCvrplib(text: string): ParsedProblem {
  const file = readVrplibSections(text)
  const dimension = readCount(file.fields.get('DIMENSION')?.value, lineOf(file, 'DIMENSION'), 'DIMENSION')
  if (dimension < 1) throw new FormatError(lineOf(file, 'DIMENSION'), 'DIMENSION', 'must be at least 1')
  const capacity = readNumber(file.fields.get('CAPACITY')?.value, lineOf(file, 'CAPACITY'), 'CAPACITY')
  for (const section of file.sections.keys()) {
    if (!KNOWN.has(section)) {
      const line = file.sections.get(section)?.line ?? 0
      throw new FormatError(line, section, 'is not part of a capacitated problem; try --format vrplib')
    }
  }
  const demands = readDemands(file, dimension)
  const depots = sectionRows(file, 'DEPOT_SECTION', false).filter(({ words }) => words[0] !== '-1')
  const depot = readCount(depots[0]?.words[0] ?? '1', depots[0]?.line ?? 0, 'DEPOT_SECTION')
  if (depots.length > 1)
    throw new FormatError(depots[1]?.line ?? 0, 'DEPOT_SECTION', 'names more than one depot')
  if (depot !== 1)
    throw new FormatError(depots[0]?.line ?? 0, 'DEPOT_SECTION', `the depot must be node 1, is ${depot}`)
  if (demands[0] !== 0) throw new FormatError(0, 'DEMAND_SECTION', `the depot has demand ${demands[0]}`)
  const jobs = demands.slice(1).map((demand, index): Job => ({
    id: String(index + 1),
    kind: 'delivery',
    location: index + 1,
    load: [demand],
    serviceS: 0,
    windows: [],
    skills: [],
    priority: 0,
  }))
  const name = file.fields.get('NAME')?.value ?? 'cvrp'
  const shifts = equalShifts(jobs.length, { window: [0, LARGEST_TIME], capacity: [capacity] })
  const travel = readTravel(file, dimension, 'round')
  const problem = benchmarkProblem(name, dimension, travel, { jobs, shifts, scale: 1 })
  return { format: 'cvrplib', problem, objective: 'distance' }
}

const KNOWN = new Set(['NODE_COORD_SECTION', 'DEMAND_SECTION', 'DEPOT_SECTION', 'EDGE_WEIGHT_SECTION'])

function lineOf(file: VrplibFile, field: string): number {
  return file.fields.get(field)?.line ?? 0
}

function readDemands(file: VrplibFile, dimension: number): number[] {
  const demands = Array.from({ length: dimension }, () => 0)
  const seen = new Set<number>()
  for (const { words, line } of sectionRows(file, 'DEMAND_SECTION', true)) {
    const node = readCount(words[0], line, 'DEMAND_SECTION node')
    if (node < 1 || node > dimension)
      throw new FormatError(line, 'DEMAND_SECTION', `there is no node ${node}`)
    const demand = readNumber(words[1], line, 'DEMAND_SECTION demand')
    if (demand < 0) throw new FormatError(line, 'DEMAND_SECTION demand', `is negative: ${demand}`)
    demands[node - 1] = demand
    seen.add(node)
  }
  if (seen.size !== dimension) {
    throw new FormatError(0, 'DEMAND_SECTION', `has ${seen.size} of ${dimension} nodes`)
  }
  return demands
}
