import type { Neighbours } from './neighbours.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import type { Seeds } from './seeds.ts'

/** Longest string, mean number of stops to take out, and how often a string is split. */
const LONGEST_STRING = 10
const MEAN_REMOVED = 10
const SPLIT_SHARE = 0.5
/** The chance that a split string spares one more stop between its halves. */
const SPARE_ONE_MORE = 0.95

/**
 * Slack induction by string removal: takes strings of consecutive stops out of routes near a random stop
 * (Christiaens & Vanden Berghe 2020, section 5.1). The removed tasks become absent.
 *
 * The paper's split string spares one stop, seldom more. Here its halves lie 20 stops apart or at the ends of the
 * route: capacity and time that one half frees let stops of the other change routes, which neither does alone.
 */
export class StringRuin {
  private readonly plan: Plan
  private readonly near: Neighbours
  private readonly seeds: Seeds
  private readonly random: Random
  private readonly ruinedIn: Int32Array
  private round = 0
  private readonly string: Int32Array
  /** Whether each task is one stop that nothing binds. */
  private readonly areSingle: boolean

  constructor(plan: Plan, near: Neighbours, seeds: Seeds, random: Random) {
    this.seeds = seeds
    this.plan = plan
    this.near = near
    this.random = random
    this.ruinedIn = new Int32Array(plan.space.routeCount)
    this.string = new Int32Array(plan.space.nodeCount)
    this.areSingle = !plan.space.rich && plan.space.prepared.nodePair.every((pair) => pair < 0)
  }

  /** Ruins the plan around a random node. */
  ruin(): void {
    const { plan, near, random } = this
    const { nodeCount } = plan.space
    if (plan.activeCount === 0) return
    this.round++
    const meanStops = (nodeCount - plan.absentCount) / plan.activeCount
    const longest = Math.min(LONGEST_STRING, meanStops)
    const mostStrings = (4 * MEAN_REMOVED) / (1 + longest) - 1
    let strings = Math.floor(random.unit() * mostStrings + 1)
    const seed = this.seeds.draw()
    for (let i = -1; i < near.width && strings > 0; i++) {
      const node = i < 0 ? seed : (near.nodes[seed * near.width + i] ?? 0)
      const route = plan.routeOf[node] ?? -1
      if (route < 0 || this.ruinedIn[route] === this.round) continue
      this.ruinedIn[route] = this.round
      strings--
      const stops = plan.stops[route] ?? 0
      const length = Math.floor(random.unit() * Math.min(stops, longest) + 1)
      this.removeString(node, Math.min(length, stops), stops)
    }
  }

  /** Takes out `length` stops of a string that holds the node, sparing a part in its middle half of the time. */
  private removeString(node: number, length: number, stops: number): void {
    const { random } = this
    let spared = 0
    if (length > 1 && length < stops && random.unit() < SPLIT_SHARE) {
      spared = 1
      while (length + spared < stops && random.unit() < SPARE_ONE_MORE) spared++
    }
    const span = length + spared
    this.readString(node, span)
    const spareFrom = spared === 0 ? span : 1 + random.below(length - 1)
    this.removeRun(0, spareFrom)
    this.removeRun(spareFrom + spared, span)
  }

  /** Takes out a part of the string. */
  private removeRun(from: number, to: number): void {
    if (from >= to) return
    if (this.areSingle) this.plan.removeRun(this.string, from, to)
    else for (let i = from; i < to; i++) this.removeNode(this.string[i] ?? 0)
  }

  /** Copies a random string of `span` stops around the node. */
  private readString(node: number, span: number): void {
    const { plan, random, string } = this
    const { next, prev, space } = plan
    let ahead = 0
    let first = node
    while (ahead < span - 1 && (prev[first] ?? 0) < space.nodeCount) {
      first = prev[first] ?? 0
      ahead++
    }
    let behind = 0
    let last = node
    while (behind < span - 1 && (next[last] ?? 0) < space.nodeCount) {
      last = next[last] ?? 0
      behind++
    }
    const least = Math.max(0, span - 1 - behind)
    const before = least + random.below(ahead - least + 1)
    let at = node
    for (let i = 0; i < before; i++) at = prev[at] ?? 0
    for (let i = 0; i < span; i++) {
      string[i] = at
      at = next[at] ?? 0
    }
  }

  private removeNode(node: number): void {
    const { plan } = this
    // The other end of a shipment may have been in the string as well.
    if ((plan.routeOf[node] ?? -1) < 0) return
    plan.removeTask(plan.space.prepared.nodeTask[node] ?? 0)
  }
}
