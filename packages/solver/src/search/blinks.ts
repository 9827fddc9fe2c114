import { NO_LIMIT } from '../model/group-shifts.ts'
import type { Random } from './random.ts'

/**
 * Decides which insertion places are passed over (the blink of Christiaens & Vanden Berghe 2020), by drawing how
 * many come before the next of them: one random number for many places.
 */
export class Blinks {
  /** Share of places to pass over. */
  share = 0
  private until = 1
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
  }

  set(share: number): void {
    this.share = share
    this.until = 1
  }

  /** Whether this place is passed over. */
  next(): boolean {
    if (--this.until > 0) return false
    this.until =
      this.share <= 0 ? NO_LIMIT : 1 + Math.floor(Math.log(1 - this.random.unit()) / Math.log(1 - this.share))
    return this.share > 0
  }
}
