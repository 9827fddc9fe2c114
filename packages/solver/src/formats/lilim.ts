import type { Shipment } from '../model/problem.ts'
import { benchmarkProblem, checkSpread, equalShifts, matrixOf } from './benchmark.ts'
import type { ParsedProblem, Place } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { checkMade } from './in-file.ts'
import { pairRows } from './pair-rows.ts'
import type { PairRow } from './pair-rows.ts'
import { readAmount, readCount, readNumber, timeReader } from './read-figures.ts'
import { exactDistance, roundedFine } from './solomon.ts'
import { checkDepotRow, checkNumbers, checkWindow, readRow } from './text-table.ts'
import type { Table, TableRow } from './text-table.ts'

const SCALE = 10_000
/** A window counts as kept within 0.001. */
const TOLERANCE = 10

const WINDOW = ['earliest', 'latest'] as const

const whole = (time: number) => Math.round(time * SCALE)

const TABLE: Table = [
  ['task', readCount],
  ['x', readNumber],
  ['y', readNumber],
  ['demand', readNumber],
  [WINDOW[0], timeReader(whole)],
  [WINDOW[1], timeReader(whole)],
  ['service', timeReader(whole)],
  ['pickup', readCount],
  ['delivery', readCount],
]

/** The speed stands for nothing: the files have 1, or 0, and distances are durations. */
const HEAD: Table = [
  ['vehicle number', readCount],
  ['capacity', readAmount],
  [
    'speed',
    (word, line, field) => {
      const speed = readNumber(word, line, field)
      if (speed === 0 || speed === 1) return speed
      throw new FormatError(line, field, `must be 1 (or 0, which means the same), is ${word}`)
    },
  ],
]

/** The id of a shipment in a parsed Li & Lim file: the file's numbers of its pickup and of its delivery. */
export function lilimVisits(ids: readonly string[]): string[] {
  const seen = new Set<string>()
  return ids.map((id) => {
    const [pickup = id, delivery = id] = id.split('-')
    if (seen.has(id)) return delivery
    seen.add(id)
    return pickup
  })
}

/**
 * Reads Li & Lim's text: `K Q speed`, then the depot and one row a task with the numbers of its partners.
 * Shipments get the id "pickup-delivery".
 * @throws FormatError naming line and field.
 */
export function parseLiLim(text: string, name: string): ParsedProblem {
  const lines = text
    .split(/\r?\n/)
    .map((content, index) => ({ words: content.trim().split(/\s+/), line: index + 1 }))
    .filter(({ words }) => words[0] !== '')
  const [first, ...rest] = lines
  if (first === undefined) throw new FormatError(0, 'file', 'is empty')
  const head = readRow(first.words, first.line, HEAD)
  const [count = 0, capacity = 0] = head.values
  const rows = rest.map(({ words, line }) => readRow(words, line, TABLE))
  const [depotRow] = rows
  if (depotRow === undefined) throw new FormatError(head.line, 'depot', 'there is no row for it')
  // Number 0 stands for no partner, so no other row may have it.
  checkDepotRow(depotRow, TABLE, ['task', 'demand', 'service', 'pickup', 'delivery'])
  checkNumbers(rows, 'task')
  for (const { values, line } of rows) checkWindow([values[4] ?? 0, values[5] ?? 0], line, WINDOW)
  const places = rows.map(nameColumns)
  const pairs = pairRows(places.slice(1), { noun: 'task' })
  const shipments = pairs.map(({ pickup, delivery }): Shipment => ({
    id: `${pickup.number}-${delivery.number}`,
    pickup: shipmentEnd(pickup),
    delivery: shipmentEnd(delivery),
    load: [pickup.demand],
    skills: [],
    priority: 0,
  }))
  const depot = nameColumns(depotRow, 0)
  const window = [whole(depot.earliest), whole(depot.latest) + TOLERANCE] as const
  const shifts = equalShifts({ count, taskCount: shipments.length }, { window, capacity: [capacity] })
  checkSpread(places, SCALE)
  const matrix = matrixOf(places, roundedFine)
  const placeOf = new Map(places.map((place) => [String(place.number), place]))
  const travel = { matrices: { car: matrix } }
  const problem = benchmarkProblem(name, places.length, travel, { jobs: [], shipments, shifts, scale: SCALE })
  checkMade(problem, 'distance', ([list, index]) =>
    list === 'shipments' ? [pairs[Number(index)]?.pickup.line ?? 0, 'demand'] : [0, 'file'],
  )
  return {
    format: 'lilim',
    problem,
    objective: 'distance',
    numbersOf: (id) => id.split('-'),
    distanceOf: (routes) => exactDistance(routes, depot, placeOf),
  }
}

interface Row extends PairRow, Place {
  readonly location: number
  readonly earliest: number
  readonly latest: number
  readonly service: number
}

function nameColumns({ values, line }: TableRow, location: number): Row {
  const [
    number = 0,
    x = 0,
    y = 0,
    demand = 0,
    earliest = 0,
    latest = 0,
    service = 0,
    pickup = 0,
    delivery = 0,
  ] = values
  return { number, x, y, demand, earliest, latest, service, pickup, delivery, line, location }
}

function shipmentEnd({ location, earliest, latest, service }: Row): Shipment['pickup'] {
  return {
    location,
    serviceS: whole(service),
    windows: [[whole(earliest), whole(latest) + TOLERANCE]],
  }
}
