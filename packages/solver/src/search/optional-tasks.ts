import { dissolveRoute } from './dissolve-route.ts'
import type { Neighbours } from './neighbours.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import { finish } from './steps.ts'
import type { Steps } from './steps.ts'

/** Absent optional tasks that are tried in one round. */
const MOST_TRIED = 40

/**
 * The optional tasks of a plan (those with a prize, as in the prize-collecting problems of Balas 1989): which of
 * the absent ones are worth a try, and which of the served ones are not worth their way.
 */
export class OptionalTasks {
  private readonly plan: Plan
  private readonly near: Neighbours
  private readonly random: Random
  private readonly collected: Int32Array
  private readonly sequence: Int32Array
  private round = 0

  constructor(plan: Plan, near: Neighbours, random: Random) {
    this.plan = plan
    this.near = near
    this.random = random
    this.collected = new Int32Array(plan.space.prepared.taskCount)
    this.sequence = new Int32Array(plan.space.longestSequence)
  }

  /**
   * Writes absent tasks to `order`: those absent since `fresh` and, of the older ones, the nearest to them or to
   * one that is drawn.
   */
  collect(fresh: number, order: Int32Array): number {
    const { plan, random, collected } = this
    const { absent, absentCount } = plan
    this.round++
    let count = 0
    for (let i = Math.min(fresh, absentCount); i < absentCount; i++) {
      collected[absent[i] ?? 0] = this.round
      order[count++] = absent[i] ?? 0
    }
    if (absentCount === 0) return 0
    const own = count
    const most = own + MOST_TRIED
    for (let i = 0; i < own && count < most; i++)
      count = this.addNear(order[i] ?? 0, order, count, 1 + most / (own + 1))
    if (count === own) {
      const task = absent[random.below(absentCount)] ?? 0
      if (collected[task] !== this.round) order[count++] = task
      collected[task] = this.round
      count = this.addNear(task, order, count, MOST_TRIED)
    }
    return count
  }

  /** Takes out of the changed routes, dearest first, what costs more than its prize, at last whole routes. */
  drop(): void {
    finish(this.dropInSteps())
  }

  *dropInSteps(): Steps {
    const { plan } = this
    for (let i = 0; i < plan.changedCount; i++) {
      const route = plan.changed(i)
      while (this.dropDearest(route)) yield
      this.dropRoute(route)
      yield
    }
  }

  private addNear(task: number, order: Int32Array, from: number, most: number): number {
    const { plan, near, collected } = this
    const { nodeTask, taskNode } = plan.space.prepared
    const node = taskNode[task] ?? 0
    let count = from
    for (let i = 0; i < near.width && count < from + most - 1; i++) {
      const other = nodeTask[near.nodes[node * near.width + i] ?? 0] ?? 0
      if (collected[other] === this.round || (plan.routeOf[taskNode[other] ?? 0] ?? -1) >= 0) continue
      collected[other] = this.round
      order[count++] = other
    }
    return count
  }

  private dropDearest(route: number): boolean {
    const { plan } = this
    const { space } = plan
    const { nodeTask, taskNode } = space.prepared
    let dearest = -1
    let most = 0
    for (
      let node = plan.next[plan.startOf(route)] ?? 0;
      node < space.nodeCount;
      node = plan.next[node] ?? 0
    ) {
      const task = nodeTask[node] ?? 0
      const worth = space.absence.prize[task] ?? 0
      if (taskNode[task] !== node || !this.mayDrop(task, route)) continue
      const gain = this.savedBy(route, node) - worth
      if (gain <= most) continue
      most = gain
      dearest = task
    }
    if (dearest < 0) return false
    plan.removeTask(dearest)
    plan.refresh(route)
    if (plan.isFeasible(route)) return true
    dissolveRoute(plan, route)
    return false
  }

  private mayDrop(task: number, route: number): boolean {
    const { space, whole } = this.plan
    const { absence, bound, routeType } = space
    if (absence.level[task] !== -1 || absence.group[task] !== -1 || bound[task] !== 0) return false
    return whole?.changes?.mayLeave(task, routeType[route] ?? 0) !== false
  }

  /** Price units saved by leaving out a task: of a shipment at least, and but for waiting. */
  private savedBy(route: number, node: number): number {
    const { plan, sequence } = this
    const { space } = plan
    const { prepared, pricing } = space
    const type = space.routeType[route] ?? 0
    const pair = prepared.nodePair[node] ?? -1
    if (plan.figures !== undefined) {
      const all = plan.readRoute(route, sequence)
      let count = 0
      for (let i = 0; i < all; i++) {
        const other = sequence[i] ?? 0
        if (other !== node && other !== pair) sequence[count++] = other
      }
      // What is left of a trip without stops counts as it is: a little too dear.
      return plan.check.check(type, sequence, count) ? plan.figures.cost(route) - plan.check.cost : 0
    }
    const perDistance = pricing.perDistance[type] ?? 0
    const before = plan.prev[node] ?? 0
    const after = plan.next[node] ?? 0
    if (pair >= 0) return 0
    const table = prepared.tables[prepared.types[type]?.table ?? 0]
    const direct = table?.metres.between(space.at[before] ?? 0, space.at[after] ?? 0) ?? 0
    return perDistance * ((plan.leg[before] ?? 0) + (plan.leg[node] ?? 0) - direct)
  }

  /** Gives up a route that costs more than all its prizes. */
  private dropRoute(route: number): void {
    const { plan } = this
    const { space } = plan
    const { nodeTask, taskNode } = space.prepared
    let worth = 0
    for (
      let node = plan.next[plan.startOf(route)] ?? 0;
      node < space.nodeCount;
      node = plan.next[node] ?? 0
    ) {
      const task = nodeTask[node] ?? 0
      if (taskNode[task] !== node) continue
      if (!this.mayDrop(task, route)) return
      worth += space.absence.prize[task] ?? 0
    }
    if (plan.price(route) > worth) dissolveRoute(plan, route)
  }
}
