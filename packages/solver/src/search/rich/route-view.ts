import type { ShiftType } from '../../model/group-shifts.ts'
import { richRules } from '../../model/rich-rules.ts'
import type { TravelTable } from '../../model/travel/travel-table.ts'
import type { Plan } from '../plan.ts'
import type { Space } from '../space.ts'
import { NEVER } from '../space.ts'
import { TripRoom } from './trip-room.ts'

/**
 * The routes that are looked at for one task, as sequences of nodes and reloads one behind the other, and what is
 * asked of the one selected last. Its times leave rests, breaks and setup aside: what cannot be reached in time by
 * them cannot be reached at all.
 */
export class RouteView {
  route = -1
  typeIndex = 0
  type: ShiftType | undefined
  /** The route selected last is at from .. to - 1; the first place that may be inserted before is `open`. */
  from = 0
  open = 0
  to = 0
  /** Nodes, and from `nodeCount` on reloads. */
  sequences: Int32Array
  private readonly room: TripRoom
  private readonly space: Space
  /** Rows in the travel tables of nodes and, behind them, of reloads. */
  private readonly rows: Int32Array
  private readonly loadingS: Int32Array
  private readonly fromOf: Int32Array
  private readonly toOf: Int32Array
  /** Earliest departure and latest arrival, by position. */
  private ready: Int32Array
  private latest: Int32Array
  /** The delivery of what is on board, the row where it is, when it leaves there, and its ride so far. */
  private delivery = 0
  private lastRow = 0
  private leaveS = 0
  private rideS = 0
  /** By node, at a shipment's delivery. */
  private readonly maxRideS: Int32Array
  private table: TravelTable | undefined
  private perDistance = 0
  private perTime = 0

  constructor(space: Space) {
    const { prepared, nodeCount, routeCount } = space
    const depots = prepared.problem.depots ?? []
    this.room = new TripRoom(space)
    this.maxRideS = richRules(prepared).maxRideS
    this.space = space
    this.sequences = new Int32Array(2 * nodeCount + 2)
    this.ready = new Int32Array(2 * nodeCount + 2)
    this.latest = new Int32Array(2 * nodeCount + 2)
    this.rows = new Int32Array(nodeCount + depots.length)
    this.rows.set(space.at.subarray(0, nodeCount))
    depots.forEach((depot, index) => (this.rows[nodeCount + index] = depot.location))
    this.loadingS = Int32Array.from(depots, (depot) => depot.loadingS)
    // Shifts are asked about as well as routes of the search, which are no more than can be used.
    const most = Math.max(routeCount, prepared.problem.shifts.length)
    this.fromOf = new Int32Array(most)
    this.toOf = new Int32Array(most)
  }

  /** Forgets the routes read. */
  clear(): void {
    this.to = 0
  }

  /** Reads a route of a plan behind those read before; it is the one that is asked about then. */
  read(plan: Plan, route: number): void {
    const { nodeCount, hasReloads, routeType } = this.space
    this.begin(route, routeType[route] ?? 0, 2 * (plan.stops[route] ?? 0))
    const { sequences } = this
    let bound = this.type?.shift.prefix?.length ?? 0
    let at = this.from
    for (let node = plan.next[plan.startOf(route)] ?? 0; node < nodeCount; node = plan.next[node] ?? 0) {
      const depot = hasReloads ? (plan.reload[node] ?? 0) : 0
      if (depot > 0) sequences[at++] = nodeCount + depot - 1
      sequences[at++] = node
      if (--bound >= 0) this.open = at
    }
    this.finish(at)
  }

  /** Reads a sequence of nodes and reloads, which need not keep any rule, as a route of a type. */
  readSequence(route: number, typeIndex: number, nodes: Int32Array): void {
    this.begin(route, typeIndex, nodes.length)
    this.sequences.set(nodes, this.from)
    this.finish(this.from + nodes.length)
  }

  private begin(route: number, typeIndex: number, most: number): void {
    const { prepared, pricing } = this.space
    this.route = route
    this.typeIndex = typeIndex
    this.type = prepared.types[typeIndex]
    this.table = prepared.tables[this.type?.table ?? 0]
    this.perDistance = pricing.perDistance[typeIndex] ?? 0
    this.perTime = pricing.perTime[typeIndex] ?? 0
    this.from = this.to
    this.open = this.from
    this.makeRoom(this.from + most)
  }

  private finish(to: number): void {
    const { sequences, from, route } = this
    this.to = to
    this.fromOf[route] = from
    this.toOf[route] = to
    if (this.space.hasReach) this.reach()
    this.room.read(this.typeIndex, sequences, from, to)
  }

  /** Where a route read before begins and ends. */
  beginOf(route: number): number {
    return this.fromOf[route] ?? 0
  }

  endOf(route: number): number {
    return this.toOf[route] ?? 0
  }

  get isEmpty(): boolean {
    return this.from === this.to
  }

  isReload(at: number): boolean {
    return at >= this.from && at < this.to && (this.sequences[at] ?? 0) >= this.space.nodeCount
  }

  /** Whether a reload may stand before the first stop. */
  get mayReloadFirst(): boolean {
    return this.space.mayReloadFirst[this.typeIndex] === 1
  }

  row(node: number): number {
    return this.rows[node] ?? 0
  }

  /** Whether the loads let a node be put before a position: on its trip, as the first of one, or the last. */
  fits(at: number, node: number): boolean {
    return this.room.fits(at - this.from, node)
  }

  fitsFirst(at: number, node: number): boolean {
    return this.room.fitsFirst(at - this.from, node)
  }

  fitsLast(at: number, node: number): boolean {
    return this.room.fitsLast(at - this.from, node)
  }

  /** Rows of what stands before and at a position; the start and the end beyond. */
  rowBefore(at: number): number {
    return at === this.from ? (this.type?.start ?? 0) : (this.rows[this.sequences[at - 1] ?? 0] ?? 0)
  }

  rowAt(at: number): number {
    return at === this.to ? (this.type?.end ?? 0) : (this.rows[this.sequences[at] ?? 0] ?? 0)
  }

  metres(from: number, to: number): number {
    return this.table?.metres.between(from, to) ?? 0
  }

  seconds(from: number, to: number): number {
    return this.table?.seconds.between(from, to) ?? 0
  }

  /** What so many metres cost, and what so many seconds may cost in addition. */
  priceOfMetres(metres: number): number {
    return this.perDistance * metres
  }

  priceOfSeconds(seconds: number): number {
    return this.perTime * seconds
  }

  /**
   * Earliest departure from a node put before a position, NEVER when it cannot be reached in time; `via` is a
   * reload on the way, -1 for none.
   */
  leaveAfter(at: number, node: number, via: number): number {
    const { space, rows } = this
    if (!space.hasReach) return 0
    const before = this.rowBefore(at)
    const own = rows[node] ?? 0
    let time = at === this.from ? (this.type?.fromS ?? 0) : (this.ready[at - 1] ?? NEVER)
    time += via < 0 ? this.seconds(before, own) : this.secondsVia(before, via, own)
    time = Math.max(time, space.opensS[node] ?? 0)
    return time > (space.closesS[node] ?? 0) ? NEVER : time + (space.prepared.nodeServiceS[node] ?? 0)
  }

  /** Whether who leaves a row then can go on with the route from a position on. */
  isInTime(leave: number, row: number, at: number, via: number): boolean {
    if (!this.space.hasReach) return true
    const after = this.rowAt(at)
    const due = at === this.to ? (this.type?.toS ?? 0) : (this.latest[at] ?? -NEVER)
    return leave + (via < 0 ? this.seconds(row, after) : this.secondsVia(row, via, after)) <= due
  }

  /**
   * Puts a pickup before a position, from where `ride` goes on with it on board and `mayAlight` asks after its
   * delivery; false when it cannot be reached in time.
   */
  board(at: number, pickup: number, delivery: number): boolean {
    this.delivery = delivery
    this.lastRow = this.rows[pickup] ?? 0
    this.leaveS = this.leaveAfter(at, pickup, -1)
    this.rideS = 0
    return this.leaveS < NEVER
  }

  /** Takes what is on board along to the stop at a position; false when that or its delivery comes too late then. */
  ride(at: number): boolean {
    const { space, sequences, rows, delivery } = this
    if (!space.hasReach) return true
    const { opensS, closesS, prepared } = space
    const node = sequences[at] ?? 0
    const row = rows[node] ?? 0
    const seconds = this.seconds(this.lastRow, row)
    const serviceS = prepared.nodeServiceS[node] ?? 0
    const start = Math.max(this.leaveS + seconds, opensS[node] ?? 0)
    if (start > (this.latest[at] ?? 0)) return false
    this.lastRow = row
    this.leaveS = start + serviceS
    this.rideS += seconds + serviceS
    return this.leaveS <= (closesS[delivery] ?? 0) && this.rideS <= (this.maxRideS[delivery] ?? NEVER)
  }

  /** Whether the delivery may follow here, before a position. */
  mayAlight(at: number): boolean {
    const { space, rows, delivery } = this
    if (!space.hasReach) return true
    const row = rows[delivery] ?? 0
    const seconds = this.seconds(this.lastRow, row)
    if (this.rideS + seconds > (this.maxRideS[delivery] ?? NEVER)) return false
    const start = Math.max(this.leaveS + seconds, space.opensS[delivery] ?? 0)
    if (start > (space.closesS[delivery] ?? 0)) return false
    return this.isInTime(start + (space.prepared.nodeServiceS[delivery] ?? 0), row, at, -1)
  }

  private secondsVia(from: number, reload: number, to: number): number {
    const row = this.rows[reload] ?? 0
    const loading = this.loadingS[reload - this.space.nodeCount] ?? 0
    return this.seconds(from, row) + loading + this.seconds(row, to)
  }

  /** Times of the route just read. */
  private reach(): void {
    const { sequences, ready, latest, rows, space, type } = this
    const { nodeCount, opensS, closesS, prepared } = space
    let time = type?.fromS ?? 0
    let row = type?.start ?? 0
    for (let at = this.from; at < this.to; at++) {
      const node = sequences[at] ?? 0
      const next = rows[node] ?? 0
      time += this.seconds(row, next)
      if (node >= nodeCount) time += this.loadingS[node - nodeCount] ?? 0
      else time = Math.max(time, opensS[node] ?? 0) + (prepared.nodeServiceS[node] ?? 0)
      ready[at] = time
      row = next
    }
    time = type?.toS ?? 0
    row = type?.end ?? 0
    for (let at = this.to - 1; at >= this.from; at--) {
      const node = sequences[at] ?? 0
      const next = rows[node] ?? 0
      time -= this.seconds(next, row)
      if (node >= nodeCount) time -= this.loadingS[node - nodeCount] ?? 0
      else time = Math.min(time - (prepared.nodeServiceS[node] ?? 0), closesS[node] ?? 0)
      latest[at] = time
      row = next
    }
  }

  private makeRoom(most: number): void {
    if (most <= this.sequences.length) return
    const enlarge = (array: Int32Array) => {
      const larger = new Int32Array(2 * most)
      larger.set(array)
      return larger
    }
    this.sequences = enlarge(this.sequences)
    this.ready = enlarge(this.ready)
    this.latest = enlarge(this.latest)
  }
}
