import type { Random } from './random.ts'

/** Stops up to which a ruin begins anywhere. */
const FEW_STOPS = 2000
/** Ruins among so many stops that lie together, before others are turned to. */
const STAY = 1000
const SPAN = 300

/**
 * Draws the stops around which a plan is ruined. In a large problem many in a row are taken from those that lie
 * together (see `arrangeProblem`), so that what a step reads is still in the processor's cache from those before.
 */
export class Seeds {
  private readonly random: Random
  private readonly nodeCount: number
  private first = 0
  private left = 0

  constructor(nodeCount: number, random: Random) {
    this.random = random
    this.nodeCount = nodeCount
  }

  draw(): number {
    const { random, nodeCount } = this
    if (nodeCount <= FEW_STOPS) return random.below(nodeCount)
    if (this.left-- <= 0) {
      this.first = random.below(nodeCount)
      this.left = STAY
    }
    return (this.first + random.below(SPAN)) % nodeCount
  }
}
