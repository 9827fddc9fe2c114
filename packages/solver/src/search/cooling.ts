/** First and last temperature, as a share of the mean cost of a leg; windows make the ground rougher. */
const HOT = 0.8
const HOT_TIMED = 3
const COLD = 0.01
const COLD_TIMED = 0.03
/**
 * So many tasks are still far from planned well when the budget ends, so that colder steps would be lost on them;
 * and only heat rids the first plan of the routes that it has too many, which a few steps for each task do not.
 */
const MANY_TASKS = 5000
const HOT_MANY = 2
const COLD_MANY = 0.03
/** Where later cycles begin, as a share of the first temperature. */
const REHEAT = 0.3
/** Steps for each task that are worth a cycle of their own, and the most cycles. */
const STEPS_PER_TASK = 4500
const MOST_CYCLES = 8
/** Share of the budget after which the number of cycles is settled. */
const SETTLED_AT = 0.01

/**
 * The temperature of the annealing: it falls geometrically with the share of the budget that is used, so that the
 * search may be given any time or number of steps. A budget with many steps for each task is spent in several
 * cycles, each reheated less than the first.
 */
export class Cooling {
  /** In mean legs. */
  temperature: number
  /** As expected once the budget has begun; 0 until then. */
  stepsPerTask = 0
  /** Counts from 0. */
  private cycle = 0
  private cycles = 1
  private isSettled = false
  private readonly hottest: number
  private readonly coldest: number
  private readonly taskCount: number

  constructor(taskCount: number, timed: boolean) {
    this.taskCount = Math.max(1, taskCount)
    const areMany = taskCount > MANY_TASKS
    this.hottest = timed ? HOT_TIMED : areMany ? HOT_MANY : HOT
    this.coldest = timed ? COLD_TIMED : areMany ? COLD_MANY : COLD
    this.temperature = this.hottest
  }

  /** Sets the temperature for a share of the budget, of so many steps in all; true when a new cycle begins. */
  advance(progress: number, steps: number): boolean {
    if (!this.isSettled && progress >= SETTLED_AT) {
      this.isSettled = true
      this.stepsPerTask = steps / this.taskCount
      const worth = Math.floor(this.stepsPerTask / STEPS_PER_TASK)
      this.cycles = Math.max(1, Math.min(MOST_CYCLES, worth))
    }
    const at = progress * this.cycles
    const cycle = Math.min(this.cycles - 1, Math.floor(at))
    const top = cycle === 0 ? this.hottest : this.hottest * REHEAT
    this.temperature = top * Math.pow(this.coldest / top, at - cycle)
    if (cycle === this.cycle) return false
    this.cycle = cycle
    return true
  }
}
