import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { getTask } from '../model/prepare.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { Plan } from './plan.ts'

/**
 * Fills an empty plan with given routes. Where a route breaks a rule, the tasks that break it stay absent: tasks
 * are admitted in their order as long as the route of the admitted ones keeps every rule.
 * @throws ProblemError for a shift or a job that the problem does not have.
 */
export function takeOver(plan: Plan, start: readonly RouteSequence[]): void {
  const { space } = plan
  const { prepared } = space
  const taken = new Set<number>()
  start.forEach((sequence, index) => {
    const shift = prepared.shiftById.get(sequence.shift)
    if (shift === undefined) {
      throw new ProblemError(`start[${index}].shift`, `the problem has no shift "${sequence.shift}"`)
    }
    const type = prepared.shiftType[shift] ?? 0
    const nodes = toNodes(prepared, sequence, index).filter(
      (node) => !taken.has(prepared.nodeTask[node] ?? 0),
    )
    const admitted = admit(plan, type, nodes)
    for (const node of admitted) taken.add(prepared.nodeTask[node] ?? 0)
    const slot = plan.emptySlot(type)
    if (slot < 0 || admitted.length === 0) return
    plan.clearRoute(slot)
    plan.fillRoute(slot, admitted, admitted.length)
  })
}

function toNodes(prepared: Prepared, sequence: RouteSequence, index: number): number[] {
  const seen = new Set<number>()
  return sequence.jobs.map((id, position) => {
    const task = getTask(prepared, id, `start[${index}].jobs[${position}]`)
    const node = prepared.taskNode[task] ?? 0
    const again = seen.has(task)
    seen.add(task)
    const pair = prepared.nodePair[node] ?? -1
    return again && pair >= 0 ? pair : node
  })
}

function admit(plan: Plan, type: number, nodes: readonly number[]): Int32Array {
  const { prepared } = plan.space
  const whole = Int32Array.from(new Set(nodes))
  if (plan.check.check(type, whole, whole.length)) return whole
  const tasks = new Set(nodes.map((node) => prepared.nodeTask[node] ?? 0))
  const kept = new Set<number>()
  let admitted = new Int32Array(0)
  for (const task of tasks) {
    kept.add(task)
    const trial = whole.filter((node) => kept.has(prepared.nodeTask[node] ?? 0))
    if (plan.check.check(type, trial, trial.length)) admitted = trial
    else kept.delete(task)
  }
  return admitted
}
