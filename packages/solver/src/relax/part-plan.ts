import { priceSolution } from '../evaluate/evaluate-solution.ts'
import type { OpenPlan } from '../insert/open-plan.ts'
import { priceBetween } from '../insert/price.ts'
import type { Price } from '../insert/price.ts'
import { newlyBroken } from '../insert/newly-broken.ts'
import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { prepare } from '../model/prepare.ts'
import type { Problem } from '../model/problem.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { Solution, Violation } from '../model/solution.ts'
import { applyPatches } from './apply-patches.ts'
import { partProblem } from '../model/part-problem.ts'
import type { Patch } from './patch.ts'

/**
 * The part of a plan that a change of one route bears on: that route, and the routes that relations or groups tie
 * to it. Small enough to be evaluated under any patches in a fraction of a millisecond.
 */
export class PartPlan {
  readonly problem: Problem
  /** The routes of the part as they are. */
  readonly routes: readonly RouteSequence[]
  private readonly plan: OpenPlan
  private readonly reference: readonly RouteSequence[] | undefined
  private readonly prepared = new Map<string, Prepared | undefined>()
  private readonly before: Solution | undefined

  constructor(
    plan: OpenPlan,
    tied: ReadonlyMap<string, ReadonlySet<string>>,
    shifts: readonly string[],
    tasks: readonly string[],
  ) {
    const { prepared } = plan
    const shiftIds = new Set<string>()
    const taskIds = new Set<string>()
    const routes: RouteSequence[] = []
    const addTask = (id: string) => {
      if (taskIds.has(id) || !prepared.taskById.has(id)) return
      taskIds.add(id)
      for (const other of tied.get(id) ?? []) addTask(other)
      const shift = plan.shiftServing(plan.taskOf(id))
      if (shift >= 0) addShift(plan.shiftId(shift))
    }
    const addShift = (shift: string) => {
      if (shiftIds.has(shift)) return
      shiftIds.add(shift)
      const jobs = plan.routes[prepared.shiftById.get(shift) ?? -1]?.jobs ?? []
      routes.push({ shift, jobs })
      for (const id of jobs) addTask(id)
      for (const id of prepared.problem.shifts[prepared.shiftById.get(shift) ?? -1]?.prefix ?? []) addTask(id)
    }
    for (const shift of shifts) addShift(shift)
    for (const task of tasks) addTask(task)
    this.plan = plan
    this.routes = routes
    for (const { id, pin } of [...prepared.problem.jobs, ...(prepared.problem.shipments ?? [])]) {
      if (pin !== undefined && taskIds.has(id)) shiftIds.add(pin.shift)
    }
    for (const { id, prefix = [] } of prepared.problem.shifts) {
      if (prefix.some((task) => taskIds.has(task))) shiftIds.add(id)
    }
    this.problem = partProblem(prepared.problem, shiftIds, taskIds)
    this.reference = plan.reference?.flatMap(({ shift, jobs }) =>
      shiftIds.has(shift)
        ? [{ shift, jobs: jobs.filter((id) => taskIds.has(id) || id.startsWith('@')) }]
        : [],
    )
    this.before = this.evaluate([], [])
  }

  /**
   * The part with some routes replaced, under patches; undefined where they make no problem that can be right.
   * How many stops were evaluated is the measure of what it took.
   */
  evaluate(patches: readonly Patch[], replaced: readonly RouteSequence[]): Solution | undefined {
    const prepared = this.prepare(patches)
    if (prepared === undefined) return undefined
    const shifts = new Set(replaced.map(({ shift }) => shift))
    const routes = [...this.routes.filter(({ shift }) => !shifts.has(shift)), ...replaced]
    return priceSolution(prepared, routes, { objective: this.plan.objective, reference: this.reference })
  }

  /** What the plan costs more with the routes replaced under patches. */
  price(after: Solution): Price {
    return priceBetween(this.before === undefined ? [] : [this.before], [after])
  }

  /** What is broken now. */
  violations(): Violation[] {
    return violationsOf(this.before)
  }

  /** What is broken that is not tolerated, or by more; what is broken now is, when absent. */
  newlyBroken(after: Solution, tolerated: readonly Violation[] = this.violations()): Violation[] {
    return newlyBroken(tolerated, violationsOf(after))
  }

  private prepare(patches: readonly Patch[]): Prepared | undefined {
    const key = JSON.stringify(patches)
    if (this.prepared.has(key)) return this.prepared.get(key)
    const prepared = prepareIfRight(applyPatches(this.problem, patches))
    this.prepared.set(key, prepared)
    return prepared
  }
}

function violationsOf(solution: Solution | undefined): Violation[] {
  return (solution?.routes ?? []).flatMap(({ violations }) => violations)
}

function prepareIfRight(problem: Problem): Prepared | undefined {
  try {
    return prepare(problem)
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}
