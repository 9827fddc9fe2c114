import type { Space } from '../space.ts'
import { isFlat } from './flat-problem.ts'

/** Fewer tasks are soon planned as well as can be, and more keep the genetic search from getting anywhere. */
const LEAST_TASKS = 40
const MOST_TASKS = 125
/**
 * The share while there are few tasks: enough for a good plan to begin with. One annealed for long is better than all
 * children for so long that the population grows alike around it.
 */
const SHARE = 0.02

/** Share of the budget that annealing has before the genetic search goes on from its plan; 1 where it has all. */
export function annealedShare(space: Space): number {
  const { taskCount } = space.prepared
  return isFlat(space) && taskCount >= LEAST_TASKS && taskCount <= MOST_TASKS ? SHARE : 1
}
