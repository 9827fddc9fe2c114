import { Ejection } from './ejection.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

/**
 * Lowers the number of routes (Christiaens & Vanden Berghe 2020, section 5.4): one route is given up, its tasks
 * become absent, and a changed plan is accepted when the tasks it leaves out have been left out less often so
 * far. Tasks that are hard to place so gain weight until they find a place. What the weights have come to may lead
 * nowhere: success comes soon or hardly ever, so that a try that takes long is better begun anew.
 */
export class FleetReduction {
  private readonly plan: Plan
  private readonly random: Random
  private readonly ejection: Ejection | undefined
  /** 1 and how often it has been left out, for each task. */
  private readonly weights: Float64Array
  private readonly fewest: number
  private current = 0

  constructor(plan: Plan, random: Random) {
    this.plan = plan
    this.random = random
    if (plan.space.plainWindows) this.ejection = new Ejection(plan, random)
    this.weights = new Float64Array(plan.space.prepared.taskCount).fill(1)
    this.fewest = fewestRoutes(plan)
  }

  /** Whether fewer routes could carry the loads at all. */
  canReduce(): boolean {
    return this.plan.activeCount > this.fewest
  }

  /** Forgets how often tasks have been left out. */
  forget(): void {
    this.weights.fill(1)
  }

  /** Gives up the route whose tasks were easiest to place; a transaction of its own. */
  giveUpRoute(): void {
    const { plan, weights } = this
    const { nodeTask, taskNode } = plan.space.prepared
    let easiest = -1
    let least = Infinity
    for (let i = 0; i < plan.activeCount; i++) {
      const route = plan.active[i] ?? 0
      let sum = 0
      for (
        let node = plan.next[plan.startOf(route)] ?? 0;
        node < plan.space.nodeCount;
        node = plan.next[node] ?? 0
      ) {
        sum += weights[nodeTask[node] ?? 0] ?? 0
      }
      if (sum < least) {
        least = sum
        easiest = route
      }
    }
    plan.begin()
    const nodes = new Int32Array(plan.space.longestSequence)
    const count = plan.readRoute(easiest, nodes)
    plan.clearRoute(easiest)
    for (const node of nodes.subarray(0, count)) {
      const task = nodeTask[node] ?? 0
      if (taskNode[task] === node) plan.addAbsent(task)
    }
    plan.settle()
    this.settle()
  }

  /**
   * Puts a task that is left out on a route, for others that weigh less together, in a transaction of its own; false
   * where that cannot be tried or does not help.
   */
  eject(): boolean {
    const { plan, ejection, weights, random } = this
    if (ejection === undefined) return false
    const task = plan.absent[random.below(plan.absentCount)] ?? 0
    plan.begin()
    const isPlaced = ejection.insert(task, weights, weights[task] ?? 0)
    plan.settle()
    if (!isPlaced) this.grow(task)
    this.settle()
    return isPlaced
  }

  /** Whether the changed plan is taken, given that its cost alone would be. Counts what it leaves out. */
  accepts(isCheapEnough: boolean): boolean {
    const sum = this.absenceSum()
    const accepted = sum < this.current || (sum === this.current && isCheapEnough)
    const { plan } = this
    for (let i = 0; i < plan.absentCount; i++) this.grow(plan.absent[i] ?? 0)
    return accepted
  }

  /** Takes the weights of what the kept plan leaves out; to be called when accepted or rolled back. */
  settle(): void {
    this.current = this.absenceSum()
  }

  private grow(task: number): void {
    this.weights[task] = (this.weights[task] ?? 0) + 1
  }

  private absenceSum(): number {
    const { plan, weights } = this
    let sum = 0
    for (let i = 0; i < plan.absentCount; i++) sum += weights[plan.absent[i] ?? 0] ?? 0
    return sum
  }
}

/** No fewer routes can carry all that is brought, or all that is taken, in the largest vehicles. */
function fewestRoutes(plan: Plan): number {
  const { prepared, dimensionCount, plainLoads } = plan.space
  if (!plainLoads) return 1
  let fewest = 1
  for (let d = 0; d < dimensionCount; d++) {
    const largest = prepared.types.reduce((most, type) => Math.max(most, type.capacity[d] ?? 0), 0)
    let total = 0
    for (let node = 0; node < prepared.nodeCount; node++)
      total += prepared.nodeLoad[node * dimensionCount + d] ?? 0
    if (largest > 0) fewest = Math.max(fewest, Math.ceil(total / largest))
  }
  return fewest
}
