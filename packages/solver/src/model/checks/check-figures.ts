import type { Problem, Window } from '../problem.ts'
import { ProblemError } from '../problem-error.ts'

/** Times, and travel between two locations, stay below these sizes: sums then fit 32 bits. */
export const LARGEST_TIME = 500_000_000
export const LARGEST_TRAVEL = 250_000_000
/** More stops than any route has. */
export const LARGEST_POSITION = 1_000_000
export const MOST_BREAKS = 4
/** A work rule is counted for each set of breaks. */
export const MOST_WORK_RULES = 4

/** Both ends are times, in order. @throws ProblemError naming the field. */
export function checkWindow(field: string, window: Window): void {
  checkTime(`${field}[0]`, window[0])
  checkTime(`${field}[1]`, window[1])
  if (window[0] > window[1]) {
    throw new ProblemError(field, `ends before it begins: ${window[0]} to ${window[1]}`)
  }
}

/** A whole number of seconds within range. @throws ProblemError naming the field. */
export function checkTime(field: string, value: number): void {
  if (!Number.isInteger(value))
    throw new ProblemError(field, `must be a whole number of seconds, is ${value}`)
  if (Math.abs(value) > LARGEST_TIME) {
    throw new ProblemError(field, `is out of range: ${value} (largest ${LARGEST_TIME})`)
  }
}

/** Amounts, no more than there are dimensions. @throws ProblemError naming the field. */
export function checkLoad(problem: Problem, field: string, load: readonly number[]): void {
  if (load.length > problem.dimensions.length) {
    throw new ProblemError(
      field,
      `has ${load.length} figures, but the problem has ${problem.dimensions.length} dimensions`,
    )
  }
  load.forEach((figure, index) => checkAmount(`${field}[${index}]`, figure))
}

/** A finite number, 0 or more. @throws ProblemError naming the field. */
export function checkAmount(field: string, value: number): void {
  if (!Number.isFinite(value)) throw new ProblemError(field, `must be a number, is ${value}`)
  if (value < 0) throw new ProblemError(field, `is negative: ${value}`)
}

/** A whole number, 0 or more. @throws ProblemError naming the field. */
export function checkCount(field: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) {
    throw new ProblemError(field, `must be a whole number, 0 or more, is ${value}`)
  }
}

/** An index of a location. @throws ProblemError naming the field. */
export function checkLocation(problem: Problem, field: string, location: number): void {
  checkCount(field, location)
  if (location >= problem.locationCount) {
    throw new ProblemError(field, `is location ${location}, but there are only ${problem.locationCount}`)
  }
}

/** No id stands twice. @throws ProblemError naming the field of the second. */
export function checkUnique(ids: Iterable<readonly [field: string, id: string]>): void {
  const seen = new Map<string, string>()
  for (const [field, id] of ids) {
    const first = seen.get(id)
    if (first !== undefined) throw new ProblemError(field, `"${id}" stands twice, in ${first} as well`)
    seen.set(id, field)
  }
}

/** The ids of a list, each with its field. */
export function idsOf(
  name: string,
  list: readonly { readonly id: string }[] = [],
): [field: string, id: string][] {
  return list.map(({ id }, index) => [`${name}[${index}].id`, id])
}

/** A square table of whole numbers from -1. @throws ProblemError naming the field. */
export function checkFigures(field: string, figures: Int32Array | readonly number[], count: number): void {
  if (figures.length !== count * count) {
    throw new ProblemError(
      field,
      `has ${figures.length} figures, must be square: ${count} * ${count} = ${count * count}`,
    )
  }
  for (let i = 0; i < figures.length; i++) {
    const figure = figures[i]
    if (!Number.isInteger(figure) || figure === undefined || figure < -1 || figure > LARGEST_TRAVEL) {
      throw new ProblemError(
        `${field}[${i}]`,
        `row ${Math.floor(i / count)}, column ${i % count}: must be a whole number from -1 (no way) to ${LARGEST_TRAVEL}, is ${figure}`,
      )
    }
  }
}

/** A time that is not negative. @throws ProblemError naming the field. */
export function checkDuration(field: string, value: number): void {
  checkTime(field, value)
  if (value < 0) throw new ProblemError(field, `is negative: ${value}`)
}
