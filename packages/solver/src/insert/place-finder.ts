import type { RouteSequence } from '../model/options.ts'
import type { RoutePlan, RouteRule, Solution, Violation } from '../model/solution.ts'
import { hasTimeTies } from '../evaluate/plan-times.ts'
import { richRules } from '../model/rich-rules.ts'
import { addJobPlaces } from '../search/rich/job-places.ts'
import { PlaceHeap } from '../search/rich/place-heap.ts'
import { addShipmentPlaces } from '../search/rich/shipment-places.ts'
import type { OpenPlan, OpenRoute } from './open-plan.ts'
import { addOwnTripPlaces } from './own-trip-places.ts'
import { PlaceList } from './place-list.ts'
import type { Spot } from './place-list.ts'
import { comparePrices, priceBetween } from './price.ts'
import type { Price } from './price.ts'
import { badnessOf, OUTRIGHT_S } from './violation-size.ts'

/** A place for a task in a plan. All differences are those of the whole plan: after minus before. */
export interface Place extends Price {
  readonly shift: string
  /** Where the task stands in the new sequence; of a shipment its pickup and its delivery. */
  readonly positions: readonly number[]
  /** The routes that change: the one with the task, and the one that loses it when it is served already. */
  readonly routes: readonly RouteSequence[]
  readonly distanceM: number
  readonly durationS: number
  /** At stops, beyond their windows, hard and soft. */
  readonly latenessS: number
  /** Of the route with the task; without any the plan breaks no rule that it kept before. */
  readonly violations: readonly Violation[]
}

/** Routes on which a place that only the whole plan forbids is looked for among so many times the places asked. */
const SPARE = 8
/** Pairs of places of one route that are simulated to find the least bad. */
const MOST_PAIRS = 1000
const STATIC_RULES: ReadonlySet<RouteRule> = new Set<RouteRule>(['forbiddenSkill', 'zone', 'pinnedShift'])

/** Tries one task at every place of a plan. */
export class PlaceFinder {
  private readonly plan: OpenPlan
  private readonly shifts: ReadonlySet<string> | undefined
  private readonly id: string
  private readonly task: number
  private readonly node: number
  private readonly pair: number
  /** The shift that serves the task now, and its route without it. */
  private readonly source: number
  private readonly sourceRest: OpenRoute | undefined
  /** Whether rules or prices of the whole plan bear on the task. */
  private readonly isCoupled: boolean
  private trial = new Int32Array(64)

  constructor(plan: OpenPlan, id: string, shifts: readonly string[] | undefined) {
    const { prepared } = plan
    this.plan = plan
    this.shifts = shifts && new Set(shifts)
    this.id = id
    this.task = plan.taskOf(id)
    this.node = prepared.taskNode[this.task] ?? 0
    this.pair = prepared.nodePair[this.node] ?? -1
    this.source = plan.shiftServing(this.task)
    this.sourceRest = this.source < 0 ? undefined : plan.without(this.source, id)
    const { space } = plan.trial
    this.isCoupled =
      typeof plan.objective !== 'string' ||
      plan.reference !== undefined ||
      (space.absence.group[this.task] ?? -1) >= 0 ||
      hasTimeTies(prepared.problem)
  }

  /** The cheapest places that keep every rule. */
  findAllowed(k: number): Place[] {
    const list = new PlaceList(this.isCoupled ? SPARE * k : k)
    this.scan(this.candidates(), list)
    const places: Place[] = []
    for (const spot of list.spots()) {
      if (places.length >= k) break
      const place = this.toPlace(spot)
      if (place !== undefined) places.push(place)
    }
    return this.isCoupled ? places.toSorted(comparePrices) : places
  }

  /** The places that break the least, those that keep the rules of their route left out. */
  findLeastBad(k: number): Place[] {
    const list = new PlaceList(k)
    for (const route of this.candidates()) {
      const before = badnessOf(this.plan.evaluated(route.shiftIndex).violations)
      const base = this.staticBadness(route) - before
      this.judge(route, (spot, badness, cost) => {
        if (badness + base > 0) list.offer(badness + base, cost - route.units, spot)
      })
    }
    return list.spots().map((spot) => this.toBadPlace(spot))
  }

  /** How bad each place of a shift is by the rules of its route, a shipment's ends together; 0 keeps them. */
  judgeShift(shiftIndex: number): { readonly badness: number; readonly jobs: readonly string[] }[] {
    const route = this.plan.routes[shiftIndex]
    const judged: { badness: number; jobs: readonly string[] }[] = []
    if (route === undefined) return judged
    this.judge(route, (spot, badness) => {
      if (spot.second < 0 || spot.second === spot.first)
        judged.push({ badness, jobs: this.jobsWith(route, spot) })
    })
    return judged
  }

  /** Simulates the task at the places of a route, reloads left out; of many pairs only those together. */
  private judge(route: OpenRoute, take: (spot: Spot, badness: number, cost: number) => void): void {
    const { nodes, type, shiftIndex } = route
    const { simulator } = this.plan.trial
    const isShort = (nodes.length + 1) * (nodes.length + 2) <= 2 * MOST_PAIRS
    this.makeRoom(nodes.length + 2)
    for (let first = 0; first <= nodes.length; first++) {
      const last = this.pair < 0 || !isShort ? first : nodes.length
      for (let second = first; second <= last; second++) {
        const length = this.write(nodes, first, second, -1, -1)
        simulator.run(type, this.trial, length)
        // An overload is worse than any lateness of a day.
        const overload = simulator.loads.excess > 0 ? OUTRIGHT_S : 0
        const spot = { shiftIndex, first, second: this.pair < 0 ? -1 : second, ahead: -1, behind: -1 }
        take(spot, simulator.badness + overload, simulator.cost)
      }
    }
  }

  /** What is the same at every place of a shift, and no simulation asks: skills, zones, pins. */
  private staticBadness(route: OpenRoute): number {
    const spot = {
      shiftIndex: route.shiftIndex,
      first: 0,
      second: this.pair < 0 ? -1 : 0,
      ahead: -1,
      behind: -1,
    }
    const { violations } = this.plan.evaluate(route.shiftIndex, this.jobsWith(route, spot))
    return badnessOf(
      violations.filter(
        (violation) =>
          violation.kind === 'missingSkill' ||
          (violation.kind === 'ruleBroken' && STATIC_RULES.has(violation.rule)),
      ),
    )
  }

  /** Routes with stops, and one empty shift of each type. */
  private candidates(): OpenRoute[] {
    const { plan, shifts } = this
    const opened = new Set<number>()
    return plan.routes.flatMap((route) => {
      if (shifts !== undefined && !shifts.has(plan.shiftId(route.shiftIndex))) return []
      const rest = route.shiftIndex === this.source ? (this.sourceRest ?? route) : route
      if (!this.mayMoveTo(rest)) return []
      if (rest.nodes.length > 0) return [rest]
      if (opened.has(rest.type)) return []
      opened.add(rest.type)
      return [rest]
    })
  }

  /** Whether a task that is served may change to the shift of a route. */
  private mayMoveTo({ shiftIndex, jobs }: OpenRoute): boolean {
    const { plan, source, sourceRest } = this
    if (sourceRest === undefined || shiftIndex === source) return true
    return plan.keepsChanges([
      { shift: plan.shiftId(source), jobs: sourceRest.jobs },
      { shift: plan.shiftId(shiftIndex), jobs: [...jobs, this.id] },
    ])
  }

  /** Tries the places of routes, the most promising first, so that few of the others are worth a trial. */
  private scan(routes: readonly OpenRoute[], list: PlaceList): void {
    const { trial, routes: known } = this.plan
    const { check, checkBelow, view } = trial
    const places = new PlaceHeap()
    view.clear()
    for (const route of routes) this.gather(route, places)
    this.makeRoom(routes.reduce((most, { nodes }) => Math.max(most, nodes.length), 0) + 4)
    for (let place = places.pop(); place >= 0; place = places.pop()) {
      const shiftIndex = places.route[place] ?? 0
      const route = shiftIndex === this.source ? this.sourceRest : known[shiftIndex]
      if (route === undefined) continue
      const { nodes, type, units } = route
      const limit = list.limit()
      if ((places.bound[place] ?? 0) >= limit && this.isDetourLeast(type, places, place)) continue
      const from = view.beginOf(shiftIndex)
      const first = (places.first[place] ?? 0) - from
      const second = this.pair < 0 ? -1 : (places.second[place] ?? 0) - from
      const ahead = places.ahead[place] ?? -1
      const behind = places.behind[place] ?? -1
      const length = this.write(nodes, first, this.pair < 0 ? first : second, ahead, behind)
      if (!checkBelow(type, this.trial, length, limit + units)) continue
      list.offer(0, check.cost - units, { shiftIndex, first, second, ahead, behind })
    }
  }

  private gather({ shiftIndex, type, nodes }: OpenRoute, places: PlaceHeap): void {
    const { space, view, ties } = this.plan.trial
    const { prepared, pricing, taskCost, compatible } = space
    const own = type * prepared.taskCount + this.task
    if (compatible[own] !== 1 || ties?.mayJoin(this.task, shiftIndex, this.plan.shiftOf) === false) return
    view.readSequence(shiftIndex, type, nodes)
    const opening = (taskCost[own] ?? 0) + (view.isEmpty ? (pricing.fixed[type] ?? 0) : 0)
    const reloads = space.reloads[type] ?? []
    if (this.pair < 0) addJobPlaces(places, view, this.node, opening, reloads)
    else addShipmentPlaces(places, view, this.node, this.pair, opening, reloads)
    if (reloads.length > 0) addOwnTripPlaces(places, view, this.node, this.pair, opening, reloads)
  }

  /**
   * Whether a place costs no less than its metres: one more stop neither saves a wait or an early start that is
   * priced, nor is a short cut, nor moves other legs to hours at which they are shorter. Breaks and several windows that shorten a route by one more stop are left aside.
   */
  private isDetourLeast(type: number, { estimate, bound }: PlaceHeap, place: number): boolean {
    const { prepared, pricing } = this.plan.trial.space
    const isShortCut = (estimate[place] ?? 0) < (bound[place] ?? 0)
    const { hasEarly, hasSliceWays } = richRules(prepared)
    return !isShortCut && (pricing.perWaiting[type] ?? 0) === 0 && !hasEarly && !hasSliceWays
  }

  private makeRoom(length: number): void {
    if (this.trial.length < length) this.trial = new Int32Array(2 * length)
  }

  /** A reload makes sense where a trip ends: behind a stop, or with something on board from the start. */
  private mayReloadAhead({ nodes, type }: OpenRoute, first: number): boolean {
    const { prepared } = this.plan
    if (first > 0) return (nodes[first - 1] ?? 0) < prepared.nodeCount
    return prepared.types[type]?.shift.onBoard !== undefined
  }

  private mayReloadBehind({ nodes }: OpenRoute, last: number): boolean {
    return last < nodes.length && (nodes[last] ?? 0) < this.plan.prepared.nodeCount
  }

  /**
   * The sequence with the task ahead of position `first`, and a shipment's delivery ahead of `second`, between
   * reloads, where there are any. Returns its length.
   */
  private write(nodes: Int32Array, first: number, second: number, ahead: number, behind: number): number {
    const { trial } = this
    let at = 0
    for (let i = 0; i <= nodes.length; i++) {
      if (i === first) {
        if (ahead >= 0) trial[at++] = ahead
        trial[at++] = this.node
      }
      if (i === second) {
        if (this.pair >= 0) trial[at++] = this.pair
        if (behind >= 0) trial[at++] = behind
      }
      if (i < nodes.length) trial[at++] = nodes[i] ?? 0
    }
    return at
  }

  private jobsWith({ jobs }: OpenRoute, { first, second, ahead, behind }: Spot): string[] {
    const last = Math.max(first, second)
    return [
      ...jobs.slice(0, first),
      ...this.reload(ahead),
      this.id,
      ...jobs.slice(first, last),
      ...(second < 0 ? [] : [this.id]),
      ...this.reload(behind),
      ...jobs.slice(last),
    ]
  }

  private reload(node: number): string[] {
    const { problem, nodeCount } = this.plan.prepared
    return node < 0 ? [] : [`@${problem.depots?.[node - nodeCount]?.id ?? ''}`]
  }

  /** The place in full; undefined when the whole plan forbids it. */
  private toPlace(spot: Spot): Place | undefined {
    const { plan } = this
    const place = this.where(spot)
    if (!this.isCoupled) return this.priceRoutes(place)
    const after = plan.evaluatePlan(place.routes)
    const broken = badnessOf(after.routes.flatMap(({ violations }) => violations))
    return broken > plan.planBadness() ? undefined : this.pricePlan(place, after)
  }

  private toBadPlace(spot: Spot): Place {
    const place = this.where(spot)
    return this.isCoupled
      ? this.pricePlan(place, this.plan.evaluatePlan(place.routes))
      : this.priceRoutes(place)
  }

  private where(spot: Spot): Where {
    const { plan } = this
    const { shiftIndex } = spot
    const base = shiftIndex === this.source ? this.sourceRest : plan.routes[shiftIndex]
    const shift = plan.shiftId(shiftIndex)
    const jobs = base === undefined ? [] : this.jobsWith(base, spot)
    const routes: RouteSequence[] = [{ shift, jobs }]
    if (this.sourceRest !== undefined && this.source !== shiftIndex) {
      routes.push({ shift: plan.shiftId(this.source), jobs: this.sourceRest.jobs })
    }
    const positions = jobs.flatMap((id, position) => (id === this.id ? [position] : []))
    return { shift, positions, routes }
  }

  /** By the routes that change: nothing else has a price or a rule. */
  private priceRoutes(place: Where): Place {
    const { plan } = this
    const shifts = place.routes.map(({ shift }) => plan.prepared.shiftById.get(shift) ?? 0)
    const after = place.routes.map(({ jobs }, index) => plan.evaluate(shifts[index] ?? 0, jobs))
    const before = shifts.map((shift) => plan.evaluated(shift))
    const lost = this.source < 0 ? [plan.prizeOf(this.task)] : []
    return {
      ...place,
      ...changes(before, after),
      ...priceBetween([...before, ...lost], after),
      violations: after[0]?.violations ?? [],
    }
  }

  private pricePlan(place: Where, after: Solution): Place {
    const { plan } = this
    const before = plan.now()
    return {
      ...place,
      ...changes(before.routes, after.routes),
      ...priceBetween([before], [after]),
      violations: after.routes.find(({ shift }) => shift === place.shift)?.violations ?? [],
    }
  }
}

type Where = Pick<Place, 'shift' | 'positions' | 'routes'>

function sum(routes: readonly RoutePlan[], figure: (route: RoutePlan) => number): number {
  return routes.reduce((total, route) => total + figure(route), 0)
}

function changes(before: readonly RoutePlan[], after: readonly RoutePlan[]) {
  const change = (figure: (route: RoutePlan) => number) => sum(after, figure) - sum(before, figure)
  return {
    distanceM: change(({ distanceM }) => distanceM),
    durationS: change(({ durationS }) => durationS),
    latenessS: change(latenessOf),
  }
}

/** Beyond windows, hard and soft. */
function latenessOf({ latenessS, violations }: RoutePlan): number {
  return violations.reduce(
    (late, violation) => late + (violation.kind === 'late' ? violation.byS : 0),
    latenessS,
  )
}
