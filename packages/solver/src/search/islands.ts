import type { Island } from '../model/options.ts'
import type { BestPlan } from './best-plan.ts'

/** Most bytes for the plans of all islands: address space, of which only what they need is used. */
const MOST_BYTES = 2 ** 28
/** Meetings divide the run into so many parts. */
const PARTS = 8
/** Words before the counts of absent tasks: a version that is odd while the rest is being written, the round, … */
const VERSION = 0
const ROUND = 1
const ROUTES = 2
const ABSENT = 3
/** … and the cost, a double in two words. */
const COST = 4
const HEAD = 6

/** Memory for the searches that are to cooperate, to be handed to each of them. */
export function islandMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(8, { maxByteLength: MOST_BYTES })
}

/**
 * Cooperation of searches through shared memory, without messages and without waiting. At fixed shares of the
 * run each leaves its best plan in its own slot; when all have, one whose best is worse takes over the best of
 * them (the synchronous exchange of Onbaşoğlu & Özdamar 2001, done without a barrier). Plans are copied as they
 * are in memory: all islands number nodes and routes alike.
 */
export class Islands {
  private readonly index: number
  private readonly slots: readonly Slot[]
  private round = 0
  private isDue = false

  constructor({ memory, index, count }: Island, best: BestPlan) {
    const words = HEAD + best.absentByLevel.length + lengthOf(best.arrays)
    const bytes = 8 * Math.ceil(words / 2)
    this.index = index
    if (memory.growable && memory.byteLength < count * bytes && count * bytes <= memory.maxByteLength) {
      memory.grow(count * bytes)
    }
    const isLargeEnough = memory.byteLength >= count * bytes
    this.slots = isLargeEnough
      ? Array.from({ length: count }, (_, slot) => new Slot(memory, slot * bytes, best))
      : []
  }

  /**
   * To be called often; does something a few times in a run. True when `best` has been replaced by a better plan
   * of another island.
   */
  meet(best: BestPlan, progress: number): boolean {
    const round = Math.min(PARTS - 1, Math.floor(progress * PARTS))
    if (round > this.round) {
      this.round = round
      this.slots[this.index]?.write(best, round)
      this.isDue = true
    }
    if (!this.isDue || !this.slots.every((slot) => slot.round >= round)) return false
    this.isDue = false
    return this.slots.reduce((taken, slot) => slot.readInto(best) || taken, false)
  }

  /** Leaves the last plan; the others wait for this island no more. */
  leave(best: BestPlan): void {
    this.slots[this.index]?.write(best, PARTS)
  }
}

/** The plan that one island has left. Written by it alone; readers notice a change of version and take nothing. */
class Slot {
  private readonly head: Int32Array
  private readonly cost: Float64Array
  private readonly absentByLevel: Int32Array
  private readonly arrays: readonly Int32Array[]

  constructor(memory: SharedArrayBuffer, offset: number, { absentByLevel, arrays }: BestPlan) {
    this.head = new Int32Array(memory, offset, HEAD)
    this.cost = new Float64Array(memory, offset + 4 * COST, 1)
    this.absentByLevel = new Int32Array(memory, offset + 4 * HEAD, absentByLevel.length)
    const from = HEAD + absentByLevel.length
    this.arrays = arrays.map((array, index) => {
      const word = from + lengthOf(arrays.slice(0, index))
      return new Int32Array(memory, offset + 4 * word, array.length)
    })
  }

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
    best.arrays.forEach((array, index) => this.arrays[index]?.set(array))
    Atomics.add(head, VERSION, 1)
    Atomics.store(head, ROUND, round)
  }

  /** Replaces a worse plan; false when it is as good, or when its island is just writing here. */
  readInto(best: BestPlan): boolean {
    const { head } = this
    const version = Atomics.load(head, VERSION)
    if (version % 2 === 1 || !this.isBetterThan(best)) return false
    // A copy first: the plan must stay whole when the slot changes meanwhile.
    const arrays = this.arrays.map((array) => array.slice())
    const absentByLevel = this.absentByLevel.slice()
    const figures = { cost: this.cost[0] ?? 0, routes: head[ROUTES] ?? 0, absentCount: head[ABSENT] ?? 0 }
    if (Atomics.load(head, VERSION) !== version) return false
    best.take({ ...figures, absentByLevel, arrays })
    return true
  }

  private isBetterThan(best: BestPlan): boolean {
    for (let level = 0; level < this.absentByLevel.length; level++) {
      const difference = (this.absentByLevel[level] ?? 0) - (best.absentByLevel[level] ?? 0)
      if (difference !== 0) return difference < 0
    }
    return (this.cost[0] ?? Infinity) < best.cost
  }
}

function lengthOf(arrays: readonly Int32Array[]): number {
  return arrays.reduce((sum, array) => sum + array.length, 0)
}
