import type { Matrix, Problem, Shift, Window } from '../problem.ts'
import { ProblemError } from '../problem-error.ts'
import {
  checkAmount,
  checkCount,
  checkDuration,
  checkFigures,
  checkLoad,
  checkLocation,
  checkUnique,
  checkWindow,
  idsOf,
  MOST_BREAKS,
} from './check-figures.ts'
import { problemShape } from './problem-shapes.ts'
import { checkShape } from './shapes.ts'
import { validateLines } from './validate-lines.ts'
import { validateRules } from './validate-rules.ts'

/** Refuses a problem that cannot be right. @throws ProblemError naming the first such field. */
export function validateProblem(problem: Problem): void {
  checkShape('', problem, problemShape)
  checkCount('locationCount', problem.locationCount)
  for (const [profile, matrix] of Object.entries(problem.matrices)) {
    checkMatrix(`matrices.${profile}`, matrix, problem.locationCount)
  }
  validateLines(problem)
  checkUnique(problem.dimensions.map((name, index) => [`dimensions[${index}]`, name] as const))
  checkUnique([...idsOf('jobs', problem.jobs), ...idsOf('shipments', problem.shipments)])
  checkUnique(idsOf('shifts', problem.shifts))
  problem.jobs.forEach((job, index) => {
    const field = `jobs[${index}]`
    checkVisit(problem, field, job)
    checkLoad(problem, `${field}.load`, job.load)
    checkPriority(`${field}.priority`, job.priority)
  })
  problem.shipments?.forEach((shipment, index) => {
    const field = `shipments[${index}]`
    checkVisit(problem, `${field}.pickup`, shipment.pickup)
    checkVisit(problem, `${field}.delivery`, shipment.delivery)
    checkLoad(problem, `${field}.load`, shipment.load)
    checkPriority(`${field}.priority`, shipment.priority)
  })
  problem.shifts.forEach((shift, index) => checkShift(problem, `shifts[${index}]`, shift))
  for (const name of ['time', 'distance'] as const) {
    const unit = problem.units?.[name]
    if (unit === undefined || (Number.isFinite(unit) && unit > 0)) continue
    throw new ProblemError(`units.${name}`, `must be a number above 0, is ${unit}`)
  }
  validateRules(problem)
}

function checkShift(problem: Problem, field: string, shift: Shift): void {
  const profiles = [...Object.keys(problem.matrices), ...Object.keys(problem.straightLines ?? {})]
  if (!profiles.includes(shift.profile)) {
    const known = profiles.join(', ') || 'none'
    throw new ProblemError(
      `${field}.profile`,
      `no matrix for profile "${shift.profile}" (matrices: ${known})`,
    )
  }
  if (shift.start !== undefined) checkLocation(problem, `${field}.start`, shift.start)
  if (shift.end !== undefined) checkLocation(problem, `${field}.end`, shift.end)
  checkWindow(`${field}.window`, shift.window)
  checkLoad(problem, `${field}.capacity`, shift.capacity)
  checkAmount(`${field}.costs.fixed`, shift.costs.fixed)
  checkAmount(`${field}.costs.perHour`, shift.costs.perHour)
  checkAmount(`${field}.costs.perKm`, shift.costs.perKm)
  if (shift.maxStops !== undefined) checkCount(`${field}.maxStops`, shift.maxStops)
  if (shift.maxDistanceM !== undefined) checkAmount(`${field}.maxDistanceM`, shift.maxDistanceM)
  if (shift.maxDurationS !== undefined) checkAmount(`${field}.maxDurationS`, shift.maxDurationS)
  if (shift.speedFactor !== undefined && !(shift.speedFactor >= 0.01 && shift.speedFactor <= 100)) {
    throw new ProblemError(`${field}.speedFactor`, `must be between 0.01 and 100, is ${shift.speedFactor}`)
  }
  if (shift.breaks.length > MOST_BREAKS) {
    throw new ProblemError(`${field}.breaks`, `at most ${MOST_BREAKS} breaks, has ${shift.breaks.length}`)
  }
  shift.breaks.forEach((pause, index) => {
    checkWindow(`${field}.breaks[${index}]`, [pause.fromS, pause.toS])
    checkDuration(`${field}.breaks[${index}].durationS`, pause.durationS)
  })
}

interface Visit {
  readonly location: number
  readonly serviceS: number
  readonly windows: readonly Window[]
}

function checkVisit(problem: Problem, field: string, visit: Visit): void {
  checkLocation(problem, `${field}.location`, visit.location)
  checkDuration(`${field}.serviceS`, visit.serviceS)
  visit.windows.forEach((window, index) => checkWindow(`${field}.windows[${index}]`, window))
}

function checkPriority(field: string, value: number): void {
  if (!(value >= 0 && value <= 100)) throw new ProblemError(field, `must be between 0 and 100, is ${value}`)
}

function checkMatrix(field: string, matrix: Matrix, count: number): void {
  checkFigures(`${field}.durationS`, matrix.durationS, count)
  if (matrix.distanceM !== matrix.durationS) checkFigures(`${field}.distanceM`, matrix.distanceM, count)
}
