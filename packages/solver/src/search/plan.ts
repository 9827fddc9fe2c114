import { NO_LIMIT } from '../model/group-shifts.ts'
import { DELIVERY, SERVICE, SHIPMENT_DELIVERY } from '../model/prepare.ts'
import { NO_WAY } from '../model/travel/travel-table.ts'
import { Absence } from './absence.ts'
import { Journal } from './journal.ts'
import { leavingWithout, returningWithout, RouteCheck } from './route-check.ts'
import { RouteFigures } from './rich/route-figures.ts'
import { WholePlan } from './rich/whole-plan.ts'
import { readSequence } from './rich/read-sequence.ts'
import type { SequenceCheck } from './sequence-check.ts'
import type { Space } from './space.ts'
import { NEVER } from './space.ts'
import { arriveBefore, leaveAfter } from './time-labels.ts'

/** The arrays whose cells the journal knows. */
const READY = 0
const LATEST = 1
const RELOAD = 2

/**
 * A plan as linked routes in typed arrays, with what makes an insertion checkable in constant time: for every
 * node the earliest time at which it can be left and the latest at which it may be reached (one label for each
 * set of breaks held), and the highest loads before and after it. Changes between `begin` and `keep` can be
 * taken back with `rollback`.
 */
export class Plan {
  readonly space: Space
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Route slot of a node, -1 while its task is absent. */
  readonly routeOf: Int32Array
  /** Distance from a node or start sentinel to the next, and from the one before. */
  readonly leg: Int32Array
  readonly legIn: Int32Array
  readonly stops: Int32Array
  /** Depot number + 1 where the vehicle reloads right before a node, 0 elsewhere; empty without reloads. */
  readonly reload: Int32Array
  /** Sum of all loads of a route, per dimension. */
  readonly load: Int32Array
  readonly distance: Float64Array
  readonly cost: Float64Array
  /** What serving a route's tasks costs on its type, in price units. */
  private readonly taskCost: Float64Array
  /** Routes with stops, in no order. */
  readonly active: Int32Array
  activeCount = 0
  readonly absent: Int32Array
  absentCount = 0
  readonly absence: Absence
  /** Costs of the routes and prizes lost. */
  totalCost = 0
  /** Earliest time to leave, latest time to arrive: [node * labelCount + set]. */
  readonly ready: Int32Array
  readonly latest: Int32Array
  /** Load on leaving a node, and the highest up to it and from it on: [node * dimensionCount + dimension]. */
  readonly onBoard: Int32Array
  readonly peakBefore: Int32Array
  readonly peakAfter: Int32Array
  /** Duration and latest start of the part of a route up to a node; duration and earliest start from it on. */
  readonly headLength: Int32Array
  readonly headLatest: Int32Array
  readonly tailLength: Int32Array
  readonly tailEarliest: Int32Array
  readonly check: SequenceCheck
  /** What the routes of a rich problem come to; undefined for other problems. */
  readonly figures: RouteFigures | undefined
  readonly whole: WholePlan | undefined
  /** Price units beyond those of the routes and the absent tasks. */
  private beyond = 0
  private savedBeyond = 0
  private readonly activeAt: Int32Array
  private readonly absentAt: Int32Array
  private readonly freeHint: Int32Array
  private readonly scratch: Int32Array
  private readonly labels: Int32Array
  private readonly touchedIn: Int32Array
  private transaction = 0
  private readonly touched: Int32Array
  private touchedCount = 0
  private readonly journal: Journal
  private readonly savedStops: Int32Array
  private readonly savedLoad: Int32Array
  private readonly savedDistance: Float64Array
  private readonly savedCost: Float64Array
  private readonly savedTaskCost: Float64Array
  private readonly savedAbsent: Int32Array
  private savedAbsentCount = 0
  private savedTotal = 0
  private readonly segments: boolean

  constructor(space: Space) {
    const { size, routeCount, labelCount, dimensionCount, prepared } = space
    this.space = space
    this.next = new Int32Array(size)
    this.prev = new Int32Array(size)
    this.routeOf = new Int32Array(size).fill(-1)
    this.leg = new Int32Array(size)
    this.legIn = new Int32Array(size)
    this.stops = new Int32Array(routeCount)
    this.reload = new Int32Array(space.hasReloads ? space.nodeCount : 0)
    this.load = new Int32Array(routeCount * dimensionCount)
    this.distance = new Float64Array(routeCount)
    this.cost = new Float64Array(routeCount)
    this.taskCost = new Float64Array(routeCount)
    this.active = new Int32Array(routeCount)
    this.activeAt = new Int32Array(routeCount)
    this.absent = new Int32Array(prepared.taskCount)
    this.absentAt = new Int32Array(prepared.taskCount).fill(-1)
    this.absence = new Absence(space.absence)
    this.ready = new Int32Array(space.timed ? size * labelCount : 0)
    this.latest = new Int32Array(space.timed ? size * labelCount : 0)
    const loadSize = space.plainLoads ? 0 : size * dimensionCount
    this.onBoard = new Int32Array(loadSize)
    this.peakBefore = new Int32Array(loadSize)
    this.peakAfter = new Int32Array(loadSize)
    this.segments = space.durationMatters
    const segmentSize = this.segments ? size : 0
    this.headLength = new Int32Array(segmentSize)
    this.headLatest = new Int32Array(segmentSize)
    this.tailLength = new Int32Array(segmentSize)
    this.tailEarliest = new Int32Array(segmentSize)
    this.figures = space.rich ? new RouteFigures(space) : undefined
    if (this.figures !== undefined && space.isCoupled) this.whole = new WholePlan(this, this.figures)
    this.check = this.figures?.check ?? new RouteCheck(space)
    this.freeHint = space.typeFirst.slice(0, prepared.types.length)
    this.scratch = new Int32Array(space.longestSequence)
    this.labels = new Int32Array(labelCount)
    this.touchedIn = new Int32Array(routeCount)
    this.touched = new Int32Array(routeCount)
    this.journal = new Journal(this, [this.ready, this.latest, this.reload])
    this.savedStops = new Int32Array(routeCount)
    this.savedLoad = new Int32Array(routeCount * dimensionCount)
    this.savedDistance = new Float64Array(routeCount)
    this.savedCost = new Float64Array(routeCount)
    this.savedTaskCost = new Float64Array(routeCount)
    this.savedAbsent = new Int32Array(prepared.taskCount)
    for (let route = 0; route < routeCount; route++) this.initialiseRoute(route)
    for (let task = 0; task < prepared.taskCount; task++) this.addAbsent(task)
  }

  startOf(route: number): number {
    return this.space.nodeCount + 2 * route
  }

  /** An empty slot of a shift type, -1 when all are in use. */
  emptySlot(type: number): number {
    const end = this.space.typeFirst[type + 1] ?? 0
    let slot = this.freeHint[type] ?? 0
    while (slot < end && (this.stops[slot] ?? 0) > 0) slot++
    this.freeHint[type] = slot
    return slot < end ? slot : -1
  }

  begin(): void {
    this.transaction++
    this.touchedCount = 0
    this.journal.begin()
    this.savedAbsentCount = this.absentCount
    for (let i = 0; i < this.absentCount; i++) this.savedAbsent[i] = this.absent[i] ?? 0
    this.absence.begin()
    this.whole?.begin()
    this.savedBeyond = this.beyond
    this.savedTotal = this.totalCost
  }

  /** Settles the cost of every touched route. */
  settle(): void {
    this.whole?.settle()
    for (let i = 0; i < this.touchedCount; i++) {
      const route = this.touched[i] ?? 0
      const cost = this.price(route)
      this.totalCost += cost - (this.cost[route] ?? 0)
      this.cost[route] = cost
    }
    if (this.whole === undefined) return
    const beyond = this.whole.price()
    this.totalCost += beyond - this.beyond
    this.beyond = beyond
  }

  /** Back to the state at `begin`. */
  rollback(): void {
    const { absentAt } = this
    for (let i = 0; i < this.absentCount; i++) absentAt[this.absent[i] ?? 0] = -1
    this.absentCount = 0
    this.journal.undo()
    for (let i = 0; i < this.touchedCount; i++) this.restoreRoute(i)
    for (let i = 0; i < this.savedAbsentCount; i++) {
      const task = this.savedAbsent[i] ?? 0
      this.absent[i] = task
      absentAt[task] = i
    }
    this.absentCount = this.savedAbsentCount
    this.absence.rollback()
    this.whole?.rollback()
    this.beyond = this.savedBeyond
    this.totalCost = this.savedTotal
  }

  /** How the cost has changed since `begin`: negative is better. */
  costChange(): number {
    return this.totalCost - this.savedTotal
  }

  /** Number of routes changed since `begin`, and the i-th of them. */
  get changedCount(): number {
    return this.touchedCount
  }

  changed(i: number): number {
    return this.touched[i] ?? 0
  }

  isChanged(route: number): boolean {
    return this.touchedIn[route] === this.transaction
  }

  /** Links a node behind another. Its task stays absent until `markPresent`. Times are not refreshed. */
  link(node: number, after: number, route: number): void {
    this.touch(route)
    const { next, prev, leg, legIn, space } = this
    const before = next[after] ?? 0
    this.journal.noteLink(node, after, before)
    const toNode = this.metres(route, after, node)
    const fromNode = this.metres(route, node, before)
    this.distance[route] = (this.distance[route] ?? 0) + toNode + fromNode - (leg[after] ?? 0)
    next[after] = node
    prev[node] = after
    next[node] = before
    prev[before] = node
    leg[after] = toNode
    leg[node] = fromNode
    legIn[node] = toNode
    legIn[before] = fromNode
    this.routeOf[node] = route
    if (space.hasReloads) this.putReload(node, 0)
    this.countStop(route, node, 1)
  }

  /**
   * Takes a node out of its route; a reload before it stays before the next. Its task stays present until
   * `addAbsent`. Times are not refreshed.
   */
  unlink(node: number): void {
    const { next, prev, leg, legIn, space } = this
    const route = this.routeOf[node] ?? 0
    this.touch(route)
    const before = prev[node] ?? 0
    const after = next[node] ?? 0
    this.journal.noteUnlink(node, before, after)
    const direct = this.metres(route, before, after)
    this.distance[route] = (this.distance[route] ?? 0) + direct - (leg[before] ?? 0) - (leg[node] ?? 0)
    next[before] = after
    prev[after] = before
    leg[before] = direct
    legIn[after] = direct
    this.routeOf[node] = -1
    if (space.hasReloads) this.passReloadOn(node, before, after, route)
    this.countStop(route, node, -1)
  }

  /** Takes a whole task (both ends of a shipment) out of its route, unless it is bound to its place. */
  removeTask(task: number): void {
    if (this.space.bound[task] === 1) return
    const node = this.space.prepared.taskNode[task] ?? 0
    const pair = this.space.prepared.nodePair[node] ?? -1
    this.unlink(node)
    if (pair >= 0) this.unlink(pair)
    this.addAbsent(task)
  }

  /**
   * Takes stops that follow each other out of their route, `nodes` from one index to before another: as `removeTask`
   * of each, but the way past them is measured once. Only where each task is one stop that nothing binds.
   */
  removeRun(nodes: Int32Array, from: number, to: number): void {
    const { next, prev, leg, legIn, routeOf, space } = this
    const first = nodes[from] ?? 0
    const last = nodes[to - 1] ?? 0
    const route = routeOf[first] ?? 0
    this.touch(route)
    const before = prev[first] ?? 0
    const after = next[last] ?? 0
    let gone = leg[before] ?? 0
    for (let i = from; i < to; i++) {
      const node = nodes[i] ?? 0
      this.journal.noteUnlink(node, before, next[node] ?? 0)
      gone += leg[node] ?? 0
      routeOf[node] = -1
    }
    const direct = this.metres(route, before, after)
    this.distance[route] = (this.distance[route] ?? 0) + direct - gone
    next[before] = after
    prev[after] = before
    leg[before] = direct
    legIn[after] = direct
    for (let i = from; i < to; i++) {
      const node = nodes[i] ?? 0
      this.countStop(route, node, -1)
      this.addAbsent(space.prepared.nodeTask[node] ?? 0)
    }
  }

  markPresent(task: number): void {
    const { absent, absentAt } = this
    const at = absentAt[task] ?? -1
    const last = absent[--this.absentCount] ?? 0
    absent[at] = last
    absentAt[last] = at
    absentAt[task] = -1
    this.totalCost += this.absence.serve(task)
  }

  addAbsent(task: number): void {
    this.absentAt[task] = this.absentCount
    this.absent[this.absentCount++] = task
    this.totalCost += this.absence.leave(task)
  }

  /** Empties a route, leaving its tasks neither routed nor absent until `fillRoute` or `addAbsent`. */
  clearRoute(route: number): void {
    const { next, routeOf, space } = this
    this.touch(route)
    const start = this.startOf(route)
    for (let node = next[start] ?? 0; node < space.nodeCount; node = next[node] ?? 0) {
      this.journal.noteUnlink(node, start, next[node] ?? 0)
      routeOf[node] = -1
      if (space.hasReloads) this.putReload(node, 0)
    }
    this.clearSlot(route)
  }

  /** Takes all tasks out of all routes. */
  clear(): void {
    const { routeCount, prepared } = this.space
    for (let task = 0; task < prepared.taskCount; task++) {
      if ((this.routeOf[prepared.taskNode[task] ?? 0] ?? -1) >= 0) this.addAbsent(task)
    }
    for (let route = 0; route < routeCount; route++) if ((this.stops[route] ?? 0) > 0) this.clearRoute(route)
  }

  /** Gives an empty route this feasible sequence of nodes and reloads; absent tasks become present. */
  fillRoute(route: number, nodes: Int32Array, count: number): void {
    const { nodeCount } = this.space
    let after = this.startOf(route)
    let reload = 0
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      if (node >= nodeCount) {
        reload = node - nodeCount + 1
        continue
      }
      this.link(node, after, route)
      if (reload > 0) this.putReload(node, reload)
      reload = 0
      after = node
      const task = this.space.prepared.nodeTask[node] ?? 0
      if ((this.absentAt[task] ?? -1) >= 0) this.markPresent(task)
    }
    this.refresh(route)
  }

  /** Copies the nodes and reloads of a route, returning how many there are. */
  readRoute(route: number, into: Int32Array): number {
    return readSequence(this.space, this.next, this.reload, route, into)
  }

  /** Sets or (with 0) takes away the reload right before a node of a route. */
  setReload(node: number, reload: number): void {
    this.touch(this.routeOf[node] ?? 0)
    this.putReload(node, reload)
  }

  /** Recomputes times, loads and segments of a whole route. */
  refresh(route: number): void {
    const { space, figures } = this
    if (figures !== undefined) {
      figures.refresh(route, this.scratch, this.readRoute(route, this.scratch))
      return
    }
    const start = this.startOf(route)
    if (space.timed) {
      for (let node = this.next[start] ?? 0; node < space.nodeCount; node = this.next[node] ?? 0) {
        this.updateReady(node, route)
      }
      for (let node = this.prev[start + 1] ?? 0; node < space.nodeCount; node = this.prev[node] ?? 0) {
        this.updateLatest(node, route)
      }
    }
    this.refreshRest(route)
  }

  /** What `refresh` works out but for times. */
  private refreshRest(route: number): void {
    const start = this.startOf(route)
    if (!this.space.plainLoads) this.updatePeaks(route)
    if (this.segments) {
      this.updateHeads(this.next[start] ?? 0, route)
      this.updateTails(this.prev[start + 1] ?? 0, route)
    }
  }

  /** Recomputes what taking nodes out since `begin` has changed in the routes that are left. */
  refreshGaps(): void {
    const { space, journal, next, prev, routeOf } = this
    for (let i = 0; i < journal.linkCount && space.timed; i++) {
      let node = journal.after(i)
      let route = routeOf[node] ?? -1
      if (route >= 0) while (node < space.nodeCount && this.updateReady(node, route)) node = next[node] ?? 0
      node = journal.before(i)
      route = routeOf[node] ?? -1
      if (route >= 0) while (node < space.nodeCount && this.updateLatest(node, route)) node = prev[node] ?? 0
    }
    for (let i = 0; i < this.touchedCount; i++) this.refreshRest(this.touched[i] ?? 0)
  }

  /** Works out a route anew whose stops have not changed, but what they depend on. */
  recheck(route: number): void {
    this.touch(route)
    this.refresh(route)
  }

  /** Recomputes what an insertion of this node has changed. */
  refreshAround(node: number, route: number): void {
    const { space, next, prev } = this
    if (space.timed) {
      this.updateReady(node, route)
      for (let at = next[node] ?? 0; at < space.nodeCount && this.updateReady(at, route); at = next[at] ?? 0);
      this.updateLatest(node, route)
      for (
        let at = prev[node] ?? 0;
        at < space.nodeCount && this.updateLatest(at, route);
        at = prev[at] ?? 0
      );
    }
    if (!space.plainLoads) this.updatePeaks(route)
    if (this.segments) {
      this.updateHeads(node, route)
      this.updateTails(node, route)
    }
  }

  /**
   * Whether a route that has lost stops still keeps every rule. It can fail where travel does not obey the
   * triangle inequality, or where the stop that held a break is gone.
   */
  isFeasible(route: number): boolean {
    const { space, ready, latest } = this
    if ((this.stops[route] ?? 0) === 0) return true
    if (this.figures !== undefined) return this.figures.isFeasible(route)
    const type = space.prepared.types[space.routeType[route] ?? 0]
    if (type === undefined || (this.distance[route] ?? 0) > type.maxDistanceM) return false
    if (space.hasGaps && (this.distance[route] ?? 0) >= NO_WAY / 2) return false
    if (space.timed) {
      const first = this.next[this.startOf(route)] ?? 0
      const start = this.startOf(route)
      const travel = this.travel(route, start, first)
      let reachable = false
      for (let set = 0; set < space.labelCount && !reachable; set++) {
        reachable =
          (ready[start * space.labelCount + set] ?? NEVER) + travel <=
          (latest[first * space.labelCount + set] ?? -NEVER)
      }
      if (!reachable) return false
    }
    return type.maxDurationS === NO_LIMIT || this.durationOf(route) <= type.maxDurationS
  }

  /** Whether the routes of a rich plan keep the relations between them. */
  keepsTies(): boolean {
    return this.whole?.isKept() ?? true
  }

  /** From leaving to return when leaving as late as an earliest return allows. */
  durationOf(route: number): number {
    if (!this.space.intricate) return this.tailLength[this.startOf(route)] ?? 0
    const count = this.readRoute(route, this.scratch)
    return this.check.check(this.space.routeType[route] ?? 0, this.scratch, count)
      ? this.check.duration
      : NEVER
  }

  /**
   * Duration of a route with a node in it, from head, node and tail (Vidal et al. 2013); `there` and `onward` are the
   * travel to the node and on. Exact unless the problem is intricate.
   */
  joinedDuration(node: number, after: number, before: number, there: number, onward: number): number {
    const { space } = this
    const gap = (this.headLength[after] ?? 0) + there
    const headLatest = this.headLatest[after] ?? 0
    const wait = Math.max(0, (space.opensS[node] ?? 0) - gap - headLatest)
    const length = gap + wait + (space.prepared.nodeServiceS[node] ?? 0) + onward
    const latest = Math.min((space.closesS[node] ?? 0) - gap, headLatest)
    const laterWait = Math.max(0, (this.tailEarliest[before] ?? 0) - length - latest)
    return length + laterWait + (this.tailLength[before] ?? 0)
  }

  price(route: number): number {
    if ((this.stops[route] ?? 0) === 0) return 0
    if (this.figures !== undefined) return this.figures.cost(route)
    const { pricing, routeType, timePriced } = this.space
    const type = routeType[route] ?? 0
    const time = timePriced ? (pricing.perTime[type] ?? 0) * this.durationOf(route) : 0
    const distance = (pricing.perDistance[type] ?? 0) * (this.distance[route] ?? 0)
    return (pricing.fixed[type] ?? 0) + distance + time + (this.taskCost[route] ?? 0)
  }

  travel(route: number, from: number, to: number): number {
    const { space } = this
    const table = space.prepared.tables[this.tableOf(route)]
    return table?.seconds.between(space.at[from] ?? 0, space.at[to] ?? 0) ?? 0
  }

  private metres(route: number, from: number, to: number): number {
    const { at, plane, prepared } = this.space
    if (plane !== undefined) {
      const dx = (plane.x[from] ?? 0) - (plane.x[to] ?? 0)
      const dy = (plane.y[from] ?? 0) - (plane.y[to] ?? 0)
      return (plane.scale * Math.sqrt(dx * dx + dy * dy) + plane.bias) | 0
    }
    return prepared.tables[this.tableOf(route)]?.metres.between(at[from] ?? 0, at[to] ?? 0) ?? 0
  }

  private tableOf(route: number): number {
    const { prepared, routeType } = this.space
    return prepared.types[routeType[route] ?? 0]?.table ?? 0
  }

  private initialiseRoute(route: number): void {
    const { space } = this
    const type = space.prepared.types[space.routeType[route] ?? 0]
    const start = this.startOf(route)
    this.routeOf[start] = route
    this.routeOf[start + 1] = route
    this.prev[start] = start
    this.next[start + 1] = start + 1
    this.clearSlot(route)
    if (type === undefined) return
    if (space.timed) {
      for (let set = 0; set < space.labelCount; set++) {
        const known = set < 1 << type.breakFrom.length
        this.ready[start * space.labelCount + set] = known ? leavingWithout(type, set) : NEVER
        this.latest[(start + 1) * space.labelCount + set] = known ? returningWithout(type, set) : -NEVER
      }
    }
    if (this.segments) {
      for (let sentinel = start; sentinel <= start + 1; sentinel++) {
        this.headLatest[sentinel] = type.toS
        this.tailEarliest[sentinel] = type.fromS
      }
    }
  }

  private clearSlot(route: number): void {
    const start = this.startOf(route)
    const { dimensionCount } = this.space
    if ((this.stops[route] ?? 0) > 0) this.deactivate(route)
    this.next[start] = start + 1
    this.prev[start + 1] = start
    this.leg[start] = 0
    this.stops[route] = 0
    this.distance[route] = 0
    this.taskCost[route] = 0
    for (let d = 0; d < dimensionCount; d++) this.load[route * dimensionCount + d] = 0
    this.figures?.clear(route)
    if (!this.space.plainLoads) this.updatePeaks(route)
  }

  private countStop(route: number, node: number, sign: number): void {
    const { dimensionCount, prepared, taskCost, routeType } = this.space
    const before = this.stops[route] ?? 0
    this.stops[route] = before + sign
    if (taskCost.length > 0) {
      const task = prepared.nodeTask[node] ?? 0
      const own = taskCost[(routeType[route] ?? 0) * prepared.taskCount + task] ?? 0
      if (prepared.taskNode[task] === node) this.taskCost[route] = (this.taskCost[route] ?? 0) + sign * own
    }
    if (before === 0) {
      this.activate(route)
    } else if (before + sign === 0) {
      this.deactivate(route)
      // An empty route has no way: it is not the way from its start to its end.
      this.leg[this.startOf(route)] = 0
      this.distance[route] = 0
    }
    for (let d = 0; d < dimensionCount; d++) {
      const at = route * dimensionCount + d
      this.load[at] = (this.load[at] ?? 0) + sign * (prepared.nodeLoad[node * dimensionCount + d] ?? 0)
    }
  }

  private activate(route: number): void {
    this.activeAt[route] = this.activeCount
    this.active[this.activeCount++] = route
  }

  private deactivate(route: number): void {
    const at = this.activeAt[route] ?? 0
    const last = this.active[--this.activeCount] ?? 0
    this.active[at] = last
    this.activeAt[last] = at
    const type = this.space.routeType[route] ?? 0
    if (route < (this.freeHint[type] ?? 0)) this.freeHint[type] = route
  }

  private touch(route: number): void {
    if (this.touchedIn[route] === this.transaction) return
    this.touchedIn[route] = this.transaction
    const i = this.touchedCount++
    this.touched[i] = route
    this.figures?.save(i, route)
    this.savedStops[i] = this.stops[route] ?? 0
    this.savedDistance[i] = this.distance[route] ?? 0
    this.savedCost[i] = this.cost[route] ?? 0
    this.savedTaskCost[i] = this.taskCost[route] ?? 0
    const { dimensionCount } = this.space
    for (let d = 0; d < dimensionCount; d++) {
      this.savedLoad[i * dimensionCount + d] = this.load[route * dimensionCount + d] ?? 0
    }
  }

  /** Restores the figures of the i-th touched route, whose links are again what they were. */
  private restoreRoute(i: number): void {
    const { space } = this
    const route = this.touched[i] ?? 0
    const was = this.stops[route] ?? 0
    const stops = this.savedStops[i] ?? 0
    this.stops[route] = stops
    if (was > 0 && stops === 0) this.deactivate(route)
    if (was === 0 && stops > 0) this.activate(route)
    this.distance[route] = this.savedDistance[i] ?? 0
    this.cost[route] = this.savedCost[i] ?? 0
    this.taskCost[route] = this.savedTaskCost[i] ?? 0
    const { dimensionCount } = space
    for (let d = 0; d < dimensionCount; d++) {
      this.load[route * dimensionCount + d] = this.savedLoad[i * dimensionCount + d] ?? 0
    }
    if (this.figures === undefined) this.refreshRest(route)
    else this.figures.restore(i, route)
  }

  /** A reload is dropped with the last stop of its trip, and where it is of no use before the first stop. */
  private passReloadOn(node: number, before: number, after: number, route: number): void {
    const { reload, space } = this
    const passed = reload[node] ?? 0
    this.putReload(node, 0)
    if (after >= space.nodeCount) return
    if (passed > 0 && reload[after] === 0) this.putReload(after, passed)
    if (before >= space.nodeCount && space.mayReloadFirst[space.routeType[route] ?? 0] === 0)
      this.putReload(after, 0)
  }

  private putReload(node: number, reload: number): void {
    const was = this.reload[node] ?? 0
    if (was === reload) return
    this.journal.noteCell(RELOAD, node, was)
    this.reload[node] = reload
  }

  /** Earliest departure from a node, from that of the node before; says whether it has changed. */
  private updateReady(node: number, route: number): boolean {
    const { space, ready, labels } = this
    const before = this.prev[node] ?? 0
    const travel = this.travel(route, before, node)
    const service = space.prepared.nodeServiceS[node] ?? 0
    if (!space.intricate) {
      let start = (ready[before] ?? NEVER) + travel
      const from = space.opensS[node] ?? 0
      if (start < from) start = from
      const leave = start > (space.closesS[node] ?? 0) ? NEVER : start + service
      const was = ready[node] ?? NEVER
      if (leave === was) return false
      this.journal.noteCell(READY, node, was)
      ready[node] = leave
      return true
    }
    const sets = space.labelCount
    const base = node * sets
    const type = space.prepared.types[space.routeType[route] ?? 0]
    if (type === undefined) return false
    leaveAfter(space, type, node, ready, before * sets, travel, labels)
    return this.store(READY, ready, base)
  }

  /** Latest arrival at a node, from that of the node behind; says whether it has changed. */
  private updateLatest(node: number, route: number): boolean {
    const { space, latest, labels } = this
    const after = this.next[node] ?? 0
    const travel = this.travel(route, node, after)
    const service = space.prepared.nodeServiceS[node] ?? 0
    if (!space.intricate) {
      let start = (latest[after] ?? -NEVER) - travel - service
      const to = space.closesS[node] ?? 0
      if (start > to) start = to
      if (start < (space.opensS[node] ?? 0)) start = -NEVER
      const was = latest[node] ?? -NEVER
      if (start === was) return false
      this.journal.noteCell(LATEST, node, was)
      latest[node] = start
      return true
    }
    const sets = space.labelCount
    const base = node * sets
    const type = space.prepared.types[space.routeType[route] ?? 0]
    if (type === undefined) return false
    arriveBefore(space, type, node, latest, after * sets, travel, labels)
    return this.store(LATEST, latest, base)
  }

  /** Copies the labels of one node; says whether any of them is new. */
  private store(array: number, into: Int32Array, base: number): boolean {
    const { labels } = this
    let isNew = false
    for (let set = 0; set < labels.length; set++) {
      const label = labels[set] ?? 0
      const was = into[base + set] ?? 0
      if (was === label) continue
      this.journal.noteCell(array, base + set, was)
      into[base + set] = label
      isNew = true
    }
    return isNew
  }

  private updatePeaks(route: number): void {
    const { space, onBoard, peakBefore, peakAfter, next, prev } = this
    const { dimensionCount, nodeCount, prepared } = space
    const start = this.startOf(route)
    for (let d = 0; d < dimensionCount; d++) {
      let load = 0
      for (let node = next[start] ?? 0; node < nodeCount; node = next[node] ?? 0) {
        if (prepared.nodeKind[node] === DELIVERY) load += prepared.nodeLoad[node * dimensionCount + d] ?? 0
      }
      let peak = load
      peakBefore[start * dimensionCount + d] = load
      onBoard[start * dimensionCount + d] = load
      for (let node = next[start] ?? 0; node < nodeCount; node = next[node] ?? 0) {
        const kind = prepared.nodeKind[node] ?? SERVICE
        const change = kind === SERVICE ? 0 : (prepared.nodeLoad[node * dimensionCount + d] ?? 0)
        load += kind === DELIVERY || kind === SHIPMENT_DELIVERY ? -change : change
        if (load > peak) peak = load
        peakBefore[node * dimensionCount + d] = peak
        onBoard[node * dimensionCount + d] = load
      }
      peak = load
      for (let node = prev[start + 1] ?? 0; ; node = prev[node] ?? 0) {
        const here = onBoard[node * dimensionCount + d] ?? 0
        if (here > peak) peak = here
        peakAfter[node * dimensionCount + d] = peak
        if (node === start) break
      }
    }
  }

  /** Length and latest start of heads (Vidal et al. 2013) from a node on; windows as their hull. */
  private updateHeads(from: number, route: number): void {
    const { space, headLength, headLatest, next } = this
    const { opensS, closesS, nodeCount, prepared } = space
    let before = this.prev[from] ?? 0
    for (let node = from; node < nodeCount; node = next[node] ?? 0) {
      const gap = (headLength[before] ?? 0) + this.travel(route, before, node)
      const last = headLatest[before] ?? 0
      const wait = Math.max(0, (opensS[node] ?? 0) - gap - last)
      headLength[node] = gap + wait + (prepared.nodeServiceS[node] ?? 0)
      headLatest[node] = Math.min((closesS[node] ?? 0) - gap, last)
      before = node
    }
  }

  /** The same of tails, from a node back to the start of the route. */
  private updateTails(from: number, route: number): void {
    const { space, prev } = this
    const start = this.startOf(route)
    let after = this.next[from] ?? 0
    // An empty route has no tail but that of its start.
    if (from === start) after = start + 1
    for (let node = from; node !== start; node = prev[node] ?? 0) {
      this.mergeTail(node, after, route, space.opensS[node] ?? 0, space.closesS[node] ?? 0)
      after = node
    }
    const type = space.prepared.types[space.routeType[route] ?? 0]
    this.mergeTail(start, after, route, type?.fromS ?? 0, type?.toS ?? 0)
  }

  private mergeTail(node: number, after: number, route: number, opens: number, closes: number): void {
    const service = node < this.space.nodeCount ? (this.space.prepared.nodeServiceS[node] ?? 0) : 0
    const gap = service + this.travel(route, node, after)
    const earliest = this.tailEarliest[after] ?? 0
    const wait = Math.max(0, earliest - gap - closes)
    this.tailLength[node] = gap + wait + (this.tailLength[after] ?? 0)
    this.tailEarliest[node] = Math.max(earliest - gap, opens) - wait
  }
}
