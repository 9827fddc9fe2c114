import type { FlatProblem } from './flat-problem.ts'

/** A plan in the population: every stop once, rules possibly broken. */
export class Individual {
  /** All stops, route after route; route r is nodes[from[r]] .. nodes[from[r + 1] - 1]. No route is empty. */
  readonly nodes: Int32Array
  readonly from: Int32Array
  routeCount = 0
  /** The stop before and after each, -1 for the depot. */
  readonly before: Int32Array
  readonly after: Int32Array
  /** Metres, and what routes cost whatever their length. */
  distance = 0
  /** Load beyond capacity, and seconds turned back so as to meet windows, summed over the routes. */
  overload = 0
  warp = 0

  constructor({ count, routeCount }: FlatProblem) {
    this.nodes = new Int32Array(count)
    this.from = new Int32Array(routeCount + 1)
    this.before = new Int32Array(count)
    this.after = new Int32Array(count)
  }

  get isFeasible(): boolean {
    return this.overload === 0 && this.warp === 0
  }

  /** Notes neighbours once `nodes` and `from` are filled. */
  link(): void {
    const { nodes, from, before, after } = this
    for (let route = 0; route < this.routeCount; route++) {
      const end = from[route + 1] ?? 0
      let last = -1
      for (let i = from[route] ?? 0; i < end; i++) {
        const node = nodes[i] ?? 0
        before[node] = last
        if (last >= 0) after[last] = node
        last = node
      }
      after[last] = -1
    }
  }

  /** Number of stops that have another stop behind them (broken pairs: Prins 2009), whichever way driven. */
  distanceTo(other: Individual): number {
    const { before, after } = this
    const { before: otherBefore, after: otherAfter } = other
    let broken = 0
    for (let node = 0; node < after.length; node++) {
      const next = after[node] ?? 0
      const last = before[node] ?? 0
      const otherLast = otherBefore[node] ?? 0
      const otherNext = otherAfter[node] ?? 0
      if (next !== otherNext && next !== otherLast) broken++
      if (last < 0 && otherLast >= 0 && otherNext >= 0) broken++
    }
    return broken
  }
}
