import type { ShiftType } from './group-shifts.ts'
import type { Matrix, Problem } from './problem.ts'

/** Marks a pair without a way; two of them still add up below 2 ** 31. */
export const NO_WAY = 2 ** 29

/** Travel for one profile at one speed, row-major over `Prepared.tableSize` rows. */
export interface TravelTable {
  readonly durationS: Int32Array
  readonly distanceM: Int32Array
  /** The same transposed (row = to), so that a search reads "from everywhere to here" in one row. */
  readonly durationTo: Int32Array
  readonly distanceTo: Int32Array
  readonly symmetric: boolean
}

/** One table for each profile and speed in use; the given arrays themselves where nothing has to change. */
export function travelTables(problem: Problem, types: readonly ShiftType[], size: number): TravelTable[] {
  const tables: TravelTable[] = []
  for (const type of types) {
    if (type.table < tables.length) continue
    const matrix = problem.matrices[type.shift.profile]
    if (matrix !== undefined)
      tables.push(buildTable(matrix, problem.locationCount, size, type.shift.speedFactor ?? 1))
  }
  return tables
}

function buildTable(matrix: Matrix, count: number, size: number, speed: number): TravelTable {
  const { durationS, distanceM } = matrix
  if (durationS instanceof Int32Array && distanceM instanceof Int32Array && speed === 1 && size === count) {
    if (!hasGap(durationS) && !hasGap(distanceM)) return withTransposed(durationS, distanceM, size)
  }
  const duration = new Int32Array(size * size)
  const distance = durationS === distanceM && speed === 1 ? duration : new Int32Array(size * size)
  for (let from = 0; from < count; from++) {
    for (let to = 0; to < count; to++) {
      const seconds = durationS[from * count + to] ?? -1
      const metres = distanceM[from * count + to] ?? -1
      const known = seconds >= 0 && metres >= 0
      duration[from * size + to] = known ? Math.round(seconds / speed) : NO_WAY
      distance[from * size + to] = known ? metres : NO_WAY
    }
  }
  return withTransposed(duration, distance, size)
}

function withTransposed(durationS: Int32Array, distanceM: Int32Array, size: number): TravelTable {
  const durationTo = transpose(durationS, size)
  const distanceTo = durationS === distanceM ? durationTo : transpose(distanceM, size)
  const symmetric = durationTo === durationS && distanceTo === distanceM
  return { durationS, distanceM, durationTo, distanceTo, symmetric }
}

/** The transposed matrix; the matrix itself when it is symmetric. */
function transpose(matrix: Int32Array, size: number): Int32Array {
  let symmetric = true
  for (let row = 0; row < size && symmetric; row++) {
    for (let column = 0; column < row; column++) {
      if (matrix[row * size + column] !== matrix[column * size + row]) {
        symmetric = false
        break
      }
    }
  }
  if (symmetric) return matrix
  const result = new Int32Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      result[column * size + row] = matrix[row * size + column] ?? 0
    }
  }
  return result
}

function hasGap(matrix: Int32Array): boolean {
  for (let i = 0; i < matrix.length; i++) if ((matrix[i] ?? -1) < 0) return true
  return false
}
