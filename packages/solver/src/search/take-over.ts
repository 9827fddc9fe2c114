import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { getTask } from '../model/prepare.ts'
import { ProblemError } from '../model/problem-error.ts'
import { wholePrefixes } from '../model/whole-prefixes.ts'
import type { Plan } from './plan.ts'

/**
 * Fills an empty plan with given routes. Where a route breaks a rule, the tasks that break it stay absent: tasks
 * are admitted in their order as long as the route of the admitted ones keeps every rule.
 * @throws ProblemError for a shift, a job or a depot that the problem does not have.
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
    const prefix = prefixNodes(prepared, type)
    const isPrefix = new Set(prefix)
    const given = toNodes(prepared, sequence, index).filter((node) => !isPrefix.has(node))
    const tasks = new Set<number>()
    const nodes = [...prefix, ...given].filter((node) => {
      if (node >= space.nodeCount) return true
      const task = prepared.nodeTask[node] ?? 0
      if (taken.has(task) || (!tasks.has(task) && isRivalled(plan, tasks, task))) return false
      tasks.add(task)
      return true
    })
    const admitted = admit(plan, type, nodes)
    for (const node of admitted) if (node < space.nodeCount) taken.add(prepared.nodeTask[node] ?? 0)
    const slot = plan.emptySlot(type)
    if (slot < 0 || admitted.length === 0) return
    plan.clearRoute(slot)
    plan.fillRoute(slot, admitted, admitted.length)
  })
}

/**
 * Puts the prefixes of the shifts in place whose routes are empty, with what they owe, where they keep the rules, and
 * with those before them the relations and groups. Begins the plan anew for each.
 */
export function placePrefixes(plan: Plan): void {
  for (let type = 0; type < plan.space.prepared.types.length; type++) {
    const slot = plan.emptySlot(type)
    if (slot >= 0) placePrefix(plan, type, slot)
  }
}

function placePrefix(plan: Plan, type: number, slot: number): void {
  const { prepared } = plan.space
  const { id: shift = '', prefix = [] } = prepared.types[type]?.shift ?? {}
  if (prefix.length === 0) return
  const tasks = new Set<number>()
  for (const id of prefix) {
    const task = prepared.taskById.get(id) ?? 0
    if (!tasks.has(task) && isRivalled(plan, tasks, task)) return
    tasks.add(task)
  }
  for (const jobs of wholePrefixes(prepared, prefix)) {
    const nodes = Int32Array.from(toNodes(prepared, { shift, jobs }, 0))
    if (!plan.check.check(type, nodes, nodes.length)) continue
    plan.begin()
    plan.clearRoute(slot)
    plan.fillRoute(slot, nodes, nodes.length)
    plan.settle()
    if (plan.keepsTies()) return
    plan.rollback()
  }
}

function prefixNodes(prepared: Prepared, type: number): number[] {
  const shift = prepared.types[type]?.shift
  return shift === undefined ? [] : toNodes(prepared, { shift: shift.id, jobs: shift.prefix ?? [] }, 0)
}

/** Whether another task of the group is served already, on this or another route. */
function isRivalled(plan: Plan, tasks: ReadonlySet<number>, task: number): boolean {
  const { group } = plan.space.absence
  if (plan.absence.isRepresented(task)) return true
  if ((group[task] ?? -1) < 0) return false
  for (const other of tasks) if (group[other] === group[task]) return true
  return false
}

/** Nodes of tasks, and of reloads (from `nodeCount` on). */
function toNodes(prepared: Prepared, sequence: RouteSequence, index: number): number[] {
  const depots = prepared.problem.depots ?? []
  const seen = new Set<number>()
  return sequence.jobs.map((id, position) => {
    const field = `start[${index}].jobs[${position}]`
    if (id.startsWith('@') && !prepared.taskById.has(id)) {
      const depot = depots.findIndex((candidate) => `@${candidate.id}` === id)
      if (depot < 0) throw new ProblemError(field, `the problem has no depot "${id.slice(1)}"`)
      return prepared.nodeCount + depot
    }
    const task = getTask(prepared, id, field)
    const node = prepared.taskNode[task] ?? 0
    const again = seen.has(task)
    seen.add(task)
    const pair = prepared.nodePair[node] ?? -1
    return again && pair >= 0 ? pair : node
  })
}

function admit(plan: Plan, type: number, nodes: readonly number[]): Int32Array {
  const { nodeCount, prepared } = plan.space
  const isRepeated = (node: number, index: number) => node < nodeCount && nodes.indexOf(node) < index
  const whole = withoutEmptyTrips(
    nodes.filter((node, index) => !isRepeated(node, index)),
    nodeCount,
  )
  if (plan.check.check(type, whole, whole.length)) return whole
  const tasks = new Set(nodes.filter((node) => node < nodeCount).map((node) => prepared.nodeTask[node] ?? 0))
  // A prefix is admitted whole or not at all.
  const kept = new Set([...tasks].filter((task) => plan.space.bound[task] === 1))
  let admitted = new Int32Array(0)
  for (const task of tasks) {
    if (kept.has(task) && admitted.length > 0) continue
    kept.add(task)
    const trial = withoutEmptyTrips(
      [...whole].filter((node) => node >= nodeCount || kept.has(prepared.nodeTask[node] ?? 0)),
      nodeCount,
    )
    if (plan.check.check(type, trial, trial.length)) admitted = trial
    else kept.delete(task)
  }
  return admitted
}

/** Leaves out reloads without a stop between them and the next, or the end. */
function withoutEmptyTrips(nodes: readonly number[], nodeCount: number): Int32Array<ArrayBuffer> {
  return Int32Array.from(
    nodes.filter((node, i) => node < nodeCount || (nodes[i + 1] ?? nodeCount) < nodeCount),
  )
}
