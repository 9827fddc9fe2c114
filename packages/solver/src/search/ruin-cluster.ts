import type { Neighbours } from './neighbours.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import type { Seeds } from './seeds.ts'

const FEWEST = 5
const MOST = 20

/**
 * Takes out a random stop and those nearest to it, whatever their routes (the related removal of Shaw 1998 by
 * distance). Where routes are few and long this frees places that no string of stops holds together.
 */
export class ClusterRuin {
  private readonly plan: Plan
  private readonly near: Neighbours
  private readonly seeds: Seeds
  private readonly random: Random

  constructor(plan: Plan, near: Neighbours, seeds: Seeds, random: Random) {
    this.seeds = seeds
    this.plan = plan
    this.near = near
    this.random = random
  }

  /** Ruins the plan around a random node. */
  ruin(): void {
    const { plan, near, random } = this
    const { prepared } = plan.space
    const seed = this.seeds.draw()
    let left = FEWEST + random.below(MOST - FEWEST + 1)
    for (let i = -1; i < near.width && left > 0; i++) {
      const node = i < 0 ? seed : (near.nodes[seed * near.width + i] ?? 0)
      // A neighbour now and then stays, so that clusters differ.
      if ((plan.routeOf[node] ?? -1) < 0 || random.unit() < 0.1) continue
      plan.removeTask(prepared.nodeTask[node] ?? 0)
      left--
    }
  }
}
