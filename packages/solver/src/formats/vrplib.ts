import type { Job, Shift } from '../model/problem.ts'
import { benchmarkProblem, matrixOf, readCount, readNumber } from './benchmark.ts'
import type { ParsedProblem } from './benchmark.ts'
import { readCoordinates } from './cvrplib.ts'
import { FormatError } from './format-error.ts'
import { readVrplibSections, sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** Coordinates and times are multiplied by this and rounded: PyVRP's "exact" rounding. */
const SCALE = 1000
const ANY_TIME = 400_000_000

const KNOWN = new Set([
  'NODE_COORD_SECTION',
  'DEMAND_SECTION',
  'DEPOT_SECTION',
  'CAPACITY_SECTION',
  'SERVICE_TIME_SECTION',
  'TIME_WINDOW_SECTION',
  'VEHICLES_DEPOT_SECTION',
  'VEHICLES_FIXED_COST_SECTION',
  'VEHICLES_UNIT_DISTANCE_COST_SECTION',
])

/**
 * Reads the part of PyVRP's VRPLIB dialect that the model covers: several depots, different vehicles with fixed
 * and unit costs, windows, service times, longest route duration. Backhauls, prizes, release times and reloads
 * are refused by name. Figures are thousandths of a unit; jobs are named node number minus one.
 * @throws FormatError naming line and field.
 */
export function parseVrplib(text: string): ParsedProblem {
  const file = readVrplibSections(text)
  for (const [name, { line }] of file.sections) {
    if (!KNOWN.has(name)) throw new FormatError(line, name, 'is a rule that this solver does not have yet')
  }
  const count = readCount(file.fields.get('DIMENSION')?.value, lineOf(file, 'DIMENSION'), 'DIMENSION')
  const edges = file.fields.get('EDGE_WEIGHT_TYPE')
  if (edges?.value !== 'EUC_2D') {
    throw new FormatError(
      edges?.line ?? 0,
      'EDGE_WEIGHT_TYPE',
      `must be EUC_2D, is ${edges?.value ?? 'missing'}`,
    )
  }
  const points = readCoordinates(file, count)
  const matrix = matrixOf(points, (from, to) => Math.round(SCALE * Math.hypot(to.x - from.x, to.y - from.y)))
  const depots = new Set(
    sectionRows(file, 'DEPOT_SECTION', true)
      .filter(({ words }) => words[0] !== '-1')
      .map(({ words, line }) => nodeIndex(words[0], line, 'DEPOT_SECTION', count)),
  )
  const demand = perNode(file, 'DEMAND_SECTION', count, 1)
  const service = perNode(file, 'SERVICE_TIME_SECTION', count, 1)
  const opens = perNode(file, 'TIME_WINDOW_SECTION', count, 1)
  const closes = perNode(file, 'TIME_WINDOW_SECTION', count, 2)
  const everyService = readNumber(
    file.fields.get('SERVICE_TIME')?.value ?? '0',
    lineOf(file, 'SERVICE_TIME'),
    'SERVICE_TIME',
  )
  const jobs = points.flatMap((_, index): Job[] => {
    if (depots.has(index)) return []
    const from = opens?.[index]
    const to = closes?.[index]
    return [
      {
        id: String(index),
        kind: 'delivery',
        location: index,
        load: [demand?.[index] ?? 0],
        serviceS: Math.round((service?.[index] ?? everyService) * SCALE),
        windows:
          from === undefined || to === undefined ? [] : [[Math.round(from * SCALE), Math.round(to * SCALE)]],
        skills: [],
        priority: 0,
      },
    ]
  })
  const shifts = readVehicles(file, jobs.length, depots, (depot) => [
    Math.round((opens?.[depot] ?? 0) * SCALE),
    closes === undefined ? ANY_TIME : Math.round((closes[depot] ?? 0) * SCALE),
  ])
  const problem = benchmarkProblem(file.fields.get('NAME')?.value ?? 'vrp', count, matrix, {
    jobs,
    shifts,
    scale: 1,
  })
  return { format: 'vrplib', problem, objective: 'cost' }
}

function readVehicles(
  file: VrplibFile,
  jobCount: number,
  depots: ReadonlySet<number>,
  windowOf: (depot: number) => readonly [number, number],
): Shift[] {
  const given = file.fields.get('VEHICLES')
  const count = given === undefined ? jobCount : readCount(given.value, given.line, 'VEHICLES')
  const capacity = perVehicle(file, 'CAPACITY', 'CAPACITY_SECTION', count)
  const fixed = perVehicle(file, 'VEHICLES_FIXED_COST', 'VEHICLES_FIXED_COST_SECTION', count)
  const unit = perVehicle(file, 'VEHICLES_UNIT_DISTANCE_COST', 'VEHICLES_UNIT_DISTANCE_COST_SECTION', count)
  const depot = perVehicle(file, 'VEHICLES_DEPOT', 'VEHICLES_DEPOT_SECTION', count)
  const longest = file.fields.get('VEHICLES_MAX_DURATION')
  const [first = 0] = depots
  return Array.from({ length: count }, (_, index): Shift => {
    const at = depot === undefined ? first : (depot[index] ?? 1) - 1
    if (!depots.has(at)) throw new FormatError(0, 'VEHICLES_DEPOT_SECTION', `node ${at + 1} is not a depot`)
    return {
      id: String(index + 1),
      profile: 'car',
      start: at,
      end: at,
      window: windowOf(at),
      capacity: [capacity?.[index] ?? ANY_TIME],
      skills: [],
      breaks: [],
      // Distances are thousandths, so a fixed cost counts as many and a unit cost stands per figure.
      costs: { fixed: (fixed?.[index] ?? 0) * SCALE, perHour: 0, perKm: (unit?.[index] ?? 1) * 1000 },
      maxDurationS:
        longest === undefined
          ? undefined
          : SCALE * readNumber(longest.value, longest.line, 'VEHICLES_MAX_DURATION'),
    }
  })
}

function lineOf(file: VrplibFile, field: string): number {
  return file.fields.get(field)?.line ?? 0
}

function nodeIndex(word: string | undefined, line: number, field: string, count: number): number {
  const node = readCount(word, line, `${field} node`)
  if (node < 1 || node > count) throw new FormatError(line, field, `there is no node ${node}`)
  return node - 1
}

/** One column of a section by node index; undefined when the section is absent. */
function perNode(file: VrplibFile, name: string, count: number, column: number): number[] | undefined {
  if (!file.sections.has(name)) return undefined
  const values = Array.from({ length: count }, () => 0)
  for (const { words, line } of sectionRows(file, name, true)) {
    values[nodeIndex(words[0], line, name, count)] = readNumber(words[column], line, name)
  }
  return values
}

/** A figure for every vehicle, from a field that holds for all or from a section. */
function perVehicle(file: VrplibFile, field: string, section: string, count: number): number[] | undefined {
  const single = file.fields.get(field)
  if (single !== undefined) {
    const value = readNumber(single.value, single.line, field)
    return Array.from({ length: count }, () => value)
  }
  if (!file.sections.has(section)) return undefined
  const rows = sectionRows(file, section, true)
  if (rows.length !== count) {
    const line = file.sections.get(section)?.line ?? 0
    throw new FormatError(line, section, `has ${rows.length} vehicles, VEHICLES says ${count}`)
  }
  return rows.map(({ words, line }) => readNumber(words[1], line, section))
}
