import type { Shipment } from '../model/problem.ts'
import { benchmarkProblem, checkSpread, equalShifts, matrixOf, readCount, readNumber } from './benchmark.ts'
import type { ParsedProblem, Place, Point } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { exactDistance, roundedFine } from './solomon.ts'

const SCALE = 10_000
/** A window counts as kept within 0.001. */
const TOLERANCE = 10

const FIELDS = ['task', 'x', 'y', 'demand', 'earliest', 'latest', 'service', 'pickup', 'delivery'] as const

interface Row {
  readonly line: number
  readonly values: readonly number[]
}

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
  const head = lines[0]
  if (head === undefined) throw new FormatError(0, 'file', 'is empty')
  const count = readCount(head.words[0], head.line, 'vehicle number')
  const capacity = readNumber(head.words[1], head.line, 'capacity')
  const rows = lines.slice(1).map(({ words, line }): Row => ({
    line,
    values: FIELDS.map((field, i) => readNumber(words[i], line, field)),
  }))
  const depot = rows[0]
  if (depot === undefined) throw new FormatError(head.line, 'depot', 'there is no row for it')
  const points = rows.map(({ values, line }): Place => ({ x: values[1] ?? 0, y: values[2] ?? 0, line }))
  const indexOf = new Map(rows.map(({ values }, index) => [values[0] ?? 0, index]))
  const shipments = rows.slice(1).flatMap((row): Shipment[] => {
    const demand = row.values[3] ?? 0
    const partner = row.values[8] ?? 0
    if (demand <= 0 && partner === 0) return []
    const deliveryIndex = indexOf.get(partner)
    const delivery = deliveryIndex === undefined ? undefined : rows[deliveryIndex]
    if (delivery === undefined) throw new FormatError(row.line, 'delivery', `there is no task ${partner}`)
    if (delivery.values[7] !== row.values[0]) {
      throw new FormatError(
        delivery.line,
        'pickup',
        `task ${partner} does not name ${row.values[0]} as its pickup`,
      )
    }
    if (-(delivery.values[3] ?? 0) !== demand) {
      throw new FormatError(
        delivery.line,
        'demand',
        `does not undo the ${demand} picked up by ${row.values[0]}`,
      )
    }
    return [
      {
        id: `${row.values[0]}-${partner}`,
        pickup: shipmentEnd(row, indexOf),
        delivery: shipmentEnd(delivery, indexOf),
        load: [demand],
        skills: [],
        priority: 0,
      },
    ]
  })
  const window = [
    Math.round((depot.values[4] ?? 0) * SCALE),
    Math.round((depot.values[5] ?? 0) * SCALE) + TOLERANCE,
  ] as const
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

function shipmentEnd(row: Row, indexOf: ReadonlyMap<number, number>): Shipment['pickup'] {
  const [number = 0, , , , earliest = 0, latest = 0, service = 0] = row.values
  if (earliest > latest)
    throw new FormatError(row.line, 'latest', `${latest} is before the earliest ${earliest}`)
  return {
    location: indexOf.get(number) ?? 0,
    serviceS: Math.round(service * SCALE),
    windows: [[Math.round(earliest * SCALE), Math.round(latest * SCALE) + TOLERANCE]],
  }
}
