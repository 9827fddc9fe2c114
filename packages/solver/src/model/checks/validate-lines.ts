import { checkAmount, LARGEST_TRAVEL } from './check-figures.ts'
import { longestLeg } from '../travel/lines.ts'
import type { NearLegs, Problem, StraightLines } from '../problem.ts'
import { ProblemError } from '../problem-error.ts'

/** Refuses straight lines that cannot be right. @throws ProblemError naming the first such field. */
export function validateLines({ straightLines = {}, matrices, locationCount }: Problem): void {
  for (const [profile, lines] of Object.entries(straightLines)) {
    const field = `straightLines.${profile}`
    if (Object.hasOwn(matrices, profile)) throw new ProblemError(field, 'the profile has a matrix as well')
    checkPoints(field, lines, locationCount)
    for (const name of ['scale', 'metresPerSecond'] as const) {
      checkAmount(`${field}.${name}`, lines[name])
      if (lines[name] === 0) throw new ProblemError(`${field}.${name}`, 'must be more than 0')
    }
    if (lines.near !== undefined) checkNear(`${field}.near`, lines.near, locationCount)
    const longest = longestLeg(lines)
    for (const [name, figure] of [
      ['scale', longest.metres],
      ['metresPerSecond', longest.seconds],
    ] as const) {
      if (figure <= LARGEST_TRAVEL) continue
      const unit = name === 'scale' ? 'metres' : 'seconds'
      throw new ProblemError(
        `${field}.${name}`,
        `makes legs of up to ${figure} ${unit}, longest ${LARGEST_TRAVEL}`,
      )
    }
  }
}

function checkPoints(field: string, lines: StraightLines, count: number): void {
  const most = { x: 180, y: 90 }
  for (const axis of ['x', 'y'] as const) {
    const values = lines[axis]
    if (values.length !== count) {
      throw new ProblemError(
        `${field}.${axis}`,
        `has ${values.length} figures, must have one a location: ${count}`,
      )
    }
    for (let i = 0; i < count; i++) {
      const value = values[i]
      if (!Number.isFinite(value) || value === undefined) {
        throw new ProblemError(`${field}.${axis}[${i}]`, `must be a number, is ${value}`)
      }
      if (lines.surface === 'globe' && Math.abs(value) > most[axis]) {
        const name = axis === 'x' ? 'longitude' : 'latitude'
        throw new ProblemError(`${field}.${axis}[${i}]`, `is not a ${name}: ${value}`)
      }
    }
  }
}

function checkNear(field: string, near: NearLegs, count: number): void {
  const { first, to } = near
  if (first.length !== count + 1 || first[0] !== 0 || first[count] !== to.length) {
    throw new ProblemError(
      `${field}.first`,
      `must have ${count + 1} figures, from 0 to the number of legs (${to.length})`,
    )
  }
  for (let from = 0; from < count; from++) {
    const begin = first[from] ?? 0
    const end = first[from + 1] ?? 0
    if (!Number.isInteger(end) || end < begin) {
      throw new ProblemError(`${field}.first[${from + 1}]`, `must ascend in whole numbers, is ${end}`)
    }
    for (let i = begin; i < end; i++) {
      const at = to[i] ?? -1
      if (!Number.isInteger(at) || at < 0 || at >= count || (i > begin && at <= (to[i - 1] ?? 0))) {
        throw new ProblemError(`${field}.to[${i}]`, `must be a location, ascending for each origin, is ${at}`)
      }
    }
  }
  for (const name of ['durationS', 'distanceM'] as const) {
    const figures = near[name]
    if (figures.length !== to.length) {
      throw new ProblemError(`${field}.${name}`, `has ${figures.length} figures for ${to.length} legs`)
    }
    for (let i = 0; i < figures.length; i++) {
      const figure = figures[i] ?? -1
      if (Number.isInteger(figure) && figure >= 0 && figure <= LARGEST_TRAVEL) continue
      throw new ProblemError(
        `${field}.${name}[${i}]`,
        `must be a whole number from 0 to ${LARGEST_TRAVEL}, is ${figure}`,
      )
    }
  }
}
