import { NO_LIMIT } from '../model/group-shifts.ts'
import { DELIVERY, PICKUP, SERVICE } from '../model/prepare.ts'
import { NO_WAY } from '../model/travel/travel-table.ts'
import { Blinks } from './blinks.ts'
import { DirectPlaces } from './direct-places.ts'
import type { Inserter } from './inserter.ts'
import type { Neighbours } from './neighbours.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import { arrivesInTime, leaveAfter } from './time-labels.ts'
import type { Space } from './space.ts'
import { NEVER } from './space.ts'

/**
 * Finds the cheapest feasible place for an absent task. Places beside one of the task's near neighbours and in
 * an empty route are tried first; only when there is none, every place. Each place is passed over with a small
 * probability (the blink of Christiaens & Vanden Berghe 2020), so that repeated recreation differs.
 */
export class Insertion implements Inserter {
  /** The place found last: behind node `after` of `route`; `afterSecond` for a shipment's delivery. */
  route = -1
  after = -1
  afterSecond = -1
  /** Its price in units, Infinity when there is none. */
  cost = Infinity
  closed = false
  eagerness = 1
  onlyChanged = false
  reach: number
  private readonly plan: Plan
  private readonly space: Space
  private readonly near: Neighbours
  private readonly blinks: Blinks
  private readonly direct: DirectPlaces | undefined
  /** Whether one time says when a node can be left: with neither breaks nor several windows. */
  private readonly hasOneLabel: boolean
  private readonly refused: Int32Array
  private readonly scanned: Int32Array
  private stamp = 0
  private refusals = 0
  private readonly afterFirst: Int32Array
  private readonly walking: Int32Array
  private readonly afterLast: Int32Array

  constructor(plan: Plan, near: Neighbours, farther: Neighbours, random: Random) {
    this.plan = plan
    this.space = plan.space
    this.near = near
    this.hasOneLabel = plan.space.timed && !plan.space.intricate
    this.reach = near.width
    this.blinks = new Blinks(random)
    const [table] = plan.space.prepared.tables
    if (plan.space.direct && table !== undefined) {
      this.direct = new DirectPlaces(plan, table, near, farther, this.blinks)
    }
    this.refused = new Int32Array(plan.space.routeCount)
    this.scanned = new Int32Array(plan.space.routeCount)
    this.afterFirst = new Int32Array(plan.space.labelCount)
    this.walking = new Int32Array(plan.space.labelCount)
    this.afterLast = new Int32Array(plan.space.labelCount)
  }

  setBlink(share: number): void {
    this.blinks.set(share)
  }

  insert(task: number): boolean {
    const { plan, space } = this
    const node = space.prepared.taskNode[task] ?? 0
    const pair = space.prepared.nodePair[node] ?? -1
    if (plan.absence.isRepresented(task)) return false
    this.refusals++
    for (;;) {
      this.find(task, node, pair)
      if (this.route < 0) return false
      const route = this.route
      plan.link(node, this.after, route)
      if (pair >= 0) plan.link(pair, this.afterSecond, route)
      if (pair >= 0) plan.refresh(route)
      else plan.refreshAround(node, route)
      if (!this.mustVerify(route) || plan.isFeasible(route)) break
      plan.unlink(node)
      if (pair >= 0) plan.unlink(pair)
      plan.refresh(route)
      this.refused[route] = this.refusals
    }
    plan.markPresent(task)
    return true
  }

  private find(task: number, node: number, pair: number): void {
    const worth = this.plan.absence.worth(task)
    this.route = -1
    this.cost = worth * this.eagerness
    if (pair >= 0) {
      this.findForShipment(task, node, pair)
      return
    }
    // An optional task is tried everywhere only when there is time for it.
    const isThorough = worth === Infinity || this.blinks.share === 0
    if (this.direct !== undefined) this.findDirectly(this.direct, task, node, isThorough)
    else this.findByTrial(task, node, isThorough)
  }

  private findDirectly(direct: DirectPlaces, task: number, node: number, isThorough: boolean): void {
    direct.reach = this.reach
    direct.begin(task, node, this.cost)
    direct.findBeside(this.onlyChanged)
    const nothing = direct.after < 0
    if (!this.closed) direct.findEmpty()
    if (nothing && isThorough) direct.findElsewhere()
    if (direct.after >= 0) this.take(this.plan.routeOf[direct.after] ?? 0, direct.after, direct.cost)
  }

  private findByTrial(task: number, node: number, isThorough: boolean): void {
    this.findBeside(task, node)
    const nothing = this.route < 0
    if (!this.closed) this.tryEmpty(task, node)
    if (nothing && isThorough) this.findAnywhere(task, node)
  }

  /** Only a limit on the duration of an intricate route is not checked exactly by the labels. */
  private mustVerify(route: number): boolean {
    const { space } = this
    if (!space.intricate || !space.durationMatters) return false
    return (space.prepared.types[space.routeType[route] ?? 0]?.maxDurationS ?? NO_LIMIT) < NO_LIMIT
  }

  private findBeside(task: number, node: number): void {
    const { plan, near } = this
    const { routeOf, prev } = plan
    const end = node * near.width + this.reach
    for (let i = node * near.width; i < end; i++) {
      const beside = near.nodes[i] ?? 0
      const route = routeOf[beside] ?? -1
      if (route < 0 || !this.admits(route, task, node)) continue
      this.tryPlace(route, node, beside)
      this.tryPlace(route, node, prev[beside] ?? 0)
    }
  }

  private findAnywhere(task: number, node: number): void {
    const { plan, space } = this
    const { next, leg } = plan
    const { at, nodeCount, pricing, prepared } = space
    const row = at[node] ?? 0
    // Where time has a price a detour is looked at even when its way alone is too dear: it may save waiting.
    const isBound = !space.timePriced || this.blinks.share > 0
    for (let i = 0; i < plan.activeCount; i++) {
      const route = plan.active[i] ?? 0
      if (!this.admits(route, task, node)) continue
      const typeIndex = space.routeType[route] ?? 0
      const table = prepared.tables[prepared.types[typeIndex]?.table ?? 0]
      if (table === undefined) continue
      const { metres, metresBack } = table
      const price = isBound ? (pricing.perDistance[typeIndex] ?? 0) : 0
      let after = plan.startOf(route)
      let there = metresBack.between(row, at[after] ?? 0)
      for (;;) {
        const before = next[after] ?? 0
        const column = at[before] ?? 0
        const more = there + metres.between(row, column) - (leg[after] ?? 0)
        if (price * more < this.cost) this.tryPlace(route, node, after)
        if (before >= nodeCount) break
        after = before
        there = metresBack.between(row, column)
      }
    }
  }

  private tryEmpty(task: number, node: number): void {
    const { plan, space } = this
    const types = space.prepared.types.length
    for (let type = 0; type < types; type++) {
      const route = plan.emptySlot(type)
      if (route >= 0 && this.admits(route, task, node)) this.tryPlace(route, node, plan.startOf(route))
    }
  }

  /** Quick refusals that hold for every place of a route. */
  private admits(route: number, task: number, node: number): boolean {
    const { plan, space } = this
    const { prepared, dimensionCount } = space
    const typeIndex = space.routeType[route] ?? 0
    if (space.compatible[typeIndex * prepared.taskCount + task] !== 1) return false
    if (this.refused[route] === this.refusals) return false
    const type = prepared.types[typeIndex]
    if (type === undefined || (plan.stops[route] ?? 0) >= type.maxStops) return false
    if (!space.plainLoads) return true
    for (let d = 0; d < dimensionCount; d++) {
      const load =
        (plan.load[route * dimensionCount + d] ?? 0) + (prepared.nodeLoad[node * dimensionCount + d] ?? 0)
      if (load > (type.capacity[d] ?? 0)) return false
    }
    return true
  }

  /** Takes the place behind `after` when it is cheaper than the best so far and keeps every rule. */
  private tryPlace(route: number, node: number, after: number): void {
    const { plan, space } = this
    const { prepared, pricing, at } = space
    const typeIndex = space.routeType[route] ?? 0
    const type = prepared.types[typeIndex]
    const table = type === undefined ? undefined : prepared.tables[type.table]
    if (type === undefined || table === undefined) return
    const before = plan.next[after] ?? 0
    const row = at[node] ?? 0
    const metresThere = table.metresBack.between(row, at[after] ?? 0)
    const metresOnward = table.metres.between(row, at[before] ?? 0)
    if (space.hasGaps && (metresThere >= NO_WAY || metresOnward >= NO_WAY)) return
    const more = metresThere + metresOnward - (plan.leg[after] ?? 0)
    let cost = (pricing.perDistance[typeIndex] ?? 0) * more
    if ((plan.stops[route] ?? 0) === 0) cost += pricing.fixed[typeIndex] ?? 0
    if (space.taskCost.length > 0) {
      cost += space.taskCost[typeIndex * prepared.taskCount + (prepared.nodeTask[node] ?? 0)] ?? 0
    }
    if (!space.timePriced && cost >= this.cost) return
    if (type.maxDistanceM < NO_LIMIT && (plan.distance[route] ?? 0) + more > type.maxDistanceM) return
    if (space.timed) {
      const there = table.secondsBack.between(row, at[after] ?? 0)
      const onward = table.seconds.between(row, at[before] ?? 0)
      if (space.durationMatters) {
        const duration = plan.joinedDuration(node, after, before, there, onward)
        if (!space.intricate && duration > type.maxDurationS) return
        const was = (plan.stops[route] ?? 0) === 0 ? 0 : (plan.tailLength[plan.startOf(route)] ?? 0)
        cost += (pricing.perTime[typeIndex] ?? 0) * (duration - was)
        if (cost >= this.cost) return
      }
      if (space.intricate) {
        leaveAfter(space, type, node, plan.ready, after * space.labelCount, there, this.afterFirst)
        if (!arrivesInTime(space, this.afterFirst, onward, plan.latest, before * space.labelCount)) return
      } else {
        let start = (plan.ready[after] ?? NEVER) + there
        const opens = space.opensS[node] ?? 0
        if (start < opens) start = opens
        if (start > (space.closesS[node] ?? 0)) return
        if (start + (prepared.nodeServiceS[node] ?? 0) + onward > (plan.latest[before] ?? -NEVER)) return
      }
    }
    if (!space.plainLoads && !this.carries(node, after, type.capacity)) return
    if (!this.blinks.next()) this.take(route, after, cost)
  }

  private take(route: number, after: number, cost: number): void {
    if (cost >= this.cost) return
    this.route = route
    this.after = after
    this.cost = cost
  }

  private carries(node: number, after: number, capacity: Int32Array): boolean {
    const { plan, space } = this
    const { dimensionCount, prepared } = space
    const kind = prepared.nodeKind[node] ?? SERVICE
    if (kind === SERVICE) return true
    const peak = kind === DELIVERY ? plan.peakBefore : kind === PICKUP ? plan.peakAfter : plan.onBoard
    for (let d = 0; d < dimensionCount; d++) {
      const load =
        (peak[after * dimensionCount + d] ?? 0) + (prepared.nodeLoad[node * dimensionCount + d] ?? 0)
      if (load > (capacity[d] ?? 0)) return false
    }
    return true
  }

  private findForShipment(task: number, first: number, second: number): void {
    const { plan, space, near } = this
    this.stamp++
    for (let i = 0; i < 2 * this.reach; i++) {
      const from = i % 2 === 0 ? first : second
      const route = plan.routeOf[near.nodes[from * near.width + (i >> 1)] ?? 0] ?? -1
      if (route >= 0) this.scanForShipment(route, task, first, second)
    }
    const nothing = this.route < 0
    if (!this.closed) {
      for (let type = 0; type < space.prepared.types.length; type++) {
        const route = plan.emptySlot(type)
        if (route >= 0) this.scanForShipment(route, task, first, second)
      }
    }
    if (!nothing) return
    for (let i = 0; i < plan.activeCount; i++) this.scanForShipment(plan.active[i] ?? 0, task, first, second)
  }

  /** Every pair of places of one route: O(stops^2), cut short where load or time forbid to go on. */
  private scanForShipment(route: number, task: number, first: number, second: number): void {
    const { plan, space } = this
    const { prepared, pricing, at } = space
    if (this.scanned[route] === this.stamp) return
    this.scanned[route] = this.stamp
    const typeIndex = space.routeType[route] ?? 0
    const type = prepared.types[typeIndex]
    const table = type === undefined ? undefined : prepared.tables[type.table]
    if (type === undefined || table === undefined || this.refused[route] === this.refusals) return
    if (space.compatible[typeIndex * prepared.taskCount + task] !== 1) return
    if ((plan.stops[route] ?? 0) + 2 > type.maxStops) return
    const perDistance = pricing.perDistance[typeIndex] ?? 0
    const perTime = pricing.perTime[typeIndex] ?? 0
    const served = space.taskCost[typeIndex * prepared.taskCount + task] ?? 0
    const isEmpty = (plan.stops[route] ?? 0) === 0
    const opening = served + (isEmpty ? (pricing.fixed[typeIndex] ?? 0) : 0)
    const rowA = at[first] ?? 0
    const rowB = at[second] ?? 0
    for (let after = plan.startOf(route); ; after = plan.next[after] ?? 0) {
      const before = plan.next[after] ?? 0
      const rowAfter = at[after] ?? 0
      const rowBefore = at[before] ?? 0
      const leg = plan.leg[after] ?? 0
      const legTime = isEmpty || perTime === 0 ? 0 : plan.travel(route, after, before)
      const metresThere = table.metresBack.between(rowA, rowAfter)
      const secondsThere = table.secondsBack.between(rowA, rowAfter)
      const firstMetres = metresThere + table.metres.between(rowA, rowBefore) - leg
      const firstSeconds = perTime === 0 ? 0 : secondsThere + table.seconds.between(rowA, rowBefore) - legTime
      const firstCost = opening + perDistance * firstMetres + perTime * firstSeconds
      if (this.isPast(first, after)) break
      const worth =
        firstCost < this.cost &&
        this.leavesTimeFor(first, after, before, secondsThere) &&
        this.carries(first, after, type.capacity) &&
        !this.blinks.next()
      if (worth && this.startWalk(route, first, after, secondsThere)) {
        const adjacentMetres =
          metresThere + table.metres.between(rowA, rowB) + table.metres.between(rowB, rowBefore) - leg
        const adjacentSeconds =
          perTime === 0
            ? 0
            : secondsThere +
              table.seconds.between(rowA, rowB) +
              table.seconds.between(rowB, rowBefore) -
              legTime
        const adjacentCost = opening + perDistance * adjacentMetres + perTime * adjacentSeconds
        this.tryDelivery(route, adjacentCost, adjacentMetres, after, first, second, first, before)
        // On to the places further behind, with the pickup on board.
        let last = first
        for (let behind = before; behind < space.nodeCount; behind = plan.next[behind] ?? 0) {
          const travel = plan.travel(route, last, behind)
          if (!this.walkOn(route, behind, travel) || !this.carries(first, behind, type.capacity)) break
          if (this.hasOneLabel && (this.walking[0] ?? NEVER) > (space.closesS[second] ?? 0)) break
          const beyond = plan.next[behind] ?? 0
          const metres =
            firstMetres +
            table.metresBack.between(rowB, at[behind] ?? 0) +
            table.metres.between(rowB, at[beyond] ?? 0) -
            (plan.leg[behind] ?? 0)
          const seconds =
            perTime === 0
              ? 0
              : firstSeconds +
                table.secondsBack.between(rowB, at[behind] ?? 0) +
                table.seconds.between(rowB, at[beyond] ?? 0) -
                plan.travel(route, behind, beyond)
          const cost = opening + perDistance * metres + perTime * seconds
          this.tryDelivery(route, cost, metres, after, behind, second, behind, beyond)
          last = behind
        }
      }
      if (before >= space.nodeCount) break
    }
  }

  /** Whether the vehicle leaves a node, and so all further ones, after a stop's window. */
  private isPast(stop: number, node: number): boolean {
    return this.hasOneLabel && (this.plan.ready[node] ?? NEVER) > (this.space.closesS[stop] ?? 0)
  }

  /** Whether a stop is served in its window and left before the next must have been reached; true where breaks count. */
  private leavesTimeFor(stop: number, after: number, before: number, travel: number): boolean {
    if (!this.hasOneLabel) return true
    const { plan, space } = this
    let start = (plan.ready[after] ?? NEVER) + travel
    if (start > (space.closesS[stop] ?? 0)) return false
    const opens = space.opensS[stop] ?? 0
    if (start < opens) start = opens
    return start + (space.prepared.nodeServiceS[stop] ?? 0) <= (plan.latest[before] ?? -NEVER)
  }

  /** Times after the pickup behind `after`; false when its windows forbid it. */
  private startWalk(route: number, first: number, after: number, travel: number): boolean {
    const { plan, space } = this
    if (!space.timed) return true
    const type = space.prepared.types[space.routeType[route] ?? 0]
    if (type === undefined) return false
    leaveAfter(space, type, first, plan.ready, after * space.labelCount, travel, this.walking)
    for (let set = 0; set < space.labelCount; set++) if ((this.walking[set] ?? NEVER) < NEVER) return true
    return false
  }

  /** Times after one more stop of the route; false when it cannot be reached in time any more. */
  private walkOn(route: number, node: number, travel: number): boolean {
    const { plan, space, walking } = this
    if (!space.timed) return true
    const type = space.prepared.types[space.routeType[route] ?? 0]
    if (type === undefined) return false
    if (!arrivesInTime(space, walking, travel, plan.latest, node * space.labelCount)) return false
    leaveAfter(space, type, node, walking, 0, travel, walking)
    return true
  }

  private tryDelivery(
    route: number,
    cost: number,
    metres: number,
    afterFirst: number,
    afterSecond: number,
    second: number,
    last: number,
    beyond: number,
  ): void {
    const { plan, space } = this
    if (cost >= this.cost) return
    // A missing way makes the detour longer than any real one.
    if (space.hasGaps && metres >= NO_WAY / 2) return
    const type = space.prepared.types[space.routeType[route] ?? 0]
    if (type === undefined || (plan.distance[route] ?? 0) + metres > type.maxDistanceM) return
    if (space.timed) {
      leaveAfter(space, type, second, this.walking, 0, plan.travel(route, last, second), this.afterLast)
      const onward = plan.travel(route, second, beyond)
      if (!arrivesInTime(space, this.afterLast, onward, plan.latest, beyond * space.labelCount)) return
    }
    if (this.blinks.next()) return
    this.route = route
    this.after = afterFirst
    this.afterSecond = afterSecond
    this.cost = cost
  }
}
