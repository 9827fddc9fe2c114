import type { BestPlan, PlanCopy } from './best-plan.ts'

/** Words at the head: a version that is odd while the rest is being written, the round, … */
const VERSION = 0
const ROUND = 1
const ROUTES = 2
const ABSENT = 3
/** … and the cost, a double in two words. */
const COST = 4
const HEAD_BYTES = 24

/**
 * A place in shared memory where one search leaves its best plan. It alone writes there; readers notice a change
 * of version and take nothing (a sequence lock).
 */
export class PlanSlot {
  private readonly head: Int32Array
  private readonly cost: Float64Array
  private readonly arrays: PlanCopy['arrays']
  private readonly absentByLevel: Int32Array

  /** Bytes for a plan of this size, a multiple of 8. */
  static bytesFor({ arrays, absentByLevel }: BestPlan): number {
    return [...arrays, absentByLevel].reduce((sum, { byteLength }) => sum + padded(byteLength), HEAD_BYTES)
  }

  constructor(memory: SharedArrayBuffer, offset: number, { arrays, absentByLevel }: BestPlan) {
    this.head = new Int32Array(memory, offset, HEAD_BYTES / 4)
    this.cost = new Float64Array(memory, offset + 4 * COST, 1)
    let at = offset + HEAD_BYTES
    const reserve = ({ byteLength }: Int32Array | Float64Array) => {
      const from = at
      at += padded(byteLength)
      return from
    }
    const [next, routeCost, reload] = arrays
    this.arrays = [
      new Int32Array(memory, reserve(next), next.length),
      new Float64Array(memory, reserve(routeCost), routeCost.length),
      new Int32Array(memory, reserve(reload), reload.length),
    ]
    this.absentByLevel = new Int32Array(memory, reserve(absentByLevel), absentByLevel.length)
  }

  /** The round in which the plan was left; 0 while there is none. */
  get round(): number {
    return Atomics.load(this.head, ROUND)
  }

  write(best: BestPlan, round: number): void {
    const { head } = this
    Atomics.add(head, VERSION, 1)
    head[ROUTES] = best.routes
    head[ABSENT] = best.absentCount
    this.cost[0] = best.cost
    this.absentByLevel.set(best.absentByLevel)
    this.arrays.forEach((array, index) => array.set(best.arrays[index] ?? []))
    Atomics.add(head, VERSION, 1)
    Atomics.store(head, ROUND, round)
  }

  /** A copy of the plan; undefined while it is being written. */
  read(): PlanCopy | undefined {
    const { head } = this
    const version = Atomics.load(head, VERSION)
    const [next, routeCost, reload] = this.arrays
    const copy: PlanCopy = {
      cost: this.cost[0] ?? 0,
      routes: head[ROUTES] ?? 0,
      absentCount: head[ABSENT] ?? 0,
      absentByLevel: this.absentByLevel.slice(),
      arrays: [next.slice(), routeCost.slice(), reload.slice()],
    }
    return version % 2 === 0 && Atomics.load(head, VERSION) === version ? copy : undefined
  }
}

function padded(bytes: number): number {
  return 8 * Math.ceil(bytes / 8)
}
