import { NO_LIMIT } from '../model/group-shifts.ts'
import type { Random } from './random.ts'

/** Gaps drawn at once; a look at all places of a task meets fewer than half of them. */
const DRAWN = 512

/**
 * Decides which insertion places are passed over (the blink of Christiaens & Vanden Berghe 2020), by drawing how
 * many come before the next of them: one random number for many places. A loop that cannot bear a call takes the
 * gaps itself: it counts `until` down for each place, takes the next of `gaps` when none is left, and gives both back.
 */
export class Blinks {
  /** Share of places to pass over. */
  share = 0
  /** Places up to and with the next one that is passed over. */
  until = 1
  readonly gaps = new Int32Array(DRAWN)
  /** The next gap to take. */
  drawn = 0
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
    this.set(0)
  }

  set(share: number): void {
    this.share = share
    this.draw()
    this.until = this.gaps[this.drawn++] ?? 0
  }

  /** Whether this place is passed over. */
  next(): boolean {
    if (--this.until > 0) return false
    this.giveBack(this.gaps[this.drawn] ?? 0, this.drawn + 1)
    return this.share > 0
  }

  /** Goes on from where a loop has come to. */
  giveBack(until: number, drawn: number): void {
    this.until = until
    this.drawn = drawn
    if (drawn > DRAWN / 2) this.draw()
  }

  private draw(): void {
    const { gaps, share, random } = this
    this.drawn = 0
    if (share <= 0) gaps.fill(NO_LIMIT)
    else {
      const scale = 1 / Math.log(1 - share)
      for (let i = 0; i < DRAWN; i++) gaps[i] = 1 + Math.floor(Math.log(1 - random.unit()) * scale)
    }
  }
}
