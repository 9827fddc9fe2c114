import { evaluateRoute } from '../evaluate/evaluate-route.ts'
import { evaluateSolution } from '../evaluate/evaluate-solution.ts'
import { prepare } from '../model/prepare.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Problem, Shift } from '../model/problem.ts'
import { wholePrefixes } from '../model/whole-prefixes.ts'

/**
 * Takes out of the prefixes what can no longer be served there within the rules: a shift that is late for one stop
 * can still serve all others. What is taken out is a task like any other, to be served elsewhere or left out with its
 * reason.
 * @throws ProblemError naming the first field of the problem that cannot be right.
 */
export function keepablePrefixes(problem: Problem): Problem {
  if (problem.shifts.every(({ prefix = [] }) => prefix.length === 0)) return problem
  // A prefix that is not begun with breaks a rule itself, which is not what is asked here.
  const prepared = prepare({
    ...problem,
    shifts: problem.shifts.map((shift) => ({ ...shift, prefix: undefined })),
  })
  const shifts = problem.shifts.map((shift) => ({ ...shift, prefix: keepable(prepared, shift) }))
  return { ...problem, shifts }
}

/** Goes through a prefix as the driver does: what is promised first is kept first. */
function keepable(prepared: Prepared, { id, prefix }: Shift): readonly string[] | undefined {
  if (prefix === undefined || isKept(prepared, id, prefix)) return prefix
  let kept: readonly string[] = []
  for (const task of prefix) {
    const more = [...kept, task]
    if (isKept(prepared, id, more)) kept = more
  }
  return kept
}

function isKept(prepared: Prepared, shift: string, prefix: readonly string[]): boolean {
  // Relations and groups are judged by whole plans, which takes long in large problems.
  const isTied = prefix.some((id) => isBound(prepared.problem, id))
  for (const jobs of wholePrefixes(prepared, prefix)) {
    const { violations } = evaluateRoute(prepared, prepared.shiftById.get(shift) ?? 0, jobs)
    if (violations.length > 0) continue
    if (!isTied || evaluateSolution(prepared, [{ shift, jobs }]).feasible) return true
  }
  return false
}

/** Whether a relation or a group says something of a task. */
function isBound({ jobs, shipments = [], relations = [] }: Problem, id: string): boolean {
  const task = jobs.find((job) => job.id === id) ?? shipments.find((shipment) => shipment.id === id)
  if (task?.group !== undefined) return true
  return relations.some((relation) =>
    relation.kind === 'before'
      ? relation.first === id || relation.second === id
      : relation.tasks.includes(id),
  )
}
