import type { Inserter } from '../inserter.ts'
import type { Neighbours } from '../neighbours.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Space } from '../space.ts'
import { addJobPlaces } from './job-places.ts'
import { PlaceHeap } from './place-heap.ts'
import type { RouteFigures } from './route-figures.ts'
import { RouteView } from './route-view.ts'
import { addShipmentPlaces } from './shipment-places.ts'

/** With so many tasks all routes are looked at; with more, those of near neighbours first. */
const ALL_ROUTES = 400
/** Places simulated without finding a cheaper one before the search for a place ends, and without any that fits. */
const PATIENCE = 4
const PATIENCE_UNFIT = 40
/** Places of a route that may fail a task before the others of that route are passed over. */
const MOST_UNFIT = 300
/** Share of insertions that may bring a reload with them though there is a place without. */
const RELOAD_SHARE = 0.2
/** With so few tasks every place is simulated, and now and then one is taken that is not the cheapest. */
const FEW_TASKS = 12
const WILD_SHARE = 0.1
/** Share of insertions that may change a task's shift though no more may change: absent it has changed as well. */
const STRAY_SHARE = 0.1
const NO_RELOADS: readonly number[] = []

/**
 * Finds the cheapest feasible place for an absent task by simulating whole candidate routes. Places are tried in
 * the order of what their legs cost, which needs few simulations; a place whose legs alone cost more than the
 * best found is never simulated. A job or shipment may bring a reload with it, before or behind.
 */
export class RichInsertion implements Inserter {
  closed = false
  reach: number
  eagerness = 1
  onlyChanged = false
  cost = 0
  private blink = 0
  private readonly plan: Plan
  private readonly space: Space
  private readonly figures: RouteFigures
  private readonly near: Neighbours
  private readonly random: Random
  private readonly places = new PlaceHeap()
  private readonly isThorough: boolean
  private readonly isLarge: boolean
  private readonly view: RouteView
  private readonly seen: Int32Array
  /** Places of a route that did not fit the task. */
  private readonly unfit: Int32Array
  private round = 0
  private withReloads = false
  private mayStray = false
  private readonly trial: Int32Array
  private readonly best: Int32Array
  private bestCount = 0
  private bestRoute = -1

  constructor(plan: Plan, figures: RouteFigures, near: Neighbours, random: Random) {
    const { space } = plan
    this.plan = plan
    this.figures = figures
    this.space = space
    this.near = near
    this.reach = near.width
    this.random = random
    this.isThorough = space.prepared.taskCount <= FEW_TASKS
    this.isLarge = space.prepared.taskCount > ALL_ROUTES
    this.view = new RouteView(space)
    this.seen = new Int32Array(space.routeCount)
    this.unfit = new Int32Array(space.routeCount)
    this.trial = new Int32Array(space.longestSequence)
    this.best = new Int32Array(space.longestSequence)
  }

  setBlink(share: number): void {
    this.blink = share
  }

  insert(task: number): boolean {
    const { plan, space, random } = this
    // The tasks of a prefix are there from the beginning or cannot be served.
    if (space.bound[task] === 1 || plan.absence.isRepresented(task)) return false
    const changes = plan.whole?.changes
    const limit = changes?.misses(task) === true ? Infinity : plan.absence.worth(task) * this.eagerness
    if (!(limit > 0)) return false
    this.mayStray = changes !== undefined && random.unit() < STRAY_SHARE
    plan.whole?.times?.bind(task)
    this.bestRoute = -1
    this.withReloads =
      space.hasReloads && (this.isThorough || this.blink === 0 || random.unit() < RELOAD_SHARE)
    this.find(task, limit)
    if (this.bestRoute < 0 && space.hasReloads && !this.withReloads) {
      this.withReloads = true
      this.find(task, limit)
    }
    if (this.bestRoute < 0) return false
    plan.clearRoute(this.bestRoute)
    plan.fillRoute(this.bestRoute, this.best, this.bestCount)
    if (plan.whole?.times?.concerns(task, this.bestRoute) === true) plan.whole.times.reset()
    return true
  }

  /** Looks at all routes, or at those of near neighbours first. */
  private find(task: number, limit: number): void {
    const { isLarge } = this
    this.round++
    this.view.clear()
    this.places.clear()
    if (isLarge) this.gatherNear(task)
    else this.gatherAll(task)
    if (this.tryPlaces(task, limit) || !isLarge || limit < Infinity) return
    this.places.clear()
    this.gatherAll(task)
    this.tryPlaces(task, limit)
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
    for (let i = 0; i < this.reach; i++) {
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
    this.unfit[route] = 0
    const typeIndex = space.routeType[route] ?? 0
    const type = prepared.types[typeIndex]
    if (type === undefined || space.compatible[typeIndex * prepared.taskCount + task] !== 1) return
    const node = prepared.taskNode[task] ?? 0
    const pair = prepared.nodePair[node] ?? -1
    if ((plan.stops[route] ?? 0) + (pair >= 0 ? 2 : 1) > type.maxStops) return
    if (!this.fits(route, typeIndex, node)) return
    if (!this.mayStray && plan.whole?.changes?.mayServe(task, typeIndex) === false) return
    if (space.hasTies && plan.figures?.ties.mayJoin(task, route, plan.routeOf) === false) return
    this.view.read(plan, route)
    const served = space.taskCost[typeIndex * prepared.taskCount + task] ?? 0
    const opening = served + (this.view.isEmpty ? (space.pricing.fixed[typeIndex] ?? 0) : 0)
    const reloads = this.withReloads ? (space.reloads[typeIndex] ?? NO_RELOADS) : NO_RELOADS
    if (pair < 0) addJobPlaces(this.places, this.view, node, opening, reloads)
    else addShipmentPlaces(this.places, this.view, node, pair, opening, reloads)
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

  /** Simulates places, the most promising first; true when one has been found, which `best` then holds. */
  private tryPlaces(task: number, limit: number): boolean {
    const { plan, space, places, random, figures } = this
    const times = plan.whole?.times
    // What a route costs more says little then of what the plan does.
    const terms = plan.whole?.terms.areNone === false ? plan.whole.terms : undefined
    const node = space.prepared.taskNode[task] ?? 0
    const pair = space.prepared.nodePair[node] ?? -1
    const isWild = this.isThorough && this.blink > 0 && random.unit() < WILD_SHARE
    let least = limit
    let found = 0
    let patience = this.blink > 0 || this.isLarge ? PATIENCE_UNFIT : Infinity
    for (let place = places.pop(); place >= 0; place = places.pop()) {
      if (!isWild && terms === undefined && (places.bound[place] ?? 0) >= least) continue
      if (!this.isThorough && patience-- <= 0) break
      if (this.blink > 0 && random.unit() < this.blink) continue
      const route = places.route[place] ?? 0
      if (!this.isThorough && (this.unfit[route] ?? 0) >= MOST_UNFIT) continue
      const count = this.build(place, node, pair)
      const was = figures.cost(route)
      const most = terms !== undefined ? Infinity : isWild ? limit : least
      if (!figures.check.check(space.routeType[route] ?? 0, this.trial, count, was + most)) {
        this.unfit[route] = (this.unfit[route] ?? 0) + 1
        continue
      }
      let cost = figures.check.cost - was
      const more = terms?.changeBy(route, figures.check.simulator) ?? 0
      cost += more
      if (cost >= limit) continue
      if (times?.moves(task, this.trial, count) === true) {
        cost = times.costOfTrial(route, this.trial, count) + more
        if (cost >= limit) continue
      }
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
    const { places, view, trial } = this
    const { sequences } = view
    const route = places.route[place] ?? 0
    const first = places.first[place] ?? 0
    const second = places.second[place] ?? -1
    const ahead = places.ahead[place] ?? -1
    const behind = places.behind[place] ?? -1
    const to = view.endOf(route)
    let count = 0
    for (let at = view.beginOf(route); at <= to; at++) {
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
