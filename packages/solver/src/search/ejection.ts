import type { Legs } from '../model/travel/legs.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import { NEVER } from './space.ts'

/** Stops that may leave a route for one. */
const MOST_EJECTED = 5
/** Labels of one route, enough for nine stops; a long one has no further ones, so that it does not take all the time. */
const MOST_LABELS = 512

/**
 * Puts an absent stop into a route that has no room for it by ejecting those of its stops that weigh least together, in
 * problems with `plainWindows` (Nagata & Bräysy 2009, section 3.2). The stops that stay keep their order, so that the
 * best choice is found by labelling instead of by trying sets: a label is a way through the first stops of a route, some
 * of them left out, with or without the new one.
 */
export class Ejection {
  private readonly plan: Plan
  private readonly random: Random
  /** Of a label: its last stop and when that is left, what the ejected weigh and carry, and how many they are. */
  private readonly last = new Int32Array(MOST_LABELS)
  private readonly time = new Int32Array(MOST_LABELS)
  private readonly weight = new Float64Array(MOST_LABELS)
  private readonly load = new Int32Array(MOST_LABELS)
  private readonly ejected = new Int32Array(MOST_LABELS)
  /** The node behind which the new stop is, -1 while it is not in. */
  private readonly after = new Int32Array(MOST_LABELS)
  /** The label that it goes on from, and the stop that it ejects, -1 if none. */
  private readonly parent = new Int32Array(MOST_LABELS)
  private readonly gone = new Int32Array(MOST_LABELS)
  private labelCount = 0
  /** Labels that have come to the stop looked at, and those beyond it. */
  private here = new Int32Array(MOST_LABELS)
  private hereCount = 0
  private beyond = new Int32Array(MOST_LABELS)
  private beyondCount = 0
  /** The best choice so far: what it weighs, where the new stop goes, and what is ejected. */
  private least = 0
  private bestRoute = -1
  private bestAfter = -1
  private readonly bestGone = new Int32Array(MOST_EJECTED)
  private bestCount = 0

  constructor(plan: Plan, random: Random) {
    this.plan = plan
    this.random = random
  }

  /**
   * Inserts an absent task where the tasks ejected for it weigh least; false, with nothing changed, when they would weigh
   * `most` or more wherever it goes. To be called within a transaction.
   */
  insert(task: number, weights: Float64Array, most: number): boolean {
    const { plan, random, bestGone } = this
    const { activeCount, active } = plan
    const { nodeTask, taskNode } = plan.space.prepared
    this.least = most
    this.bestRoute = -1
    const first = random.below(activeCount)
    for (let i = 0; i < activeCount; i++) this.look(active[(first + i) % activeCount] ?? 0, task, weights)
    if (this.bestRoute < 0) return false
    for (let i = 0; i < this.bestCount; i++) plan.removeTask(nodeTask[bestGone[i] ?? 0] ?? 0)
    plan.link(taskNode[task] ?? 0, this.bestAfter, this.bestRoute)
    plan.refresh(this.bestRoute)
    plan.markPresent(task)
    return true
  }

  /** Looks for a better choice on a route. */
  private look(route: number, task: number, weights: Float64Array): void {
    const { plan, time, last, after, weight, load, ejected } = this
    const { space, next, latest } = plan
    const { nodeCount, at, opensS, closesS, prepared } = space
    const [table] = prepared.tables
    if (table === undefined) return
    const { seconds } = table
    const { nodeServiceS, nodeLoad, nodeTask } = prepared
    const node = prepared.taskNode[task] ?? 0
    const excess = (plan.load[route] ?? 0) + (nodeLoad[node] ?? 0) - (prepared.types[0]?.capacity[0] ?? 0)
    this.begin(plan.startOf(route))
    for (let stop = next[plan.startOf(route)] ?? 0; this.beyondCount > 0; stop = next[stop] ?? 0) {
      this.moveOn()
      this.branch(node, seconds)
      const isEnd = stop >= nodeCount
      const own = isEnd ? Infinity : (weights[nodeTask[stop] ?? 0] ?? 0)
      for (let i = 0; i < this.hereCount && this.labelCount < MOST_LABELS - 1; i++) {
        const label = this.here[i] ?? 0
        const weighs = weight[label] ?? 0
        if (weighs >= this.least) continue
        const arrival = (time[label] ?? 0) + seconds.between(at[last[label] ?? 0] ?? 0, at[stop] ?? 0)
        const isIn = (after[label] ?? 0) >= 0
        if (isIn && (load[label] ?? 0) >= excess && arrival <= (latest[stop] ?? -NEVER)) {
          this.note(label, route)
          continue
        }
        if (isEnd) continue
        const start = Math.max(arrival, opensS[stop] ?? 0)
        if (start <= (closesS[stop] ?? 0)) {
          const kept = this.child(label)
          last[kept] = stop
          time[kept] = start + (nodeServiceS[stop] ?? 0)
          this.push(kept)
        }
        if (weighs + own < this.least && (ejected[label] ?? 0) < MOST_EJECTED) {
          const without = this.child(label)
          weight[without] = weighs + own
          load[without] = (load[without] ?? 0) + (nodeLoad[stop] ?? 0)
          ejected[without] = (ejected[without] ?? 0) + 1
          this.gone[without] = stop
          this.push(without)
        }
      }
      if (isEnd) return
    }
  }

  /** One label at the start of a route. */
  private begin(start: number): void {
    this.last[0] = start
    this.time[0] = this.plan.ready[start] ?? NEVER
    this.weight[0] = 0
    this.load[0] = 0
    this.ejected[0] = 0
    this.after[0] = -1
    this.parent[0] = -1
    this.gone[0] = -1
    this.labelCount = 1
    this.beyond[0] = 0
    this.beyondCount = 1
  }

  private moveOn(): void {
    const { here } = this
    this.here = this.beyond
    this.hereCount = this.beyondCount
    this.beyond = here
    this.beyondCount = 0
  }

  /** Adds to the labels here those that serve the new stop next. */
  private branch(node: number, seconds: Legs): void {
    const { here, time, last, after } = this
    const { at, opensS, closesS, prepared } = this.plan.space
    const count = this.hereCount
    for (let i = 0; i < count && this.labelCount < MOST_LABELS; i++) {
      const label = here[i] ?? 0
      if ((after[label] ?? 0) >= 0) continue
      const behind = last[label] ?? 0
      const arrival = (time[label] ?? 0) + seconds.between(at[behind] ?? 0, at[node] ?? 0)
      const start = Math.max(arrival, opensS[node] ?? 0)
      if (start > (closesS[node] ?? 0)) continue
      const served = this.child(label)
      last[served] = node
      time[served] = start + (prepared.nodeServiceS[node] ?? 0)
      after[served] = behind
      here[this.hereCount++] = served
    }
  }

  /** A new label like another. */
  private child(parent: number): number {
    const label = this.labelCount++
    this.last[label] = this.last[parent] ?? 0
    this.time[label] = this.time[parent] ?? 0
    this.weight[label] = this.weight[parent] ?? 0
    this.load[label] = this.load[parent] ?? 0
    this.ejected[label] = this.ejected[parent] ?? 0
    this.after[label] = this.after[parent] ?? 0
    this.parent[label] = parent
    this.gone[label] = -1
    return label
  }

  /** Takes the newest label beyond the stop, unless another there is as good in everything. */
  private push(label: number): void {
    const { beyond, last, time, weight, load, ejected, after } = this
    const isIn = (after[label] ?? 0) >= 0
    for (let i = 0; i < this.beyondCount; i++) {
      const other = beyond[i] ?? 0
      if (
        last[other] === last[label] &&
        (after[other] ?? 0) >= 0 === isIn &&
        (time[other] ?? 0) <= (time[label] ?? 0) &&
        (weight[other] ?? 0) <= (weight[label] ?? 0) &&
        (load[other] ?? 0) >= (load[label] ?? 0) &&
        (ejected[other] ?? 0) <= (ejected[label] ?? 0)
      ) {
        this.labelCount--
        return
      }
    }
    beyond[this.beyondCount++] = label
  }

  private note(label: number, route: number): void {
    this.least = this.weight[label] ?? 0
    this.bestRoute = route
    this.bestAfter = this.after[label] ?? 0
    this.bestCount = 0
    for (let at = label; at >= 0; at = this.parent[at] ?? -1) {
      const gone = this.gone[at] ?? -1
      if (gone >= 0) this.bestGone[this.bestCount++] = gone
    }
  }
}
