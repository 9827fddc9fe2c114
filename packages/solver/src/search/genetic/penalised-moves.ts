import type { FlatProblem } from './flat-problem.ts'
import type { PenalisedPlan } from './penalised-plan.ts'

/** A gain below this is rounding. */
export const LEAST_GAIN = 1e-5

/**
 * What the moves of the local search on a penalised plan share. Each prices a change, makes it when that lowers the
 * cost, and then returns true; `gain` is what the last one made has saved. What only costs metres is looked at first:
 * a move whose metres cannot be made up for by all penalties of the routes involved is not priced further.
 */
export class PenalisedMoves {
  readonly plan: PenalisedPlan
  gain = 0
  readonly flat: FlatProblem
  // The end of the sequence that is being timed.
  private last = 0
  private time = 0
  private warp = 0

  constructor(plan: PenalisedPlan) {
    this.plan = plan
    this.flat = plan.flat
  }

  metres(from: number, to: number): number {
    const { at, width, distance } = this.flat
    return distance[(at[from] ?? 0) * width + (at[to] ?? 0)] ?? 0
  }

  /** Begins a sequence with a route up to a stop. */
  begin(node: number): void {
    this.last = this.flat.at[node] ?? 0
    this.time = this.plan.startS[node] ?? 0
    this.warp = this.plan.warpTo[node] ?? 0
  }

  /** Adds the stops from one to another, which is behind it, or with `back` before it. */
  walk(from: number, to: number, back: boolean): void {
    const links = back ? this.plan.prev : this.plan.next
    const { at, width, gap, opensS, closesS } = this.flat
    let { last, time, warp } = this
    for (let node = from; ; node = links[node] ?? 0) {
      const row = at[node] ?? 0
      time += gap[last * width + row] ?? 0
      const opens = opensS[node] ?? 0
      const closes = closesS[node] ?? 0
      if (time < opens) time = opens
      else if (time > closes) {
        warp += time - closes
        time = closes
      }
      last = row
      if (node === to) break
    }
    this.last = last
    this.time = time
    this.warp = warp
  }

  /** Ends a sequence with a route from a stop on; returns the seconds turned back in all. */
  end(node: number): number {
    const { at, width, gap } = this.flat
    const late = this.time + (gap[this.last * width + (at[node] ?? 0)] ?? 0) - (this.plan.latestS[node] ?? 0)
    return this.warp + (this.plan.warpFrom[node] ?? 0) + (late > 0 ? late : 0)
  }
}
