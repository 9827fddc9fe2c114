import { LARGEST_TRAVEL } from '../model/checks/check-figures.ts'
import type { Problem, StraightLines } from '../model/problem.ts'
import { checkSpread, matrixOf } from './benchmark.ts'
import type { Distances, Place, Point } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { readAmount, readNumber } from './read-figures.ts'
import { roundingOf } from './rounding.ts'
import type { Rounding } from './rounding.ts'
import { checkNumbers, readRow } from './text-table.ts'
import type { Table } from './text-table.ts'
import { nodeIndex } from './vrplib-nodes.ts'
import { sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** For each explicit format the columns of a row that it has figures for. */
const LAYOUTS: Readonly<Record<string, (row: number, size: number) => readonly [from: number, to: number]>> =
  {
    FULL_MATRIX: (_, size) => [0, size],
    LOWER_ROW: (row) => [0, row],
    LOWER_DIAG_ROW: (row) => [0, row + 1],
    UPPER_ROW: (row, size) => [row + 1, size],
    UPPER_DIAG_ROW: (row, size) => [row, size],
  }

/** What a length comes to, as `roundingOf` has it. */
const LINES: Readonly<Record<Rounding, Pick<StraightLines, 'scale' | 'rounding'>>> = {
  round: { scale: 1, rounding: 'nearest' },
  dimacs: { scale: 10, rounding: 'down' },
  exact: { scale: 1000, rounding: 'nearest' },
}

/**
 * Travel of a VRPLIB text, as long as it is far: EUC_2D as straight lines, or an explicit matrix.
 * @throws FormatError naming line and field.
 */
export function readTravel(
  file: VrplibFile,
  size: number,
  rounding: Rounding,
): Pick<Problem, 'matrices' | 'straightLines'> {
  if (file.fields.get('EDGE_WEIGHT_TYPE')?.value !== 'EUC_2D') {
    return { matrices: { car: readMatrix(file, size, rounding) } }
  }
  const points = readCoordinates(file, size, rounding)
  const car: StraightLines = {
    surface: 'plane',
    x: Float64Array.from(points, ({ x }) => x),
    y: Float64Array.from(points, ({ y }) => y),
    metresPerSecond: 1,
    ...LINES[rounding],
  }
  return { matrices: {}, straightLines: { car } }
}

/** The same as a matrix, whose figures may be changed. */
export function readMatrix(file: VrplibFile, size: number, rounding: Rounding): Distances {
  const whole = roundingOf(rounding)
  const type = file.fields.get('EDGE_WEIGHT_TYPE')
  if (type?.value === 'EUC_2D') {
    return matrixOf(readCoordinates(file, size, rounding), (from, to) => whole(euclidean(from, to)))
  }
  if (type?.value !== 'EXPLICIT') {
    const seen =
      type === undefined ? 'is missing' : `${type.value} is not supported, only EUC_2D and EXPLICIT`
    throw new FormatError(type?.line ?? 0, 'EDGE_WEIGHT_TYPE', seen)
  }
  const format = file.fields.get('EDGE_WEIGHT_FORMAT')
  const layout = LAYOUTS[format?.value ?? '']
  if (format === undefined || layout === undefined) {
    const known = Object.keys(LAYOUTS).join(', ')
    const seen = format === undefined ? 'is missing' : `${format.value} is not supported, only ${known}`
    throw new FormatError(format?.line ?? 0, 'EDGE_WEIGHT_FORMAT', seen)
  }
  const values = sectionRows(file, 'EDGE_WEIGHT_SECTION', true).flatMap(({ words, line }) =>
    words.map((word) => whole(readWeight(word, line, LINES[rounding].scale))),
  )
  let needed = 0
  for (let row = 0; row < size; row++) {
    const [from, to] = layout(row, size)
    needed += to - from
  }
  if (values.length !== needed) {
    throw new FormatError(
      file.sections.get('EDGE_WEIGHT_SECTION')?.line ?? 0,
      'EDGE_WEIGHT_SECTION',
      `has ${values.length} figures, ${format.value} of ${size} nodes needs ${needed}`,
    )
  }
  const figures = new Int32Array(size * size)
  const isSymmetric = format.value !== 'FULL_MATRIX'
  let at = 0
  for (let row = 0; row < size; row++) {
    const [from, to] = layout(row, size)
    for (let column = from; column < to; column++) {
      const figure = values[at++] ?? 0
      figures[row * size + column] = figure
      if (isSymmetric) figures[column * size + row] = figure
    }
  }
  return { durationS: figures, distanceM: figures }
}

/** Coordinates in node order. @throws FormatError when one is missing or too far off. */
function readCoordinates(file: VrplibFile, size: number, rounding: Rounding): Place[] {
  const weights = file.sections.get('EDGE_WEIGHT_SECTION')
  if (weights !== undefined) {
    throw new FormatError(weights.line, 'EDGE_WEIGHT_SECTION', 'has no use where EDGE_WEIGHT_TYPE is EUC_2D')
  }
  const title = 'NODE_COORD_SECTION'
  const table: Table = [
    [`${title} node`, (word, line) => nodeIndex(word, line, title, size) + 1],
    [`${title} x`, readNumber],
    [`${title} y`, readNumber],
  ]
  const rows = sectionRows(file, title, true).map(({ words, line }) => readRow(words, line, table))
  checkNumbers(rows, `${title} node`)
  const found = new Map(
    rows.map(({ values: [node = 0, x = 0, y = 0], line }) => [node, { x, y, line }] as const),
  )
  const points = Array.from({ length: size }, (_, index) => {
    const point = found.get(index + 1)
    if (point !== undefined) return point
    throw new FormatError(file.sections.get(title)?.line ?? 0, title, `node ${index + 1} is missing`)
  })
  checkSpread(points, LINES[rounding].scale, title)
  return points
}

/** The root of the sum of squares, which unlike `Math.hypot` is whole wherever the distance is. */
function euclidean(from: Point, to: Point): number {
  return Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2)
}

function readWeight(word: string, line: number, scale: number): number {
  const value = readAmount(word, line, 'EDGE_WEIGHT_SECTION')
  if (value * scale > LARGEST_TRAVEL) {
    throw new FormatError(
      line,
      'EDGE_WEIGHT_SECTION',
      `is ${word}, at most ${LARGEST_TRAVEL / scale} can be counted`,
    )
  }
  return value
}
