import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { mergePlans } from './merge-plans.ts'
import type { Plan } from './plan.ts'
import { readSequence } from './rich/read-sequence.ts'

/** A plan as another search of the same problem has left it. */
export interface PlanCopy {
  readonly cost: number
  readonly routes: number
  readonly absentCount: number
  readonly absentByLevel: Int32Array
  /** Links of nodes and sentinels, costs of routes, reloads. */
  readonly arrays: readonly [next: Int32Array, routeCost: Float64Array, reload: Int32Array]
}

/** A copy of the best plan seen. */
export class BestPlan {
  cost = Infinity
  routes = 0
  absentCount = 0
  readonly absentByLevel: Int32Array
  /** All that makes the plan: the links of nodes and sentinels, the costs of routes, and the reloads. */
  readonly arrays: PlanCopy['arrays']
  private readonly next: Int32Array
  private readonly routeCost: Float64Array
  private readonly reload: Int32Array
  private readonly plan: Plan

  constructor(plan: Plan) {
    this.plan = plan
    this.next = new Int32Array(plan.space.size)
    this.reload = new Int32Array(plan.reload.length)
    this.routeCost = new Float64Array(plan.space.routeCount)
    this.arrays = [this.next, this.routeCost, this.reload]
    this.absentByLevel = plan.absence.byLevel.slice()
  }

  /** Whether the plan now serves more, or the same for less. */
  isBeaten(): boolean {
    if (this.cost === Infinity) return true
    const change = this.plan.absence.compare(this.absentByLevel)
    return change < 0 || (change === 0 && this.plan.totalCost < this.cost)
  }

  copy(): void {
    const { plan } = this
    this.next.set(plan.next)
    this.routeCost.set(plan.cost)
    this.reload.set(plan.reload)
    this.cost = plan.totalCost
    this.routes = plan.activeCount
    this.absentCount = plan.absentCount
    this.absentByLevel.set(plan.absence.byLevel)
  }

  /** Tasks and groups that count as unserved. */
  get unserved(): number {
    return this.absentByLevel
      .subarray(this.plan.space.absence.firstLevel)
      .reduce((sum, count) => sum + count, 0)
  }

  /** What it is judged by, most important first; see `SolveResult.rank`. */
  rank(): number[] {
    return [...this.absentByLevel, this.cost]
  }

  /** Takes over what is better in a plan of another search of the same problem; false when nothing is. */
  improveBy(other: PlanCopy): boolean {
    const { space } = this.plan
    if (this.absentCount === 0 && other.absentCount === 0 && !space.rich) {
      const [next, cost] = other.arrays
      const saved = mergePlans(space, { next: this.next, cost: this.routeCost }, { next, cost })
      this.cost -= saved
      this.routes = this.countRoutes()
      return saved > 0
    }
    if (!this.isWorseThan(other)) return false
    this.take(other)
    return true
  }

  private countRoutes(): number {
    const { routeCount, nodeCount } = this.plan.space
    let count = 0
    for (let route = 0; route < routeCount; route++)
      if ((this.next[this.plan.startOf(route)] ?? 0) < nodeCount) count++
    return count
  }

  private isWorseThan(other: PlanCopy): boolean {
    for (let level = 0; level < this.absentByLevel.length; level++) {
      const difference = (this.absentByLevel[level] ?? 0) - (other.absentByLevel[level] ?? 0)
      if (difference !== 0) return difference > 0
    }
    return this.cost > other.cost
  }

  private take(other: PlanCopy): void {
    const [next, routeCost, reload] = other.arrays
    this.next.set(next)
    this.routeCost.set(routeCost)
    this.reload.set(reload)
    this.cost = other.cost
    this.routes = other.routes
    this.absentCount = other.absentCount
    this.absentByLevel.set(other.absentByLevel)
  }

  /** Makes the current plan this one. */
  restore(): void {
    const { plan } = this
    const { space } = plan
    const nodes = new Int32Array(space.longestSequence)
    plan.begin()
    plan.clear()
    for (let route = 0; route < space.routeCount; route++) {
      const count = this.read(route, nodes)
      if (count > 0) plan.fillRoute(route, nodes, count)
      // A filled slot's cost is settled below, with that of the emptied ones.
    }
    plan.settle()
  }

  /**
   * The routes as sequences of ids, each on a shift of its type; a route keeps the shift that had most of its
   * jobs in the plan given.
   */
  toSequences(given: readonly RouteSequence[] = []): RouteSequence[] {
    const { space } = this.plan
    const { prepared } = space
    const nodes = new Int32Array(space.longestSequence)
    const habit = new Map(given.flatMap(({ shift, jobs }) => jobs.map((job) => [job, shift] as const)))
    const free = prepared.types.map((type) => new Set(type.shifts))
    const sequences: RouteSequence[] = []
    for (let route = 0; route < space.routeCount; route++) {
      const count = this.read(route, nodes)
      if (count === 0) continue
      const choice = free[space.routeType[route] ?? 0] ?? new Set<number>()
      const jobs = Array.from(nodes.subarray(0, count), (node) => nameOf(prepared, node))
      const index = habitualShift(prepared, choice, jobs, habit)
      choice.delete(index)
      const shift = prepared.problem.shifts[index]
      if (shift !== undefined) sequences.push({ shift: shift.id, jobs })
    }
    return sequences
  }

  private read(route: number, into: Int32Array): number {
    return readSequence(this.plan.space, this.next, this.reload, route, into)
  }
}

/** The id of a node's task; of a reload, `@` and the depot's. */
function nameOf(prepared: Prepared, node: number): string {
  const depot = prepared.problem.depots?.[node - prepared.nodeCount]
  return depot === undefined ? (prepared.taskIds[prepared.nodeTask[node] ?? 0] ?? '') : `@${depot.id}`
}

/** The free shift that had most of the jobs; the first free one when none had any. */
function habitualShift(
  prepared: Prepared,
  free: ReadonlySet<number>,
  jobs: readonly string[],
  habit: ReadonlyMap<string, string>,
): number {
  const shared = new Map<number, number>()
  for (const job of jobs) {
    const index = prepared.shiftById.get(habit.get(job) ?? '')
    if (index !== undefined && free.has(index)) shared.set(index, (shared.get(index) ?? 0) + 1)
  }
  const [first = -1] = free
  return [...shared].reduce((best, next) => (next[1] > best[1] ? next : best), [first, 0] as const)[0]
}
