import { NO_LIMIT } from '../model/group-shifts.ts'
import { NO_WAY } from '../model/travel-table.ts'
import type { Blinks } from './blinks.ts'
import type { Neighbours } from './neighbours.ts'
import type { Plan } from './plan.ts'
import type { Space } from './space.ts'
import { NEVER } from './space.ts'

const NOTHING = new Int32Array(0)

/**
 * The cheapest place of a job in a problem that is `direct`: vehicles may differ in capacity, prices, depots, hours
 * and limits, and loads may have several dimensions, but a detour's price is known from its metres, and whether it
 * keeps the rules from one time label and the sums of loads. The figures of the types lie in typed arrays, so that
 * the loops over places read nothing else; the two plainest problems have a loop of their own.
 */
export class DirectPlaces {
  /** The place found: behind this node or sentinel; -1 when there is none. */
  after = -1
  /** Its price, or what a place must not cost. */
  cost = Infinity
  private task = 0
  private node = 0
  private row = 0
  private readonly plan: Plan
  private readonly space: Space
  private readonly near: Neighbours
  private readonly blinks: Blinks
  private readonly typeCount: number
  /** By type and dimension. */
  private readonly capacity: Int32Array
  private readonly start: Int32Array
  private readonly end: Int32Array
  private readonly mostStops: Int32Array
  private readonly mostMetres: Int32Array
  private readonly mostSeconds: Int32Array
  private readonly distanceM: Int32Array
  private readonly distanceTo: Int32Array
  private readonly durationS: Int32Array
  private readonly durationTo: Int32Array
  /** Metres from a neighbour and to it, as `near` lists them; where distance is all that counts. */
  private readonly metresFrom: Int32Array
  private readonly metresTo: Int32Array
  /** Whether more than loads, times and the tasks a type may serve is limited. */
  private readonly hasLimits: boolean

  constructor(plan: Plan, near: Neighbours, blinks: Blinks) {
    const { space } = plan
    const { types, tables, dimensionCount } = space.prepared
    const [table] = tables
    this.plan = plan
    this.space = space
    this.near = near
    this.blinks = blinks
    this.typeCount = types.length
    this.capacity = new Int32Array(types.length * dimensionCount)
    types.forEach(({ capacity }, type) => this.capacity.set(capacity, type * dimensionCount))
    this.start = Int32Array.from(types, (type) => type.start)
    this.end = Int32Array.from(types, (type) => type.end)
    this.mostStops = Int32Array.from(types, (type) => type.maxStops)
    this.mostMetres = Int32Array.from(types, (type) => type.maxDistanceM)
    this.mostSeconds = Int32Array.from(types, (type) => type.maxDurationS)
    this.distanceM = table?.distanceM ?? NOTHING
    this.distanceTo = table?.distanceTo ?? NOTHING
    this.durationS = table?.durationS ?? NOTHING
    this.durationTo = table?.durationTo ?? NOTHING
    this.metresTo = space.light ? this.besideMetres(this.distanceM) : NOTHING
    this.metresFrom =
      table?.symmetric === true || !space.light ? this.metresTo : this.besideMetres(this.distanceTo)
    this.hasLimits =
      space.hasGaps || types.some((type) => Math.min(type.maxDistanceM, type.maxDurationS) < NO_LIMIT)
  }

  /** Begins with a task, for which a place must cost less than the limit. */
  begin(task: number, node: number, limit: number): void {
    this.task = task
    this.node = node
    this.row = (this.space.at[node] ?? 0) * this.space.prepared.tableSize
    this.after = -1
    this.cost = limit
  }

  /** Looks beside the near neighbours, with `onlyChanged` perhaps not on routes that the step has not changed. */
  findBeside(onlyChanged: boolean): void {
    if (this.space.light) this.findByDistance()
    else if (this.space.plainWindows) this.findInTime(onlyChanged)
    else this.findByRules()
  }

  /** One capacity and the distance: the capacitated problem. */
  private findByDistance(): void {
    const { plan, space, near, node, row, distanceM, distanceTo, metresTo, metresFrom, blinks } = this
    const { next, prev, routeOf, leg, load } = plan
    const { at } = space
    const room = (space.prepared.types[0]?.capacity[0] ?? 0) - (space.prepared.nodeLoad[node] ?? 0)
    const first = node * near.width
    const end = first + near.width
    const price = space.pricing.perDistance[0] ?? 0
    let best = price > 0 ? this.cost / price : Infinity
    let bestAfter = -1
    for (let i = first; i < end; i++) {
      const beside = near.nodes[i] ?? 0
      const route = routeOf[beside] ?? -1
      if (route < 0 || (load[route] ?? 0) > room) continue
      const there = metresFrom[i] ?? 0
      const onward = metresTo[i] ?? 0
      const legOn = leg[beside] ?? 0
      // A detour that is too long before its second half needs no look at the table, which may be far away.
      if (there - legOn < best) {
        const after = next[beside] ?? 0
        const behind = there + (distanceM[row + (at[after] ?? 0)] ?? 0) - legOn
        if (behind < best && !blinks.next()) {
          best = behind
          bestAfter = beside
        }
      }
      const before = prev[beside] ?? 0
      const legBefore = leg[before] ?? 0
      if (onward - legBefore >= best) continue
      const ahead = (distanceTo[row + (at[before] ?? 0)] ?? 0) + onward - legBefore
      if (ahead < best && !blinks.next()) {
        best = ahead
        bestAfter = before
      }
    }
    this.take(bestAfter, best * price)
  }

  /** The same with a window for each stop: the problem with time windows. */
  private findInTime(onlyChanged: boolean): void {
    const { plan, space, near, node, row, distanceM, distanceTo, durationS, durationTo, blinks } = this
    const { next, prev, routeOf, leg, load, ready, latest } = plan
    const { at } = space
    const room = (space.prepared.types[0]?.capacity[0] ?? 0) - (space.prepared.nodeLoad[node] ?? 0)
    const opens = space.opensS[node] ?? 0
    const closes = space.closesS[node] ?? 0
    const service = space.prepared.nodeServiceS[node] ?? 0
    const end = (node + 1) * near.width
    const price = space.pricing.perDistance[0] ?? 0
    let best = price > 0 ? this.cost / price : Infinity
    let bestAfter = -1
    for (let i = node * near.width; i < end; i++) {
      const beside = near.nodes[i] ?? 0
      const route = routeOf[beside] ?? -1
      if (route < 0 || (load[route] ?? 0) > room) continue
      if (onlyChanged && !plan.isChanged(route)) continue
      // Behind the neighbour, then ahead of it.
      for (let side = 0; side < 2; side++) {
        const after = side === 0 ? beside : (prev[beside] ?? 0)
        const before = side === 0 ? (next[beside] ?? 0) : beside
        const from = row + (at[after] ?? 0)
        const to = row + (at[before] ?? 0)
        const more = (distanceTo[from] ?? 0) + (distanceM[to] ?? 0) - (leg[after] ?? 0)
        if (more >= best) continue
        let start = (ready[after] ?? NEVER) + (durationTo[from] ?? 0)
        if (start < opens) start = opens
        if (start > closes || start + service + (durationS[to] ?? 0) > (latest[before] ?? -NEVER)) continue
        if (blinks.next()) continue
        best = more
        bestAfter = after
      }
    }
    this.take(bestAfter, best * price)
  }

  private findByRules(): void {
    const { plan, space, near, node, row, distanceM, distanceTo, blinks } = this
    const { next, prev, routeOf, leg } = plan
    const { at, routeType } = space
    const { perDistance } = space.pricing
    const end = (node + 1) * near.width
    let best = this.cost
    let bestAfter = -1
    for (let i = node * near.width; i < end; i++) {
      const beside = near.nodes[i] ?? 0
      const route = routeOf[beside] ?? -1
      if (route < 0) continue
      const type = routeType[route] ?? 0
      if (!this.admits(route, type)) continue
      const price = perDistance[type] ?? 0
      const served = this.served(type)
      const here = row + (at[beside] ?? 0)
      // Behind the neighbour, then ahead of it.
      const beyond = next[beside] ?? 0
      const behind = (distanceTo[here] ?? 0) + (distanceM[row + (at[beyond] ?? 0)] ?? 0) - (leg[beside] ?? 0)
      if (
        price * behind + served < best &&
        this.keeps(route, type, beside, beyond, behind) &&
        !blinks.next()
      ) {
        best = price * behind + served
        bestAfter = beside
      }
      const before = prev[beside] ?? 0
      const ahead = (distanceTo[row + (at[before] ?? 0)] ?? 0) + (distanceM[here] ?? 0) - (leg[before] ?? 0)
      if (price * ahead + served < best && this.keeps(route, type, before, beside, ahead) && !blinks.next()) {
        best = price * ahead + served
        bestAfter = before
      }
    }
    this.take(bestAfter, best)
  }

  /** Looks at every place of the routes that have stops. */
  findAnywhere(): void {
    const { plan, space, row, distanceM, distanceTo, blinks } = this
    const { next, leg, active, activeCount } = plan
    const { at, nodeCount, routeType } = space
    const { perDistance } = space.pricing
    let best = this.cost
    let bestAfter = -1
    for (let i = 0; i < activeCount; i++) {
      const route = active[i] ?? 0
      const type = routeType[route] ?? 0
      if (!this.admits(route, type)) continue
      const price = perDistance[type] ?? 0
      const served = this.served(type)
      let after = plan.startOf(route)
      let there = distanceTo[row + (at[after] ?? 0)] ?? 0
      for (;;) {
        const before = next[after] ?? 0
        const column = row + (at[before] ?? 0)
        const more = there + (distanceM[column] ?? 0) - (leg[after] ?? 0)
        const cost = price * more + served
        if (cost < best && this.keeps(route, type, after, before, more) && !blinks.next()) {
          best = cost
          bestAfter = after
        }
        if (before >= nodeCount) break
        after = before
        there = distanceTo[column] ?? 0
      }
    }
    this.take(bestAfter, best)
  }

  /** Looks at an empty vehicle of each type. */
  findEmpty(): void {
    const { plan, space, row, distanceM, distanceTo } = this
    const { perDistance, fixed } = space.pricing
    for (let type = 0; type < this.typeCount; type++) {
      const metres =
        (distanceTo[row + (this.start[type] ?? 0)] ?? 0) + (distanceM[row + (this.end[type] ?? 0)] ?? 0)
      const cost = (perDistance[type] ?? 0) * metres + (fixed[type] ?? 0) + this.served(type)
      if (cost >= this.cost) continue
      const route = plan.emptySlot(type)
      if (route < 0 || !this.admits(route, type)) continue
      const start = plan.startOf(route)
      if (this.keeps(route, type, start, start + 1, metres) && !this.blinks.next()) this.take(start, cost)
    }
  }

  private besideMetres(cells: Int32Array): Int32Array {
    const { near, space } = this
    return near.nodes.map((other, i) => {
      const row = (space.at[Math.floor(i / near.width)] ?? 0) * space.prepared.tableSize
      return cells[row + (space.at[other] ?? 0)] ?? 0
    })
  }

  private take(after: number, cost: number): void {
    if (after < 0) return
    this.after = after
    this.cost = cost
  }

  private served(type: number): number {
    const { taskCost, prepared } = this.space
    return taskCost.length > 0 ? (taskCost[type * prepared.taskCount + this.task] ?? 0) : 0
  }

  /** Refusals that hold for every place of a route. */
  private admits(route: number, type: number): boolean {
    const { plan, space, capacity } = this
    const { dimensionCount, compatible, prepared } = space
    const { nodeLoad } = prepared
    const loads = this.node * dimensionCount
    for (let d = 0; d < dimensionCount; d++) {
      const load = (plan.load[route * dimensionCount + d] ?? 0) + (nodeLoad[loads + d] ?? 0)
      if (load > (capacity[type * dimensionCount + d] ?? 0)) return false
    }
    return (
      compatible[type * prepared.taskCount + this.task] === 1 &&
      (plan.stops[route] ?? 0) < (this.mostStops[type] ?? 0)
    )
  }

  /** Whether the route may make this detour: its ways, its length and its times. */
  private keeps(route: number, type: number, after: number, before: number, more: number): boolean {
    const { plan, space, row, node } = this
    if (this.hasLimits) {
      // A missing way makes the detour longer than any real one.
      if (space.hasGaps && more >= NO_WAY / 2) return false
      if ((plan.distance[route] ?? 0) + more > (this.mostMetres[type] ?? 0)) return false
    }
    if (!space.timed) return true
    const { opensS, closesS, at, prepared } = space
    const there = this.durationTo[row + (at[after] ?? 0)] ?? 0
    const onward = this.durationS[row + (at[before] ?? 0)] ?? 0
    const opens = opensS[node] ?? 0
    const closes = closesS[node] ?? 0
    const service = prepared.nodeServiceS[node] ?? 0
    let start = (plan.ready[after] ?? NEVER) + there
    if (start < opens) start = opens
    if (start > closes || start + service + onward > (plan.latest[before] ?? -NEVER)) return false
    const most = this.mostSeconds[type] ?? NO_LIMIT
    return most === NO_LIMIT || plan.joinedDuration(node, after, before, there, onward) <= most
  }
}
