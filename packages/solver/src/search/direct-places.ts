import { NO_LIMIT } from '../model/group-shifts.ts'
import { NO_WAY } from '../model/travel/travel-table.ts'
import type { TravelTable } from '../model/travel/travel-table.ts'
import type { Blinks } from './blinks.ts'
import type { Neighbours } from './neighbours.ts'
import type { Plan } from './plan.ts'
import type { Space } from './space.ts'
import { NEVER } from './space.ts'

const NOTHING = new Float64Array(0)
/** Nodes whose places can all be looked at now and then. */
const FEW_NODES = 2000
/** Longer than any detour. */
const FAR = 2 ** 30
/** Figures of a neighbour: its node, the least that a detour by it is long but for the leg saved, metres from and to it. */
const FIGURES = 4

/**
 * The cheapest place of a job in a problem that is `direct`: vehicles may differ in capacity, prices, depots, hours
 * and limits, and loads may have several dimensions, but a detour's price is known from its metres, and whether it
 * keeps the rules from one time label and the sums of loads. The figures of the types lie in typed arrays, so that
 * the loops over places read nothing else; the two plainest problems have a loop of their own, without a call.
 */
export class DirectPlaces {
  /** The place found: behind this node or sentinel; -1 when there is none. */
  after = -1
  /** Its price, or what a place must not cost. */
  cost = Infinity
  /** Near neighbours beside which places are looked at. */
  reach: number
  private task = 0
  private node = 0
  private row = 0
  private readonly plan: Plan
  private readonly space: Space
  private readonly near: Neighbours
  /** More of them, for when there is no place beside the near ones. */
  private readonly farther: Neighbours
  private readonly blinks: Blinks
  private readonly typeCount: number
  /** By type and dimension. */
  private readonly capacity: Int32Array
  private readonly start: Int32Array
  private readonly end: Int32Array
  private readonly mostStops: Int32Array
  private readonly farthest: Int32Array
  private readonly mostSeconds: Int32Array
  private readonly table: TravelTable
  /** As `near` lists them, FIGURES for each. */
  private readonly beside: Int32Array
  /** By type and node: metres of a route to this node alone. */
  private readonly alone: Int32Array
  /** Whether more than loads, times and the tasks a type may serve is limited. */
  private readonly hasLimits: boolean

  constructor(plan: Plan, table: TravelTable, near: Neighbours, farther: Neighbours, blinks: Blinks) {
    const { space } = plan
    const { types, dimensionCount } = space.prepared
    this.plan = plan
    this.space = space
    this.table = table
    this.near = near
    this.reach = near.width
    this.farther = farther
    this.blinks = blinks
    this.typeCount = types.length
    this.capacity = new Int32Array(types.length * dimensionCount)
    types.forEach(({ capacity }, type) => this.capacity.set(capacity, type * dimensionCount))
    this.start = Int32Array.from(types, (type) => type.start)
    this.end = Int32Array.from(types, (type) => type.end)
    this.mostStops = Int32Array.from(types, (type) => type.maxStops)
    this.farthest = Int32Array.from(types, (type) => type.maxDistanceM)
    this.mostSeconds = Int32Array.from(types, (type) => type.maxDurationS)
    this.alone = this.metresAlone()
    this.beside = this.figuresBeside()
    this.hasLimits =
      space.hasGaps || types.some((type) => Math.min(type.maxDistanceM, type.maxDurationS) < NO_LIMIT)
  }

  /** Begins with a task, for which a place must cost less than the limit. */
  begin(task: number, node: number, limit: number): void {
    this.task = task
    this.node = node
    this.row = this.space.at[node] ?? 0
    this.after = -1
    this.cost = limit
  }

  /** Looks beside the near neighbours, with `onlyChanged` perhaps not on routes that the step has not changed. */
  findBeside(onlyChanged: boolean): void {
    const { light, plainWindows, plane } = this.space
    if (light && (plane !== undefined || this.hasCells)) this.findByDistance()
    else if (plainWindows && this.hasCells) this.findInTime(onlyChanged)
    else this.findByRules(this.near, 0, this.reach)
  }

  /** Looks farther away: at every place, in a large problem only when no better one is beside more neighbours. */
  findElsewhere(): void {
    const { cost } = this
    if (this.space.nodeCount > FEW_NODES) this.findByRules(this.farther, this.reach, this.farther.width)
    if (this.cost === cost) this.findAnywhere()
  }

  private get hasCells(): boolean {
    return this.table.metres.cells.length > 0
  }

  /** One capacity and the distance: the capacitated problem. */
  private findByDistance(): void {
    const { plan, space, near, node, blinks, beside: figures } = this
    const { next, prev, routeOf, leg, legIn, load } = plan
    const { at, plane } = space
    const isPlane = plane !== undefined
    const x = plane?.x ?? NOTHING
    const y = plane?.y ?? NOTHING
    const scale = plane?.scale ?? 0
    const bias = plane?.bias ?? 0
    const ownX = x[node] ?? 0
    const ownY = y[node] ?? 0
    const { cells } = this.table.metres
    const { cells: cellsBack } = this.table.metresBack
    const row = this.row * space.prepared.tableSize
    const { gaps } = blinks
    const price = space.pricing.perDistance[0] ?? 0
    const room = (space.prepared.types[0]?.capacity[0] ?? 0) - (space.prepared.nodeLoad[node] ?? 0)
    let best = this.mostMetres(price)
    let bestAfter = -1
    let { until, drawn } = blinks
    const end = FIGURES * (node * near.width + this.reach)
    for (let i = FIGURES * node * near.width; i < end; i += FIGURES) {
      const beside = figures[i] ?? 0
      const leastSaved = (figures[i + 1] ?? 0) - best
      const legOn = leg[beside] ?? 0
      const legBefore = legIn[beside] ?? 0
      if (leastSaved >= legOn && leastSaved >= legBefore) continue
      const route = routeOf[beside] ?? -1
      if (route < 0 || (load[route] ?? 0) > room) continue
      if (leastSaved < legOn) {
        const after = next[beside] ?? 0
        const dx = (x[after] ?? 0) - ownX
        const dy = (y[after] ?? 0) - ownY
        const onward = isPlane
          ? (scale * Math.sqrt(dx * dx + dy * dy) + bias) | 0
          : (cells[row + (at[after] ?? 0)] ?? 0)
        const behind = (figures[i + 2] ?? 0) + onward - legOn
        if (behind < best) {
          if (--until > 0) {
            best = behind
            bestAfter = beside
          } else until = gaps[drawn++] ?? 0
        }
      }
      if (leastSaved >= legBefore) continue
      const before = prev[beside] ?? 0
      const dx = (x[before] ?? 0) - ownX
      const dy = (y[before] ?? 0) - ownY
      const there = isPlane
        ? (scale * Math.sqrt(dx * dx + dy * dy) + bias) | 0
        : (cellsBack[row + (at[before] ?? 0)] ?? 0)
      const ahead = there + (figures[i + 3] ?? 0) - legBefore
      if (ahead < best) {
        if (--until > 0) {
          best = ahead
          bestAfter = before
        } else until = gaps[drawn++] ?? 0
      }
    }
    blinks.giveBack(until, drawn)
    this.take(bestAfter, best * price)
  }

  /** The same with a window for each stop: the problem with time windows. */
  private findInTime(onlyChanged: boolean): void {
    const { plan, space, near, node, blinks, table } = this
    const { next, prev, routeOf, leg, load, ready, latest } = plan
    const { at } = space
    const { cells: distanceM } = table.metres
    const { cells: distanceTo } = table.metresBack
    const { cells: durationS } = table.seconds
    const { cells: durationTo } = table.secondsBack
    const row = this.row * space.prepared.tableSize
    const room = (space.prepared.types[0]?.capacity[0] ?? 0) - (space.prepared.nodeLoad[node] ?? 0)
    const opens = space.opensS[node] ?? 0
    const closes = space.closesS[node] ?? 0
    const service = space.prepared.nodeServiceS[node] ?? 0
    const { gaps } = blinks
    const end = node * near.width + this.reach
    const price = space.pricing.perDistance[0] ?? 0
    let best = this.mostMetres(price)
    let bestAfter = -1
    let { until, drawn } = blinks
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
        if (--until <= 0) {
          until = gaps[drawn++] ?? 0
          continue
        }
        best = more
        bestAfter = after
      }
    }
    blinks.giveBack(until, drawn)
    this.take(bestAfter, best * price)
  }

  /** Whatever the rules; beside these neighbours of those listed. */
  private findByRules(near: Neighbours, first: number, beyond: number): void {
    const { plan, space, node, row, blinks } = this
    const { metres, metresBack } = this.table
    const { next, prev, routeOf, leg } = plan
    const { at, routeType } = space
    const { perDistance } = space.pricing
    const end = node * near.width + beyond
    let best = this.cost
    let bestAfter = -1
    for (let i = node * near.width + first; i < end; i++) {
      const beside = near.nodes[i] ?? 0
      const route = routeOf[beside] ?? -1
      if (route < 0) continue
      const type = routeType[route] ?? 0
      if (!this.admits(route, type)) continue
      const price = perDistance[type] ?? 0
      const served = this.served(type)
      const here = at[beside] ?? 0
      // Behind the neighbour, then ahead of it.
      const beyond = next[beside] ?? 0
      const behind = metresBack.between(row, here) + metres.between(row, at[beyond] ?? 0) - (leg[beside] ?? 0)
      if (
        price * behind + served < best &&
        this.keeps(route, type, beside, beyond, behind) &&
        !blinks.next()
      ) {
        best = price * behind + served
        bestAfter = beside
      }
      const before = prev[beside] ?? 0
      const ahead = metresBack.between(row, at[before] ?? 0) + metres.between(row, here) - (leg[before] ?? 0)
      if (price * ahead + served < best && this.keeps(route, type, before, beside, ahead) && !blinks.next()) {
        best = price * ahead + served
        bestAfter = before
      }
    }
    this.take(bestAfter, best)
  }

  /** Looks at every place of the routes that have stops. */
  private findAnywhere(): void {
    const { plan, space, row, blinks } = this
    const { metres, metresBack } = this.table
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
      let there = metresBack.between(row, at[after] ?? 0)
      for (;;) {
        const before = next[after] ?? 0
        const column = at[before] ?? 0
        const more = there + metres.between(row, column) - (leg[after] ?? 0)
        const cost = price * more + served
        if (cost < best && this.keeps(route, type, after, before, more) && !blinks.next()) {
          best = cost
          bestAfter = after
        }
        if (before >= nodeCount) break
        after = before
        there = metresBack.between(row, column)
      }
    }
    this.take(bestAfter, best)
  }

  /** Looks at an empty vehicle of each type. */
  findEmpty(): void {
    const { plan, space, node } = this
    const { perDistance, fixed } = space.pricing
    for (let type = 0; type < this.typeCount; type++) {
      const metres = this.alone[type * space.nodeCount + node] ?? 0
      const cost = (perDistance[type] ?? 0) * metres + (fixed[type] ?? 0) + this.served(type)
      if (cost >= this.cost) continue
      const route = plan.emptySlot(type)
      if (route < 0 || !this.admits(route, type)) continue
      const start = plan.startOf(route)
      if (this.keeps(route, type, start, start + 1, metres) && !this.blinks.next()) this.take(start, cost)
    }
  }

  private metresAlone(): Int32Array {
    const { space, table, start, end } = this
    const { nodeCount, at } = space
    return Int32Array.from({ length: this.typeCount * nodeCount }, (_, i) => {
      const type = Math.floor(i / nodeCount)
      const row = at[i % nodeCount] ?? 0
      return table.metres.between(start[type] ?? 0, row) + table.metres.between(row, end[type] ?? 0)
    })
  }

  /**
   * A detour from a neighbour to the task and on to a stop that is farther from it is at least twice as long as to
   * the neighbour, but for the leg saved; where the other stop is nearer, the place is looked at from there. Only the
   * ends of routes are nobody's neighbours.
   */
  private figuresBeside(): Int32Array {
    const { near, space, table, start, end } = this
    const figures = new Int32Array(space.light ? FIGURES * near.nodes.length : 0)
    for (let i = 0; i < figures.length / FIGURES; i++) {
      const other = near.nodes[i] ?? 0
      const row = space.at[Math.floor(i / near.width)] ?? 0
      const column = space.at[other] ?? 0
      const from = table.metresBack.between(row, column)
      const to = table.metres.between(row, column)
      const ends = Math.min(
        table.metresBack.between(row, start[0] ?? 0),
        table.metres.between(row, end[0] ?? 0),
      )
      const least = Math.min(from, to)
      figures.set([other, least + Math.min(least, ends), from, to], FIGURES * i)
    }
    return figures
  }

  /** The first detour that costs too much; as a whole number, in which a loop compares fast. */
  private mostMetres(price: number): number {
    return this.cost < price * FAR ? Math.ceil(this.cost / price) | 0 : FAR
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
      if ((plan.distance[route] ?? 0) + more > (this.farthest[type] ?? 0)) return false
    }
    if (!space.timed) return true
    const { opensS, closesS, at, prepared } = space
    const there = this.table.secondsBack.between(row, at[after] ?? 0)
    const onward = this.table.seconds.between(row, at[before] ?? 0)
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
