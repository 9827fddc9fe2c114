import { checkAmount, checkCount } from './check-figures.ts'
import type { Objective, ObjectiveTerm, RouteSequence, SolveOptions } from '../options.ts'
import type { Problem } from '../problem.ts'
import { ProblemError } from '../problem-error.ts'
import { sequencesShape, termsShape } from './problem-shapes.ts'
import { checkShape } from './shapes.ts'

/** Options of a search, or those of them that an evaluation has; also told to be absent. */
type GivenOptions = { readonly [Name in keyof SolveOptions]?: SolveOptions[Name] | undefined }

/** Refuses options that cannot be right. @throws ProblemError naming the option. */
export function validateOptions(problem: Problem, options: GivenOptions): void {
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
export function countsChanges({ objective, mostChanges }: GivenOptions): boolean {
  const terms: readonly ObjectiveTerm[] = typeof objective === 'object' ? objective : []
  return mostChanges !== undefined || terms.some(({ measure }) => measure === 'changes')
}

/** Refuses ids that the problem does not have, shifts with two routes, and tasks that stand more often than they can. */
function checkSequences(problem: Problem, name: string, sequences: readonly RouteSequence[]): void {
  checkShape(name, sequences, sequencesShape)
  const shifts = new Set(problem.shifts.map(({ id }) => id))
  const most = new Map([
    ...problem.jobs.map(({ id }) => [id, 1] as const),
    ...(problem.shipments ?? []).map(({ id }) => [id, 2] as const),
    ...(problem.depots ?? []).map(({ id }) => [`@${id}`, Infinity] as const),
  ])
  const used = new Set<string>()
  const times = new Map<string, number>()
  sequences.forEach(({ shift, jobs }, index) => {
    const field = `${name}[${index}]`
    if (!shifts.has(shift)) throw new ProblemError(`${field}.shift`, `the problem has no shift "${shift}"`)
    if (used.has(shift)) throw new ProblemError(`${field}.shift`, `the shift "${shift}" has two routes`)
    used.add(shift)
    jobs.forEach((id, position) => {
      const limit = most.get(id)
      const at = `${field}.jobs[${position}]`
      if (limit === undefined) throw new ProblemError(at, `the problem has nothing named "${id}"`)
      const before = times.get(id) ?? 0
      if (before >= limit) throw new ProblemError(at, `"${id}" stands too often`)
      times.set(id, before + 1)
    })
  })
}
