import type { Matrix, Problem, Shift, Window } from './problem.ts'
import { ProblemError } from './problem-error.ts'

/** Times, and travel between two locations, stay below these sizes: sums then fit 32 bits. */
const LARGEST_TIME = 500_000_000
const LARGEST_TRAVEL = 250_000_000
const MOST_BREAKS = 4

/** Refuses a problem that cannot be right. @throws ProblemError naming the first such field. */
export function validateProblem(problem: Problem): void {
  checkCount('locationCount', problem.locationCount)
  for (const [profile, matrix] of Object.entries(problem.matrices)) {
    checkMatrix(`matrices.${profile}`, matrix, problem.locationCount)
  }
  checkUnique('dimensions', problem.dimensions)
  checkUnique('jobs and shipments', [
    ...problem.jobs.map((job) => job.id),
    ...(problem.shipments ?? []).map((shipment) => shipment.id),
  ])
  checkUnique(
    'shifts',
    problem.shifts.map((shift) => shift.id),
  )
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
}

function checkShift(problem: Problem, field: string, shift: Shift): void {
  if (!Object.hasOwn(problem.matrices, shift.profile)) {
    const known = Object.keys(problem.matrices).join(', ') || 'none'
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
    checkTime(`${field}.breaks[${index}].durationS`, pause.durationS)
    if (pause.durationS < 0) {
      throw new ProblemError(`${field}.breaks[${index}].durationS`, `is negative: ${pause.durationS}`)
    }
  })
}

interface Visit {
  readonly location: number
  readonly serviceS: number
  readonly windows: readonly Window[]
}

function checkVisit(problem: Problem, field: string, visit: Visit): void {
  checkLocation(problem, `${field}.location`, visit.location)
  checkTime(`${field}.serviceS`, visit.serviceS)
  if (visit.serviceS < 0) throw new ProblemError(`${field}.serviceS`, `is negative: ${visit.serviceS}`)
  visit.windows.forEach((window, index) => checkWindow(`${field}.windows[${index}]`, window))
}

function checkWindow(field: string, window: Window): void {
  checkTime(`${field}[0]`, window[0])
  checkTime(`${field}[1]`, window[1])
  if (window[0] > window[1]) {
    throw new ProblemError(field, `ends before it begins: ${window[0]} to ${window[1]}`)
  }
}

function checkTime(field: string, value: number): void {
  if (!Number.isInteger(value))
    throw new ProblemError(field, `must be a whole number of seconds, is ${value}`)
  if (Math.abs(value) > LARGEST_TIME) {
    throw new ProblemError(field, `is out of range: ${value} (largest ${LARGEST_TIME})`)
  }
}

function checkLoad(problem: Problem, field: string, load: readonly number[]): void {
  if (load.length > problem.dimensions.length) {
    throw new ProblemError(
      field,
      `has ${load.length} figures, but the problem has ${problem.dimensions.length} dimensions`,
    )
  }
  load.forEach((figure, index) => checkAmount(`${field}[${index}]`, figure))
}

function checkAmount(field: string, value: number): void {
  if (!Number.isFinite(value)) throw new ProblemError(field, `must be a number, is ${value}`)
  if (value < 0) throw new ProblemError(field, `is negative: ${value}`)
}

function checkPriority(field: string, value: number): void {
  if (!(value >= 0 && value <= 100)) throw new ProblemError(field, `must be between 0 and 100, is ${value}`)
}

function checkCount(field: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) {
    throw new ProblemError(field, `must be a whole number, 0 or more, is ${value}`)
  }
}

function checkLocation(problem: Problem, field: string, location: number): void {
  checkCount(field, location)
  if (location >= problem.locationCount) {
    throw new ProblemError(field, `is location ${location}, but there are only ${problem.locationCount}`)
  }
}

function checkUnique(field: string, ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) throw new ProblemError(field, `the id "${id}" stands twice`)
    seen.add(id)
  }
}

function checkMatrix(field: string, matrix: Matrix, count: number): void {
  checkFigures(`${field}.durationS`, matrix.durationS, count)
  if (matrix.distanceM !== matrix.durationS) checkFigures(`${field}.distanceM`, matrix.distanceM, count)
}

function checkFigures(field: string, figures: Int32Array | readonly number[], count: number): void {
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
