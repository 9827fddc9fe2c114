import { checkAmount, checkCount } from './check-figures.ts'
import type { Objective, ObjectiveTerm, RouteSequence, SolveOptions } from './options.ts'
import type { Problem } from './problem.ts'
import { ProblemError } from './problem-error.ts'
import { sequencesShape, termsShape } from './problem-shapes.ts'
import { checkShape } from './shapes.ts'

/** Refuses options that cannot be right. @throws ProblemError naming the option. */
export function validateOptions(problem: Problem, options: SolveOptions): void {
  const { timeLimitS, iterations, seed, mostChanges, progressEveryS, objective, start, reference } = options
  if (timeLimitS !== undefined) checkAmount('timeLimitS', timeLimitS)
  if (iterations !== undefined) checkCount('iterations', iterations)
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw new ProblemError('seed', `must be a whole number, is ${seed}`)
  }
  if (mostChanges !== undefined) checkCount('mostChanges', mostChanges)
  if (progressEveryS !== undefined) checkAmount('progressEveryS', progressEveryS)
  if (objective !== undefined) validateObjective(objective)
  for (const name of ['mostChanges', 'objective'] as const) {
    if (reference !== undefined || !countsChanges({ [name]: options[name] })) continue
    throw new ProblemError(name, 'counts changes, but there is no reference to count them against')
  }
  if (start !== undefined) checkSequences(problem, 'start', start)
  if (reference !== undefined) checkSequences(problem, 'reference', reference)
}

/** Refuses an objective that there is not. @throws ProblemError naming the term. */
export function validateObjective(objective: Objective): void {
  if (typeof objective === 'string') {
    if (['cost', 'distance', 'vehicles'].includes(objective)) return
    throw new ProblemError('objective', `must be cost, distance, vehicles or terms, is "${objective}"`)
  }
  checkShape('objective', objective, termsShape)
  if (objective.length === 0) throw new ProblemError('objective', 'needs one term or more')
  objective.forEach(({ weight, level = 0 }, index) => {
    const field = `objective[${index}]`
    if (!Number.isFinite(weight) || weight < 0) {
      throw new ProblemError(`${field}.weight`, `must be a number, 0 or more, is ${weight}`)
    }
    if (!Number.isInteger(level)) {
      throw new ProblemError(`${field}.level`, `must be a whole number, is ${level}`)
    }
  })
}

/** Whether it matters which shift serves a task in `reference`. */
export function countsChanges({ objective, mostChanges }: SolveOptions): boolean {
  const terms: readonly ObjectiveTerm[] = typeof objective === 'object' ? objective : []
  return mostChanges !== undefined || terms.some(({ measure }) => measure === 'changes')
}

/** Refuses ids that the problem does not have. */
function checkSequences(problem: Problem, name: string, sequences: readonly RouteSequence[]): void {
  checkShape(name, sequences, sequencesShape)
  const shifts = new Set(problem.shifts.map(({ id }) => id))
  const visits = new Set([
    ...[...problem.jobs, ...(problem.shipments ?? [])].map(({ id }) => id),
    ...(problem.depots ?? []).map(({ id }) => `@${id}`),
  ])
  sequences.forEach(({ shift, jobs }, index) => {
    if (!shifts.has(shift)) {
      throw new ProblemError(`${name}[${index}].shift`, `the problem has no shift "${shift}"`)
    }
    jobs.forEach((id, position) => {
      if (visits.has(id)) return
      throw new ProblemError(`${name}[${index}].jobs[${position}]`, `the problem has nothing named "${id}"`)
    })
  })
}
