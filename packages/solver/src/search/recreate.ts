import type { Inserter } from './inserter.ts'
import type { Neighbours } from './neighbours.ts'
import { OptionalTasks } from './optional-tasks.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import { shuffle } from './shuffle.ts'
import type { Steps } from './steps.ts'

/** Tasks left out for long are not all tried in every round. */
const MOST_LEFT_OUT = 24

/** Share of rounds in which optional tasks are served whatever they cost, and the unprofitable taken out again. */
const EAGER_SHARE = 0.3
const EAGER = 1e6

/**
 * Inserts the absent tasks one by one where each is cheapest, in an order drawn from several (random, large
 * first, far first, near first, and by windows): the greedy insertion of Christiaens & Vanden Berghe (2020,
 * section 5.2), a higher priority always first.
 */
export class Recreate {
  private readonly plan: Plan
  private readonly insertion: Inserter
  private readonly random: Random
  private readonly optional: OptionalTasks | undefined
  private readonly order: Int32Array
  private readonly key: Float64Array
  private readonly keys: readonly Float64Array[]
  private readonly weights: readonly number[]
  /** The round in which a task was taken out last. */
  private readonly freshIn: Int32Array
  private round = 0

  constructor(plan: Plan, insertion: Inserter, near: Neighbours, random: Random) {
    this.plan = plan
    this.insertion = insertion
    this.random = random
    if (plan.space.absence.hasPrizes) this.optional = new OptionalTasks(plan, near, random)
    const { prepared } = plan.space
    this.order = new Int32Array(prepared.taskCount)
    this.key = new Float64Array(prepared.taskCount)
    this.freshIn = new Int32Array(prepared.taskCount)
    const windows = plan.space.timed
    this.keys = sortKeys(plan).slice(0, windows ? 6 : 3)
    this.weights = windows ? [4, 4, 2, 1, 2, 2, 2] : [4, 4, 2, 1]
  }

  /**
   * Tries to insert every absent task, or a sample of those absent since before `fresh`. With a finite `most` it
   * gives up, and says so by false, as soon as a task finds no place or the insertions cost more than that: what
   * is too dear already will not be accepted when it is complete.
   */
  recreate(fresh: number, most: number): boolean {
    const { order, random } = this
    const { prize, level } = this.plan.space.absence
    const count = this.optional?.collect(fresh, order) ?? this.collect(fresh)
    // Several optional tasks may be worth a way that none is alone.
    const isEager = this.optional !== undefined && random.unit() < EAGER_SHARE
    this.insertion.eagerness = isEager ? EAGER : 1
    // What an eager round comes to is known only when the unprofitable have been taken out.
    let left = isEager ? Infinity : most
    if (this.optional !== undefined) left += this.markFresh(fresh)
    this.sort(count, this.drawOrder())
    for (let i = 0; i < count; i++) {
      const task = order[i] ?? 0
      const isFresh = this.freshIn[task] === this.round
      this.insertion.onlyChanged = !isEager && !isFresh
      const isPlaced = this.insertion.insert(task)
      if (left === Infinity) continue
      if (isPlaced) left -= this.insertion.cost
      else if ((level[task] ?? -1) >= 0) return false
      // The prizes of the fresh are in what is left, as if all came back; those of others come on top.
      if (isPlaced !== isFresh) left += (isPlaced ? 1 : -1) * (prize[task] ?? 0)
      if (left <= 0) return false
    }
    if (isEager) this.optional?.drop()
    return true
  }

  /** Marks the tasks that have just been taken out; returns their prizes. */
  private markFresh(fresh: number): number {
    const { plan } = this
    const { prize } = plan.space.absence
    this.round++
    let sum = 0
    for (let i = fresh; i < plan.absentCount; i++) {
      const task = plan.absent[i] ?? 0
      this.freshIn[task] = this.round
      sum += prize[task] ?? 0
    }
    return sum
  }

  /** Inserts every absent task, one a step, in one of the orders: 0 random, then as the keys stand. */
  *construct(orderKind: number): Steps {
    const { plan, order, key } = this
    const count = plan.absentCount
    this.insertion.eagerness = 1
    this.insertion.onlyChanged = false
    for (let i = 0; i < count; i++) order[i] = plan.absent[i] ?? 0
    this.fillKeys(count, orderKind % (this.keys.length + 1))
    order.subarray(0, count).sort((a, b) => (key[a] ?? 0) - (key[b] ?? 0) || a - b)
    for (let i = 0; i < count; i++) {
      this.insertion.insert(order[i] ?? 0)
      yield
    }
    if (this.optional !== undefined) yield* this.optional.dropInSteps()
  }

  /** The absent tasks: the first `fresh` were absent before, of which at most a sample is taken. */
  private collect(fresh: number): number {
    const { plan, order, random } = this
    let count = 0
    const old = Math.min(fresh, plan.absentCount)
    if (old <= MOST_LEFT_OUT) {
      for (let i = 0; i < old; i++) order[count++] = plan.absent[i] ?? 0
    } else {
      const step = old / MOST_LEFT_OUT
      const offset = random.unit() * step
      for (let i = 0; i < MOST_LEFT_OUT; i++) {
        order[count++] = plan.absent[Math.min(old - 1, Math.floor(offset + i * step))] ?? 0
      }
    }
    for (let i = old; i < plan.absentCount; i++) order[count++] = plan.absent[i] ?? 0
    return count
  }

  private drawOrder(): number {
    const { weights, random } = this
    let total = 0
    for (let i = 0; i < weights.length; i++) total += weights[i] ?? 0
    let draw = random.below(total)
    for (let i = 0; i < weights.length; i++) {
      draw -= weights[i] ?? 0
      if (draw < 0) return i
    }
    return 0
  }

  private fillKeys(count: number, kind: number): void {
    const { plan, order, key, random } = this
    const { priorityLevel, levelCount } = plan.space
    const values = kind === 0 ? undefined : this.keys[kind - 1]
    for (let i = 0; i < count; i++) {
      const task = order[i] ?? 0
      const value = values === undefined ? random.unit() : (values[task] ?? 0)
      // Values are scaled to 0..1, so the level decides first.
      key[task] = levelCount > 1 ? (priorityLevel[task] ?? 0) * 2 + value : value
    }
  }

  /** By insertion: the lists are short. */
  private sort(count: number, kind: number): void {
    const { order, key } = this
    if (kind === 0 && this.plan.space.levelCount === 1) {
      shuffle(order, this.random, count)
      return
    }
    this.fillKeys(count, kind)
    for (let i = 1; i < count; i++) {
      const task = order[i] ?? 0
      const value = key[task] ?? 0
      let j = i - 1
      while (j >= 0 && (key[order[j] ?? 0] ?? 0) > value) {
        order[j + 1] = order[j] ?? 0
        j--
      }
      order[j + 1] = task
    }
  }
}

/** Per task, small first: large load, far, near, narrow window, early opening, late closing; each 0..1. */
function sortKeys(plan: Plan): Float64Array[] {
  const { prepared, at, opensS, closesS, dimensionCount } = plan.space
  const { taskCount, taskNode, nodeLoad, types, tables } = prepared
  const type = types[0]
  const table = tables[0]
  const keys = Array.from({ length: 6 }, () => new Float64Array(taskCount))
  for (let task = 0; task < taskCount; task++) {
    const node = taskNode[task] ?? 0
    let size = 0
    for (let d = 0; d < dimensionCount; d++) {
      size += (nodeLoad[node * dimensionCount + d] ?? 0) / Math.max(1, type?.capacity[d] ?? 1)
    }
    const far = table?.metres.between(type?.start ?? 0, at[node] ?? 0) ?? 0
    const values = [
      -size,
      -far,
      far,
      (closesS[node] ?? 0) - (opensS[node] ?? 0),
      opensS[node] ?? 0,
      -(closesS[node] ?? 0),
    ]
    values.forEach((value, index) => {
      const key = keys[index]
      if (key !== undefined) key[task] = value
    })
  }
  return keys.map(scaleToUnit)
}

function scaleToUnit(values: Float64Array): Float64Array {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity)
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity)
  return values.map((value) => (most > least ? (value - least) / (most - least) : 0))
}
