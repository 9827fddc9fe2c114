import { NO_WAY } from '../../model/travel-table.ts'
import type { Inserter } from '../inserter.ts'
import type { Neighbours } from '../neighbours.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Space } from '../space.ts'
import { PlaceHeap } from './place-heap.ts'

/** With so many tasks all routes are looked at; with more, those of near neighbours first. */
const ALL_ROUTES = 400
/** Places simulated without finding a cheaper one before the search for a place ends, and without any that fits. */
const PATIENCE = 6
const PATIENCE_UNFIT = 40
/** With so few tasks every place is simulated, and now and then one is taken that is not the cheapest. */
export const FEW_TASKS = 12
const WILD_SHARE = 0.1

/**
 * Finds the cheapest feasible place for an absent task by simulating whole candidate routes. Places are tried in
 * the order of what their legs cost, which needs few simulations; a place whose legs alone cost more than the
 * best found is never simulated. A job or shipment may bring a reload with it, before or behind.
 */
export class RichInsertion implements Inserter {
  closed = false
  eagerness = 1
  cost = 0
  private blink = 0
  private readonly plan: Plan
  private readonly space: Space
  private readonly near: Neighbours
  private readonly random: Random
  private readonly places = new PlaceHeap()
  private readonly isThorough: boolean
  /** Sequences of the routes looked at, one behind the other, and where each begins and ends. */
  private sequences: Int32Array
  private filled = 0
  private readonly from: Int32Array
  private readonly to: Int32Array
  private readonly seen: Int32Array
  private round = 0
  private readonly trial: Int32Array
  private readonly best: Int32Array
  private bestCount = 0
  private bestRoute = -1
  /** Rows in the travel tables of nodes and, behind them, of reloads. */
  private readonly rows: Int32Array

  constructor(plan: Plan, near: Neighbours, random: Random) {
    const { space } = plan
    const { prepared, nodeCount, routeCount } = space
    const depots = prepared.problem.depots ?? []
    this.plan = plan
    this.space = space
    this.near = near
    this.random = random
    this.isThorough = prepared.taskCount <= FEW_TASKS
    this.sequences = new Int32Array(2 * nodeCount + 2)
    this.from = new Int32Array(routeCount)
    this.to = new Int32Array(routeCount)
    this.seen = new Int32Array(routeCount)
    this.trial = new Int32Array(space.longestSequence)
    this.best = new Int32Array(space.longestSequence)
    this.rows = new Int32Array(nodeCount + depots.length)
    this.rows.set(space.at.subarray(0, nodeCount))
    depots.forEach((depot, index) => (this.rows[nodeCount + index] = depot.location))
  }

  setBlink(share: number): void {
    this.blink = share
  }

  insert(task: number): boolean {
    const { plan, space, places } = this
    // The tasks of a prefix are there from the beginning or cannot be served.
    if (space.bound[task] === 1 || plan.absence.isRepresented(task)) return false
    const limit = plan.absence.worth(task) * this.eagerness
    if (!(limit > 0)) return false
    this.round++
    this.filled = 0
    places.clear()
    this.bestRoute = -1
    if (space.prepared.taskCount <= ALL_ROUTES) this.gatherAll(task)
    else this.gatherNear(task)
    if (!this.tryPlaces(task, limit) && space.prepared.taskCount > ALL_ROUTES && limit === Infinity) {
      places.clear()
      this.gatherAll(task)
      this.tryPlaces(task, limit)
    }
    if (this.bestRoute < 0) return false
    plan.clearRoute(this.bestRoute)
    plan.fillRoute(this.bestRoute, this.best, this.bestCount)
    return true
  }

  private gatherAll(task: number): void {
    const { plan } = this
    for (let i = 0; i < plan.activeCount; i++) this.gatherRoute(plan.active[i] ?? 0, task)
    this.gatherEmpty(task)
  }

  private gatherNear(task: number): void {
    const { near, space } = this
    const first = space.prepared.taskNode[task] ?? 0
    const second = space.prepared.nodePair[first] ?? -1
    for (let i = 0; i < near.width; i++) {
      this.gatherRouteOf(near.nodes[first * near.width + i] ?? 0, task)
      if (second >= 0) this.gatherRouteOf(near.nodes[second * near.width + i] ?? 0, task)
    }
    this.gatherEmpty(task)
  }

  private gatherRouteOf(node: number, task: number): void {
    const route = this.plan.routeOf[node] ?? -1
    if (route >= 0) this.gatherRoute(route, task)
  }

  private gatherEmpty(task: number): void {
    const { plan, space } = this
    if (this.closed) return
    for (let type = 0; type < space.prepared.types.length; type++) {
      const route = plan.emptySlot(type)
      if (route >= 0) this.gatherRoute(route, task)
    }
  }

  private gatherRoute(route: number, task: number): void {
    const { plan, space } = this
    const { prepared } = space
    if (this.seen[route] === this.round) return
    this.seen[route] = this.round
    const typeIndex = space.routeType[route] ?? 0
    const type = prepared.types[typeIndex]
    if (type === undefined || space.compatible[typeIndex * prepared.taskCount + task] !== 1) return
    const node = prepared.taskNode[task] ?? 0
    const pair = prepared.nodePair[node] ?? -1
    if ((plan.stops[route] ?? 0) + (pair >= 0 ? 2 : 1) > type.maxStops) return
    if (!this.fits(route, typeIndex, node)) return
    if (space.hasTies && plan.figures?.ties.mayJoin(task, route, plan.routeOf) === false) return
    this.readRoute(route)
    if (pair < 0) this.addForJob(route, typeIndex, node)
    else this.addForShipment(route, typeIndex, node, pair)
  }

  /** Where all loads are brought, or all taken, and there is one trip, their sum must fit. */
  private fits(route: number, typeIndex: number, node: number): boolean {
    const { plan, space } = this
    const { dimensionCount, prepared } = space
    if (!space.plainLoads || (space.reloads[typeIndex] ?? []).length > 0) return true
    const capacity = prepared.types[typeIndex]?.capacity
    for (let d = 0; d < dimensionCount; d++) {
      const load =
        (plan.load[route * dimensionCount + d] ?? 0) + (prepared.nodeLoad[node * dimensionCount + d] ?? 0)
      if (load > (capacity?.[d] ?? 0)) return false
    }
    return true
  }

  private readRoute(route: number): void {
    const { plan, space } = this
    const { nodeCount, hasReloads } = space
    const most = this.filled + 2 * (plan.stops[route] ?? 0)
    if (most > this.sequences.length) {
      const larger = new Int32Array(2 * most)
      larger.set(this.sequences)
      this.sequences = larger
    }
    const { sequences } = this
    let at = this.filled
    this.from[route] = at
    for (let node = plan.next[plan.startOf(route)] ?? 0; node < nodeCount; node = plan.next[node] ?? 0) {
      const depot = hasReloads ? (plan.reload[node] ?? 0) : 0
      if (depot > 0) sequences[at++] = nodeCount + depot - 1
      sequences[at++] = node
    }
    this.to[route] = at
    this.filled = at
  }

  private addForJob(route: number, typeIndex: number, node: number): void {
    const { space, places, sequences, rows } = this
    const { prepared, pricing } = space
    const type = prepared.types[typeIndex]
    const table = type === undefined ? undefined : prepared.tables[type.table]
    if (type === undefined || table === undefined) return
    const { distanceM, durationS } = table
    const size = prepared.tableSize
    const perDistance = pricing.perDistance[typeIndex] ?? 0
    const perTime = pricing.perTime[typeIndex] ?? 0
    const reloads = space.reloads[typeIndex] ?? []
    const from = this.from[route] ?? 0
    const to = this.to[route] ?? 0
    const served = space.taskCost[typeIndex * prepared.taskCount + (prepared.nodeTask[node] ?? 0)] ?? 0
    const opening = served + (from === to ? (pricing.fixed[typeIndex] ?? 0) : 0)
    const own = rows[node] ?? 0
    const service = perTime * (prepared.nodeServiceS[node] ?? 0)
    for (let at = from + this.prefixLength(typeIndex, from, to); at <= to; at++) {
      const before = at === from ? type.start : (rows[sequences[at - 1] ?? 0] ?? 0)
      const after = at === to ? type.end : (rows[sequences[at] ?? 0] ?? 0)
      const there = before * size + own
      const onward = own * size + after
      const direct = before * size + after
      const legM = from === to ? 0 : (distanceM[direct] ?? 0)
      const legS = from === to ? 0 : (durationS[direct] ?? 0)
      const thereM = distanceM[there] ?? 0
      const onwardM = distanceM[onward] ?? 0
      if (thereM < NO_WAY && onwardM < NO_WAY) {
        const bound = opening + perDistance * (thereM + onwardM - legM)
        const seconds = (durationS[there] ?? 0) + (durationS[onward] ?? 0) - legS
        places.add(bound + perTime * seconds + service, bound, route, at, -1)
      }
      if (from === to) continue
      for (let r = 0; r < reloads.length; r++) {
        const reload = reloads[r] ?? 0
        const depot = rows[reload] ?? 0
        const isFirst = at === from && type.shift.onBoard === undefined
        if (!isFirst && !this.isReload(at - 1, from)) {
          const metres =
            (distanceM[before * size + depot] ?? 0) + (distanceM[depot * size + own] ?? 0) + onwardM - legM
          const seconds =
            (durationS[before * size + depot] ?? 0) +
            (durationS[depot * size + own] ?? 0) +
            (durationS[onward] ?? 0) -
            legS
          const place = this.addDetour(metres, perDistance, perTime * seconds + service, served, route, at)
          if (place >= 0) places.ahead[place] = reload
        }
        if (at < to && !this.isReload(at, from)) {
          const metres =
            thereM + (distanceM[own * size + depot] ?? 0) + (distanceM[depot * size + after] ?? 0) - legM
          const seconds =
            (durationS[there] ?? 0) +
            (durationS[own * size + depot] ?? 0) +
            (durationS[depot * size + after] ?? 0) -
            legS
          const place = this.addDetour(metres, perDistance, perTime * seconds + service, served, route, at)
          if (place >= 0) places.behind[place] = reload
        }
      }
    }
  }

  private addDetour(
    metres: number,
    perDistance: number,
    time: number,
    served: number,
    route: number,
    at: number,
  ): number {
    if (metres >= NO_WAY / 2) return -1
    const bound = served + perDistance * metres
    return this.places.add(bound + time, bound, route, at, -1)
  }

  private addForShipment(route: number, typeIndex: number, node: number, pair: number): void {
    const { space, places, sequences, rows } = this
    const { prepared, pricing } = space
    const type = prepared.types[typeIndex]
    const table = type === undefined ? undefined : prepared.tables[type.table]
    if (type === undefined || table === undefined) return
    const { distanceM, durationS } = table
    const size = prepared.tableSize
    const perDistance = pricing.perDistance[typeIndex] ?? 0
    const perTime = pricing.perTime[typeIndex] ?? 0
    const reloads = space.reloads[typeIndex] ?? []
    const from = this.from[route] ?? 0
    const to = this.to[route] ?? 0
    const served = space.taskCost[typeIndex * prepared.taskCount + (prepared.nodeTask[node] ?? 0)] ?? 0
    const opening = served + (from === to ? (pricing.fixed[typeIndex] ?? 0) : 0)
    const a = rows[node] ?? 0
    const b = rows[pair] ?? 0
    const service = perTime * ((prepared.nodeServiceS[node] ?? 0) + (prepared.nodeServiceS[pair] ?? 0))
    for (let at = from + this.prefixLength(typeIndex, from, to); at <= to; at++) {
      const before = at === from ? type.start : (rows[sequences[at - 1] ?? 0] ?? 0)
      const after = at === to ? type.end : (rows[sequences[at] ?? 0] ?? 0)
      const thereM = distanceM[before * size + a] ?? 0
      if (thereM >= NO_WAY) continue
      const thereS = durationS[before * size + a] ?? 0
      const legM = from === to ? 0 : (distanceM[before * size + after] ?? 0)
      const legS = from === to ? 0 : (durationS[before * size + after] ?? 0)
      for (let second = at; second <= to; second++) {
        // Both ends belong to one trip.
        if (second > at && this.isReload(second - 1, from)) break
        let metres = thereM - legM
        let seconds = thereS - legS
        if (second === at) {
          metres += (distanceM[a * size + b] ?? 0) + (distanceM[b * size + after] ?? 0)
          seconds += (durationS[a * size + b] ?? 0) + (durationS[b * size + after] ?? 0)
        } else {
          const last = rows[sequences[second - 1] ?? 0] ?? 0
          const beyond = second === to ? type.end : (rows[sequences[second] ?? 0] ?? 0)
          metres +=
            (distanceM[a * size + after] ?? 0) +
            (distanceM[last * size + b] ?? 0) +
            (distanceM[b * size + beyond] ?? 0) -
            (distanceM[last * size + beyond] ?? 0)
          seconds +=
            (durationS[a * size + after] ?? 0) +
            (durationS[last * size + b] ?? 0) +
            (durationS[b * size + beyond] ?? 0) -
            (durationS[last * size + beyond] ?? 0)
        }
        if (metres >= NO_WAY / 2) continue
        const bound = opening + perDistance * metres
        const estimate = bound + perTime * seconds + service
        places.add(estimate, bound, route, at, second)
        if (from === to) continue
        for (let r = 0; r < reloads.length; r++) {
          const reload = reloads[r] ?? 0
          const depot = rows[reload] ?? 0
          const isFirst = at === from && type.shift.onBoard === undefined
          if (!isFirst && !this.isReload(at - 1, from)) {
            const more = (distanceM[before * size + depot] ?? 0) + (distanceM[depot * size + a] ?? 0) - thereM
            if (more < NO_WAY / 2) {
              const place = places.add(
                estimate + perDistance * more,
                bound + perDistance * more,
                route,
                at,
                second,
              )
              places.ahead[place] = reload
            }
          }
          if (second < to && !this.isReload(second, from)) {
            const beyond = rows[sequences[second] ?? 0] ?? 0
            const more =
              (distanceM[b * size + depot] ?? 0) +
              (distanceM[depot * size + beyond] ?? 0) -
              (distanceM[b * size + beyond] ?? 0)
            if (more < NO_WAY / 2) {
              const place = places.add(
                estimate + perDistance * more,
                bound + perDistance * more,
                route,
                at,
                second,
              )
              places.behind[place] = reload
            }
          }
        }
      }
    }
  }

  /** Positions at the beginning of a route that nothing may be put before. */
  private prefixLength(typeIndex: number, from: number, to: number): number {
    const { space, sequences } = this
    let stops = space.prepared.types[typeIndex]?.shift.prefix?.length ?? 0
    let at = from
    for (; at < to && stops > 0; at++) if ((sequences[at] ?? 0) < space.nodeCount) stops--
    return at - from
  }

  private isReload(at: number, from: number): boolean {
    return at >= from && (this.sequences[at] ?? 0) >= this.space.nodeCount
  }

  /** Simulates places, the most promising first; true when one has been found, which `best` then holds. */
  private tryPlaces(task: number, limit: number): boolean {
    const { plan, space, places, random } = this
    const { figures } = plan
    const node = space.prepared.taskNode[task] ?? 0
    const pair = space.prepared.nodePair[node] ?? -1
    const isWild = this.isThorough && this.blink > 0 && random.unit() < WILD_SHARE
    let least = limit
    let found = 0
    let patience = this.blink > 0 ? PATIENCE_UNFIT : Infinity
    for (let place = places.pop(); place >= 0; place = places.pop()) {
      if (!isWild && (places.bound[place] ?? 0) >= least) continue
      if (!this.isThorough && patience-- <= 0) break
      if (this.blink > 0 && random.unit() < this.blink) continue
      const route = places.route[place] ?? 0
      const count = this.build(place, node, pair)
      if (!plan.check.check(space.routeType[route] ?? 0, this.trial, count)) continue
      const cost = plan.check.cost - (figures?.cost(route) ?? 0)
      if (cost >= limit) continue
      found++
      if (isWild ? random.below(found) > 0 : cost >= least) continue
      least = cost
      this.cost = cost
      this.bestRoute = route
      this.bestCount = count
      this.best.set(this.trial.subarray(0, count))
      patience = PATIENCE
    }
    return found > 0
  }

  /** Writes the route with the task at a place into `trial`; returns its length. */
  private build(place: number, node: number, pair: number): number {
    const { places, sequences, trial } = this
    const route = places.route[place] ?? 0
    const first = places.first[place] ?? 0
    const second = places.second[place] ?? -1
    const ahead = places.ahead[place] ?? -1
    const behind = places.behind[place] ?? -1
    const to = this.to[route] ?? 0
    let count = 0
    for (let at = this.from[route] ?? 0; at <= to; at++) {
      if (at === first) {
        if (ahead >= 0) trial[count++] = ahead
        trial[count++] = node
        if (second < 0 && behind >= 0) trial[count++] = behind
      }
      if (at === second) {
        trial[count++] = pair
        if (behind >= 0) trial[count++] = behind
      }
      if (at < to) trial[count++] = sequences[at] ?? 0
    }
    return count
  }
}
