import type { Objective } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { pricing } from '../model/pricing.ts'
import { BestPlan } from './best-plan.ts'
import { Insertion } from './insertion.ts'
import { nearestNodes } from './neighbours.ts'
import { Plan } from './plan.ts'
import { Random } from './random.ts'
import { Recreate } from './recreate.ts'
import { StringRuin } from './ruin-strings.ts'
import { buildSpace } from './space.ts'
import type { Space } from './space.ts'

/** Share of insertion places passed over. */
const BLINK = 0.01
/** First and last temperature, as a share of the mean cost of a leg. */
const HOT = 0.5
const COLD = 0.005

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
  private hot = 1

  constructor(prepared: Prepared, objective: Objective, seed: number) {
    this.space = buildSpace(prepared, pricing(prepared, objective))
    this.random = new Random(seed)
    this.plan = new Plan(this.space)
    this.best = new BestPlan(this.plan)
    const near = nearestNodes(this.space, 100, { waitWeight: 0 })
    const places = nearestNodes(this.space, 40, { waitWeight: this.space.timed ? 1 : 0 })
    this.insertion = new Insertion(this.plan, places, this.random)
    this.ruin = new StringRuin(this.plan, near, this.random)
    this.recreate = new Recreate(this.plan, this.insertion, this.random)
  }

  /** A first plan by cheapest insertion, or completes the plan that is there. */
  construct(): void {
    const { plan, best, insertion, recreate } = this
    insertion.setBlink(0)
    plan.begin()
    recreate.construct(2)
    plan.settle()
    if (best.isBeaten()) best.copy()
    insertion.setBlink(BLINK)
    this.hot = this.meanLegCost()
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
    return true
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
