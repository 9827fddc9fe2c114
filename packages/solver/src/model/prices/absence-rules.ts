import type { Prepared } from '../prepare.ts'
import type { PlanRules } from '../is-rich.ts'
import type { Pricing } from './pricing.ts'
import { referenceShifts } from '../reference-shifts.ts'

/** How absent tasks are judged: by priority, by the prize lost, or, in groups, together. */
export interface AbsenceRules {
  /** Level of the counts that a task's absence raises, the highest priority first; -1 when it is optional. */
  readonly level: Int32Array
  readonly levelCount: number
  /** The first level of tasks; before it may be that of changes beyond those allowed. */
  readonly firstLevel: number
  /** Price units lost by an absent task. */
  readonly prize: Float64Array
  /** Price units of the change that its absence is, whatever becomes of its group. */
  readonly change: Float64Array
  /** Group of a task, -1 without one; what follows is by group. */
  readonly group: Int32Array
  readonly groupSize: Int32Array
  readonly groupLevel: Int32Array
  readonly groupPrize: Float64Array
  /** Whether any task is optional. */
  readonly hasPrizes: boolean
}

/**
 * A task with a prize is optional. A group counts once, at the highest priority of its tasks without a prize, and
 * loses its largest prize once.
 */
export function absenceRules(
  prepared: Prepared,
  pricing: Pricing,
  priorityLevel: Int32Array,
  rules: PlanRules,
): AbsenceRules {
  const { jobs, shipments = [] } = prepared.problem
  const tasks = [...jobs, ...shipments]
  const groups = new Map<string, number>()
  for (const task of tasks) {
    if (task.group !== undefined && !groups.has(task.group)) groups.set(task.group, groups.size)
  }
  const firstLevel = rules.mostChanges === undefined ? 0 : 1
  const level = priorityLevel.map((priority, task) =>
    tasks[task]?.prize === undefined ? firstLevel + priority : -1,
  )
  const reference = referenceShifts(prepared, rules.reference)
  const scale = pricing.moneyUnits
  const prize = Float64Array.from(tasks, (task) => Math.round((task.prize ?? 0) * scale))
  const change = Float64Array.from(reference, (shift) => (shift >= 0 ? pricing.changeUnits : 0))
  const group = Int32Array.from(tasks, (task) => groups.get(task.group ?? '') ?? -1)
  const groupSize = new Int32Array(groups.size)
  const groupLevel = new Int32Array(groups.size).fill(-1)
  const groupPrize = new Float64Array(groups.size)
  group.forEach((index, task) => {
    if (index < 0) return
    groupSize[index] = (groupSize[index] ?? 0) + 1
    groupPrize[index] = Math.max(groupPrize[index] ?? 0, prize[task] ?? 0)
    const own = level[task] ?? -1
    const known = groupLevel[index] ?? -1
    if (own >= 0 && (known < 0 || own < known)) groupLevel[index] = own
  })
  return {
    level,
    levelCount: firstLevel + priorityLevel.reduce((most, at) => Math.max(most, at + 1), 1),
    firstLevel,
    prize,
    change,
    group,
    groupSize,
    groupLevel,
    groupPrize,
    hasPrizes: level.includes(-1),
  }
}
