import { Legs } from './legs.ts'
import type { Lines } from './lines.ts'
import type { Matrix } from '../problem.ts'
import { NO_WAY } from './travel-table.ts'
import type { TravelTable } from './travel-table.ts'

/** The table of a matrix of `count` locations at one speed, which is the matrix itself where nothing has to change. */
export function tableOfMatrix(matrix: Matrix, count: number, size: number, speed: number): TravelTable {
  const { durationS, distanceM } = matrix
  if (durationS instanceof Int32Array && distanceM instanceof Int32Array && speed === 1 && size === count) {
    if (!hasGap(durationS) && !hasGap(distanceM)) return tableOfCells(durationS, distanceM, size)
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
  return tableOfCells(duration, distance, size)
}

/** The table of these figures, row-major; the metres may have been worked out from lines. */
export function tableOfCells(
  durationS: Int32Array,
  distanceM: Int32Array,
  size: number,
  lines?: Lines,
): TravelTable {
  const durationTo = transpose(durationS, size)
  const distanceTo = durationS === distanceM ? durationTo : transpose(distanceM, size)
  return {
    seconds: new Legs(size, durationS, undefined),
    metres: new Legs(size, distanceM, lines),
    secondsBack: new Legs(size, durationTo, undefined),
    metresBack: new Legs(size, distanceTo, lines),
    symmetric: durationTo === durationS && distanceTo === distanceM,
    ...cellFacts(durationS, distanceM),
  }
}

function cellFacts(
  durationS: Int32Array,
  distanceM: Int32Array,
): Pick<TravelTable, 'hasGap' | 'longestS' | 'longestM'> {
  let isOpen = false
  let longestS = 0
  let longestM = 0
  for (let i = 0; i < durationS.length; i++) {
    const seconds = durationS[i] ?? 0
    const metres = distanceM[i] ?? 0
    if (seconds >= NO_WAY || metres >= NO_WAY) isOpen = true
    else {
      if (seconds > longestS) longestS = seconds
      if (metres > longestM) longestM = metres
    }
  }
  return { hasGap: isOpen, longestS, longestM }
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
