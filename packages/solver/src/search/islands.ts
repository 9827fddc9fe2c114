import type { Island } from '../model/options.ts'
import type { BestPlan } from './best-plan.ts'
import { PlanSlot } from './plan-slot.ts'

/** Most bytes for the plans of all islands: address space, of which only what they need is used. */
const MOST_BYTES = 2 ** 28
/** The first meeting, as a share of the run, and the number of meetings up to its end. */
const FIRST = 0.4
const MEETINGS = 30
/** Up to this share the first island gives but takes nothing: it makes the run that one thread alone would make. */
const ALONE_UNTIL = 0.7

/** Memory for the searches that are to cooperate, to be handed to each of them. */
export function islandMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(8, { maxByteLength: MOST_BYTES })
}

/**
 * Cooperation of searches through shared memory, without messages and without waiting. At fixed shares of the
 * run each leaves its best plan in its own slot; when all have, each takes over what is better in those of the
 * others (the synchronous exchange of Onbaşoğlu & Özdamar 2001, done without a barrier). Plans are copied as they
 * are in memory: all islands number nodes and routes alike.
 */
export class Islands {
  private readonly index: number
  private readonly slots: readonly PlanSlot[]
  private round = 0
  private isDue = false

  constructor({ memory, index, count }: Island, best: BestPlan) {
    const bytes = PlanSlot.bytesFor(best)
    this.index = index
    if (memory.growable && memory.byteLength < count * bytes && count * bytes <= memory.maxByteLength) {
      memory.grow(count * bytes)
    }
    const isLargeEnough = memory.byteLength >= count * bytes
    this.slots = isLargeEnough
      ? Array.from({ length: count }, (_, slot) => new PlanSlot(memory, slot * bytes, best))
      : []
  }

  /** To be called often; does something a few times in a run. True when `best` has improved by other islands. */
  meet(best: BestPlan, progress: number): boolean {
    const share = (progress - FIRST) / (1 - FIRST)
    const round = share < 0 ? 0 : Math.min(MEETINGS, 1 + Math.floor(share * MEETINGS))
    if (round > this.round) {
      this.round = round
      this.slots[this.index]?.write(best, round)
      this.isDue = true
    }
    if (!this.isDue || !this.slots.every((slot) => slot.round >= round)) return false
    this.isDue = false
    if (this.index === 0 && progress < ALONE_UNTIL) return false
    let isImproved = false
    this.slots.forEach((slot, index) => {
      if (index === this.index) return
      const other = slot.read()
      if (other !== undefined && best.improveBy(other)) isImproved = true
    })
    return isImproved
  }

  /** Leaves the last plan; the others wait for this island no more. */
  leave(best: BestPlan): void {
    this.slots[this.index]?.write(best, MEETINGS + 1)
  }
}
