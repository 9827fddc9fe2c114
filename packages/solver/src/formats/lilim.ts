import type { Shipment } from '../model/problem.ts'
import {
  benchmarkProblem,
  checkDepotRow,
  checkSpread,
  checkWindow,
  equalShifts,
  indexByNumber,
  matrixOf,
  readAmount,
  readCount,
  readNumber,
  readRow,
  timeReader,
} from './benchmark.ts'
import type { ParsedProblem, Place, Table, TableRow } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { exactDistance, roundedFine } from './solomon.ts'

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

/** Where a row has its demand, and names its partner. */
const DEMAND = 3
const PICKUP = 7
const DELIVERY = 8

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
  const depot = rows[0]
  if (depot === undefined) throw new FormatError(head.line, 'depot', 'there is no row for it')
  // Number 0 stands for no partner, so no other row may have it.
  checkDepotRow(depot, TABLE, ['task', 'demand', 'service', 'pickup', 'delivery'])
  const indexOf = indexByNumber(rows, 'task')
  for (const { values, line } of rows) checkWindow([values[4] ?? 0, values[5] ?? 0], line, WINDOW)
  const points = rows.map(({ values, line }): Place => ({ x: values[1] ?? 0, y: values[2] ?? 0, line }))
  const pairs = pairRows(rows, indexOf)
  const shipments = pairs.map(({ pickup, delivery }): Shipment => {
    const [number = 0, , , demand = 0] = pickup.values
    return {
      id: `${number}-${delivery.values[0]}`,
      pickup: shipmentEnd(pickup, indexOf),
      delivery: shipmentEnd(delivery, indexOf),
      load: [demand],
      skills: [],
      priority: 0,
    }
  })
  const window = [whole(depot.values[4] ?? 0), whole(depot.values[5] ?? 0) + TOLERANCE] as const
  const shifts = equalShifts(count, { window, capacity: [capacity] })
  checkSpread(points, SCALE)
  const matrix = matrixOf(points, roundedFine)
  const places = new Map(
    rows.map(({ values }, index) => [String(values[0]), points[index] ?? { x: 0, y: 0 }]),
  )
  return {
    format: 'lilim',
    problem: benchmarkProblem(
      name,
      points.length,
      { matrices: { car: matrix } },
      { jobs: [], shipments, shifts, scale: SCALE },
    ),
    objective: 'distance',
    numbersOf: (id) => id.split('-'),
    distanceOf: (routes) => exactDistance(routes, points[0] ?? { x: 0, y: 0 }, places),
  }
}

interface Pair {
  readonly pickup: TableRow
  readonly delivery: TableRow
}

/** Each pickup with its delivery, which together are all rows but the depot's. @throws FormatError naming one that is in no pair. */
function pairRows(rows: readonly TableRow[], indexOf: ReadonlyMap<number, number>): Pair[] {
  return rows.slice(1).flatMap((row): Pair[] => {
    const partner = partnerOf(row, rows, indexOf)
    if (row.values[DELIVERY] === 0) return []
    const [demand = 0, undone = 0] = [row.values[DEMAND], partner.values[DEMAND]]
    if (demand < 0) throw new FormatError(row.line, 'demand', `is negative at a pickup: ${demand}`)
    if (-undone !== demand) {
      const message = `must undo the ${demand} picked up by task ${row.values[0]}, is ${undone}`
      throw new FormatError(partner.line, 'demand', message)
    }
    return [{ pickup: row, delivery: partner }]
  })
}

/** The row that a row names, and is named by. */
function partnerOf(row: TableRow, rows: readonly TableRow[], indexOf: ReadonlyMap<number, number>): TableRow {
  const { values, line } = row
  const [number, pickup = 0, delivery = 0] = [values[0], values[PICKUP], values[DELIVERY]]
  if ((pickup === 0) === (delivery === 0)) {
    const seen = pickup === 0 ? 'neither a pickup nor a delivery' : 'both a pickup and a delivery'
    throw new FormatError(line, 'delivery', `task ${number} names ${seen}`)
  }
  const [field, named, back, column] =
    pickup === 0 ? ['delivery', delivery, 'pickup', PICKUP] : ['pickup', pickup, 'delivery', DELIVERY]
  const partner = rows[indexOf.get(named) ?? -1]
  if (partner === undefined) throw new FormatError(line, field, `there is no task ${named}`)
  if (partner.values[column] !== number) {
    throw new FormatError(line, field, `task ${named} does not name ${number} as its ${back}`)
  }
  return partner
}

function shipmentEnd({ values }: TableRow, indexOf: ReadonlyMap<number, number>): Shipment['pickup'] {
  const [number = 0, , , , earliest = 0, latest = 0, service = 0] = values
  return {
    location: indexOf.get(number) ?? 0,
    serviceS: whole(service),
    windows: [[whole(earliest), whole(latest) + TOLERANCE]],
  }
}
