import { LARGEST_TRAVEL } from '../model/check-figures.ts'
import type { Problem, StraightLines } from '../model/problem.ts'
import { checkSpread, matrixOf, readCount, readNumber } from './benchmark.ts'
import type { Distances, Place, Point } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { roundingOf } from './rounding.ts'
import type { Rounding } from './rounding.ts'
import { sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** For each explicit format: how many figures it has, and the pairs they stand for, in the order of the file. */
const LAYOUTS = {
  FULL_MATRIX: (size: number) => pairs(size, () => [0, size]),
  LOWER_ROW: (size: number) => pairs(size, (row) => [0, row]),
  LOWER_DIAG_ROW: (size: number) => pairs(size, (row) => [0, row + 1]),
  UPPER_ROW: (size: number) => pairs(size, (row) => [row + 1, size]),
  UPPER_DIAG_ROW: (size: number) => pairs(size, (row) => [row, size]),
} as const

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
  const layout = Object.entries(LAYOUTS).find(([name]) => name === format?.value)?.[1]
  if (format === undefined || layout === undefined) {
    const known = Object.keys(LAYOUTS).join(', ')
    const seen = format === undefined ? 'is missing' : `${format.value} is not supported, only ${known}`
    throw new FormatError(format?.line ?? 0, 'EDGE_WEIGHT_FORMAT', seen)
  }
  const values = sectionRows(file, 'EDGE_WEIGHT_SECTION', true).flatMap(({ words, line }) =>
    words.map((word) => whole(readWeight(word, line, LINES[rounding].scale))),
  )
  const places = layout(size)
  if (values.length !== places.length) {
    throw new FormatError(
      file.sections.get('EDGE_WEIGHT_SECTION')?.line ?? 0,
      'EDGE_WEIGHT_SECTION',
      `has ${values.length} figures, ${format.value} of ${size} nodes needs ${places.length}`,
    )
  }
  const figures = new Int32Array(size * size)
  const isSymmetric = format.value !== 'FULL_MATRIX'
  places.forEach((place, index) => {
    figures[place] = values[index] ?? 0
    const [row, column] = [Math.floor(place / size), place % size]
    if (isSymmetric) figures[column * size + row] = values[index] ?? 0
  })
  return { durationS: figures, distanceM: figures }
}

/** Coordinates in node order. @throws FormatError when one is missing or too far off. */
function readCoordinates(file: VrplibFile, size: number, rounding: Rounding): Place[] {
  const found = new Map<number, Place>()
  for (const { words, line } of sectionRows(file, 'NODE_COORD_SECTION', true)) {
    const node = readCount(words[0], line, 'NODE_COORD_SECTION node')
    const x = readNumber(words[1], line, 'NODE_COORD_SECTION x')
    const y = readNumber(words[2], line, 'NODE_COORD_SECTION y')
    found.set(node, { x, y, line })
  }
  const points = Array.from({ length: size }, (_, index) => {
    const point = found.get(index + 1)
    if (point === undefined) throw new FormatError(0, 'NODE_COORD_SECTION', `node ${index + 1} is missing`)
    return point
  })
  checkSpread(points, LINES[rounding].scale, 'NODE_COORD_SECTION')
  return points
}

/** The root of the sum of squares, which unlike `Math.hypot` is whole wherever the distance is. */
function euclidean(from: Point, to: Point): number {
  return Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2)
}

function pairs(size: number, columnsOf: (row: number) => readonly [from: number, to: number]): number[] {
  const places: number[] = []
  for (let row = 0; row < size; row++) {
    const [from, to] = columnsOf(row)
    for (let column = from; column < to; column++) places.push(row * size + column)
  }
  return places
}

function readWeight(word: string, line: number, scale: number): number {
  const value = readNumber(word, line, 'EDGE_WEIGHT_SECTION')
  if (value < 0) throw new FormatError(line, 'EDGE_WEIGHT_SECTION', `is negative: ${word}`)
  if (value * scale > LARGEST_TRAVEL) {
    throw new FormatError(
      line,
      'EDGE_WEIGHT_SECTION',
      `is ${word}, at most ${LARGEST_TRAVEL / scale} can be counted`,
    )
  }
  return value
}
