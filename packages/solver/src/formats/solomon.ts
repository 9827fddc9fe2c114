import type { Job } from '../model/problem.ts'
import { benchmarkProblem, checkSpread, equalShifts, matrixOf } from './benchmark.ts'
import type { ParsedProblem, Place, Point } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { checkMade } from './in-file.ts'
import { readAmount, readCount, readNumber, timeReader } from './read-figures.ts'
import type { ReadFigure } from './read-figures.ts'
import { checkDepotRow, checkNumbers, checkWindow, readRow } from './text-table.ts'
import type { Table } from './text-table.ts'

/** `dimacs`: distances cut to tenths. `exact`: double distances, searched in ten-thousandths. */
export type SolomonRounding = 'dimacs' | 'exact'

const VEHICLES: Table = [
  ['vehicle number', readCount],
  ['vehicle capacity', readAmount],
]

/** Ten-thousandths of a unit; windows may be overstepped by 0.001. */
const FINE = 10_000
const TOLERANCE = 10

const WINDOW = ['ready time', 'due date'] as const

const tableIn = (time: ReadFigure): Table => [
  ['customer number', readCount],
  ['x', readNumber],
  ['y', readNumber],
  ['demand', readAmount],
  [WINDOW[0], time],
  [WINDOW[1], time],
  ['service time', time],
]

/**
 * Reads Solomon's and Gehring & Homberger's text: name, VEHICLE table, CUSTOMER table with the depot first.
 * @throws FormatError naming line and field.
 */
export function parseSolomon(text: string, rounding: SolomonRounding = 'dimacs'): ParsedProblem {
  const lines = text.split(/\r?\n/)
  const name = lines[0]?.trim() ?? ''
  if (name === '') throw new FormatError(1, 'name', 'is missing')
  const vehicleLine = lines.findIndex((line) => /^\s*NUMBER\s+CAPACITY/i.test(line))
  if (vehicleLine < 0) throw new FormatError(0, 'VEHICLE', 'there is no line "NUMBER CAPACITY"')
  const at = nextLine(lines, vehicleLine + 1)
  const vehicles = readRow(words(lines[at]), at + 1, VEHICLES)
  const [count = 0, capacity = 0] = vehicles.values
  const customerLine = lines.findIndex((line) => /^\s*CUST/i.test(line) && /COORD/i.test(line))
  if (customerLine < 0) throw new FormatError(0, 'CUSTOMER', 'there is no header line "CUST NO. XCOORD. …"')
  const scale = rounding === 'dimacs' ? 10 : FINE
  const slack = rounding === 'dimacs' ? 0 : TOLERANCE
  const whole = (time: number) => Math.round(time * scale)
  const table = tableIn(timeReader(whole))
  const rows = lines
    .map((line, index) => ({ fields: words(line), line: index + 1 }))
    .slice(customerLine + 1)
    .filter((row) => row.fields.length > 0)
    .map((row) => readRow(row.fields, row.line, table))
  const depot = rows[0]
  if (depot === undefined) throw new FormatError(customerLine + 1, 'CUSTOMER', 'the table is empty')
  checkDepotRow(depot, table, ['demand', 'service time'])
  checkNumbers(rows, 'customer number')
  for (const { values, line } of rows) checkWindow([values[4] ?? 0, values[5] ?? 0], line, WINDOW)
  const points = rows.map(({ values, line }): Place => ({ x: values[1] ?? 0, y: values[2] ?? 0, line }))
  checkSpread(points, scale)
  const matrix = matrixOf(points, rounding === 'dimacs' ? truncatedTenths : roundedFine)
  const jobs = rows.slice(1).map(({ values }, index): Job => {
    const [number = 0, , , demand = 0, ready = 0, due = 0, service = 0] = values
    return {
      id: String(number),
      kind: 'delivery',
      location: index + 1,
      load: [demand],
      serviceS: whole(service),
      windows: [[whole(ready), whole(due) + slack]],
      skills: [],
      priority: 0,
    }
  })
  const from = whole(depot.values[4] ?? 0)
  const to = whole(depot.values[5] ?? 0) + slack
  // The fleet of the file is never binding in the records, but it is a rule of the format.
  const shifts = equalShifts({ count, taskCount: jobs.length }, { window: [from, to], capacity: [capacity] })
  const problem = benchmarkProblem(
    name,
    points.length,
    { matrices: { car: matrix } },
    { jobs, shifts, scale },
  )
  const objective = rounding === 'dimacs' ? 'distance' : 'vehicles'
  checkMade(problem, objective, ([list, index]) =>
    list === 'jobs' ? [rows[Number(index) + 1]?.line ?? 0, 'demand'] : [0, 'file'],
  )
  if (rounding === 'dimacs') return { format: 'solomon', problem, objective }
  const places = new Map(jobs.map((job) => [job.id, points[job.location] ?? { x: 0, y: 0 }]))
  return {
    format: 'solomon',
    problem,
    objective,
    distanceOf: (routes) => exactDistance(routes, points[0] ?? { x: 0, y: 0 }, places),
  }
}

/** Total double-precision length of routes from and to a depot, rounded to 2 decimals. */
export function exactDistance(
  routes: readonly (readonly string[])[],
  depot: Point,
  places: ReadonlyMap<string, Point>,
): number {
  let total = 0
  for (const route of routes) {
    let from = depot
    for (const id of route) {
      const to = places.get(id) ?? depot
      total += Math.hypot(to.x - from.x, to.y - from.y)
      from = to
    }
    total += Math.hypot(depot.x - from.x, depot.y - from.y)
  }
  return Math.round(total * 100) / 100
}

/** floor(10 * d), exactly: the integer root of 100 d² when coordinates are whole. */
export function truncatedTenths(from: Point, to: Point): number {
  const square = 100 * ((to.x - from.x) ** 2 + (to.y - from.y) ** 2)
  let root = Math.floor(Math.sqrt(square))
  while (root * root > square) root--
  while ((root + 1) * (root + 1) <= square) root++
  return root
}

/** Ten-thousandths of a unit, rounded to nearest. */
export function roundedFine(from: Point, to: Point): number {
  return Math.round(FINE * Math.hypot(to.x - from.x, to.y - from.y))
}

function nextLine(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && lines[at]?.trim() === '') at++
  return at
}

function words(line: string | undefined): string[] {
  return (line ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
}
