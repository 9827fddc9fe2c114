import type { Objective, RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { pricing } from '../model/pricing.ts'
import { BestPlan } from './best-plan.ts'
import { LocalSearch } from './local/local-search.ts'
import { Insertion } from './insertion.ts'
import { nearestNodes } from './neighbours.ts'
import type { Neighbours } from './neighbours.ts'
import { Plan } from './plan.ts'
import { Random } from './random.ts'
import { Recreate } from './recreate.ts'
import { StringRuin } from './ruin-strings.ts'
import { constructBySavings } from './savings.ts'
import { buildSpace } from './space.ts'
import type { Space } from './space.ts'
import { takeOver } from './take-over.ts'

/** Share of insertion places passed over. */
const BLINK = 0.01
/** First and last temperature, as a share of the mean cost of a leg. */
const HOT = 0.7
const COLD = 0.01

/**
 * Ruin and recreate under simulated annealing (SISR: Christiaens & Vanden Berghe 2020). The temperature falls
 * with the share of the time or of the iterations that has been used, so that the search may be given any budget.
 */
export class Search {
  readonly space: Space
  readonly plan: Plan
  readonly best: BestPlan
  iterations = 0
  private readonly random: Random
  private readonly insertion: Insertion
  private readonly ruin: StringRuin
  private readonly recreate: Recreate
  private readonly local: LocalSearch
  private readonly near: Neighbours
  private readonly changed: Int32Array
  private hot = 1

  constructor(prepared: Prepared, objective: Objective, seed: number) {
    this.space = buildSpace(prepared, pricing(prepared, objective))
    this.random = new Random(seed)
    this.plan = new Plan(this.space)
    this.best = new BestPlan(this.plan)
    const near = nearestNodes(this.space, 100, { waitWeight: 0 })
    this.near = near
    this.local = new LocalSearch(this.plan, near)
    this.changed = new Int32Array(this.space.routeCount)
    const places = nearestNodes(this.space, 24, { waitWeight: this.space.timed ? 1 : 0 })
    this.insertion = new Insertion(this.plan, places, this.random)
    this.ruin = new StringRuin(this.plan, near, this.random)
    this.recreate = new Recreate(this.plan, this.insertion, this.random)
  }

  /** A first plan: savings and insertion, or insertion alone, whichever is better. */
  construct(): void {
    const { plan, best, insertion, recreate } = this
    insertion.setBlink(0)
    for (const bySavings of [true, false]) {
      plan.begin()
      if (bySavings) constructBySavings(plan, this.near)
      recreate.construct(2)
      plan.settle()
      if (best.isBeaten()) best.copy()
      plan.rollback()
    }
    best.restore()
    this.improve(undefined)
    insertion.setBlink(BLINK)
    this.hot = this.meanLegCost()
  }

  /**
   * Takes over a given plan. Tasks that break a rule where they stand are left out, and jobs that the problem
   * does not have are refused.
   * @throws ProblemError naming the route and the job.
   */
  begin(start: readonly RouteSequence[]): void {
    this.plan.begin()
    takeOver(this.plan, start)
    this.plan.settle()
    this.best.copy()
  }

  /** The best plan in the figure of the objective: cost, or metres. */
  figure(): number {
    const { best, space } = this
    const fixed = space.pricing.objective === 'vehicles' ? best.routes * (space.pricing.fixed[0] ?? 0) : 0
    return (best.cost - fixed) / space.pricing.unitsPerFigure
  }

  /** One ruin and recreate; true when it has led to a new best plan. `progress` runs from 0 to 1. */
  step(progress: number): boolean {
    const { plan, best, random } = this
    this.iterations++
    plan.begin()
    const absentBefore = plan.absentCount
    this.ruin.ruin()
    this.mend()
    this.recreate.recreate(absentBefore)
    plan.settle()
    const temperature = this.hot * HOT * Math.pow(COLD / HOT, progress)
    const change = plan.absentChange()
    const accepted =
      change < 0 || (change === 0 && plan.costChange() < -temperature * Math.log(1 - random.unit()))
    if (!accepted) {
      plan.rollback()
      return false
    }
    if (!best.isBeaten()) return false
    best.copy()
    this.improve(this.changedRoutes())
    return true
  }

  /** Descends by local search and notes the plan when it is the best. */
  private improve(routes: Int32Array | undefined): void {
    if (this.local.improve(routes) && this.best.isBeaten()) this.best.copy()
  }

  private changedRoutes(): Int32Array {
    const { plan, changed } = this
    const count = plan.changedCount
    for (let i = 0; i < count; i++) changed[i] = plan.changed(i)
    return changed.subarray(0, count)
  }

  /** Refreshes the ruined routes; one that no longer keeps the rules without its lost stops is dissolved. */
  private mend(): void {
    const { plan } = this
    if (this.space.light) return
    const { nodeTask, taskNode } = this.space.prepared
    const changed = plan.changedCount
    for (let i = 0; i < changed; i++) {
      const route = plan.changed(i)
      plan.refresh(route)
      if (plan.isFeasible(route)) continue
      for (let node = plan.next[plan.startOf(route)] ?? 0; node < this.space.nodeCount;) {
        const next = plan.next[node] ?? 0
        const task = nodeTask[node] ?? 0
        if (taskNode[task] === node) plan.addAbsent(task)
        node = next
      }
      plan.clearRoute(route)
    }
  }

  private meanLegCost(): number {
    const { plan, space } = this
    let cost = 0
    for (let i = 0; i < plan.activeCount; i++) {
      const route = plan.active[i] ?? 0
      cost += (plan.cost[route] ?? 0) - (space.pricing.fixed[space.routeType[route] ?? 0] ?? 0)
    }
    return Math.max(1, cost / Math.max(1, space.nodeCount - plan.absentCount + plan.activeCount))
  }
}
