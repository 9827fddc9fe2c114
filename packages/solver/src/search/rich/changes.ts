import type { Plan } from '../plan.ts'

/** How far a plan is from the one published, where no more than so many tasks may change their shift. */
export class Changes {
  private readonly plan: Plan
  private readonly types: Int32Array
  private readonly most: number

  constructor(plan: Plan, reference: Int32Array, most: number) {
    this.plan = plan
    this.types = reference
    this.most = most
  }

  /** Changed tasks beyond those allowed. */
  excess(): number {
    return Math.max(0, this.count(true) - this.most)
  }

  /** Whether a task may be served by a type without more changes, absent tasks aside, than are allowed. */
  mayServe(task: number, type: number): boolean {
    return this.isHome(task, type) || this.count(false) < this.most
  }

  /** Whether a task is none of the reference, or was served by this type there. */
  private isHome(task: number, type: number): boolean {
    const own = this.types[task] ?? -1
    return own < 0 || own === type
  }

  /** Whether more tasks have changed than may, so that an absent one of the reference has to be served. */
  misses(task: number): boolean {
    return (this.types[task] ?? -1) >= 0 && this.count(true) > this.most
  }

  /** Whether a task that a type serves may be left out without more changes than are allowed. */
  mayLeave(task: number, type: number): boolean {
    const own = this.types[task] ?? -1
    return own < 0 || own !== type || this.count(true) < this.most
  }

  private count(withAbsent: boolean): number {
    const { plan, types } = this
    const { routeType, prepared } = plan.space
    let count = 0
    for (let task = 0; task < types.length; task++) {
      const own = types[task] ?? -1
      if (own < 0) continue
      const route = plan.routeOf[prepared.taskNode[task] ?? 0] ?? -1
      if (route < 0 ? withAbsent : routeType[route] !== own) count++
    }
    return count
  }
}
