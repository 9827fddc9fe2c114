import type { ShiftType } from '../model/group-shifts.ts'
import type { Prepared } from '../model/prepare.ts'
import { NO_WAY } from '../model/travel-table.ts'

/** The times of one sequence on one shift type. */
export interface Schedule {
  readonly startS: number
  readonly endS: number
  /** Seconds late at stops, beyond the shift, and of breaks not held; 0 when every time is kept. */
  readonly badness: number
  readonly arrivalS: Float64Array
  readonly serviceStartS: Float64Array
  readonly departureS: Float64Array
  readonly breaks: readonly PlacedBreak[]
  /** Breaks (positions in the shift type) owed and not held. */
  readonly missed: readonly number[]
}

export interface PlacedBreak {
  readonly index: number
  readonly stop: number
  readonly when: 'beforeService' | 'afterService'
  readonly startS: number
  readonly endS: number
}

/**
 * Times a sequence of nodes. The state before and after every stop is the earliest time for each *set* of breaks
 * already held (a dynamic programme over subsets: at most 2^4), so break placement is exact. Among the schedules
 * that return earliest it leaves as late as possible: a backward pass finds the latest departure that does not
 * postpone the return. Rules that cannot be kept are broken with the least total size and reported.
 */
export function schedule(
  prepared: Prepared,
  type: ShiftType,
  nodes: readonly number[],
  options: { readonly departAtS?: number | undefined } = {},
): Schedule {
  const trip = new Trip(prepared, type, nodes)
  if (options.departAtS !== undefined) return trip.trace(trip.forward(options.departAtS))
  const earliest = trip.forward(undefined)
  if (earliest.badness === 0) {
    const latest = trip.latestDeparture(earliest.endS)
    return trip.trace(latest === undefined ? earliest : trip.forward(latest))
  }
  const first = trip.trace(earliest)
  const idle = (first.serviceStartS[0] ?? 0) - (first.arrivalS[0] ?? 0)
  if (idle > 0 && !first.breaks.some((pause) => pause.stop === 0 && pause.when === 'beforeService')) {
    const later = trip.forward(first.startS + idle)
    if (later.badness <= earliest.badness && later.endS <= earliest.endS) return trip.trace(later)
    return trip.trace(trip.forward(undefined))
  }
  return first
}

interface Arrival {
  readonly mask: number
  readonly endS: number
  readonly badness: number
}

/** Labels of one sequence: at index stop * sets + set, with bit b of the set for break b. */
class Trip {
  private readonly prepared: Prepared
  private readonly type: ShiftType
  private readonly nodes: readonly number[]
  private readonly sets: number
  private readonly arrival: Float64Array
  private readonly beforeService: Float64Array
  private readonly serviceStart: Float64Array
  private readonly served: Float64Array
  private readonly departure: Float64Array
  /** The break held last to reach a label, -1 for none. */
  private readonly breakBefore: Int8Array
  private readonly breakAfter: Int8Array
  private readonly time: Float64Array
  private readonly late: Float64Array

  constructor(prepared: Prepared, type: ShiftType, nodes: readonly number[]) {
    this.prepared = prepared
    this.type = type
    this.nodes = nodes
    this.sets = 1 << type.breakFrom.length
    const size = nodes.length * this.sets
    this.arrival = new Float64Array(size)
    this.beforeService = new Float64Array(size)
    this.serviceStart = new Float64Array(size)
    this.served = new Float64Array(size)
    this.departure = new Float64Array(size)
    this.breakBefore = new Int8Array(size)
    this.breakAfter = new Int8Array(size)
    this.time = new Float64Array(this.sets)
    this.late = new Float64Array(this.sets)
  }

  /** Fills the labels from the given or the earliest departure; the best way to arrive at the end. */
  forward(departAtS: number | undefined): Arrival {
    const { prepared, type, nodes, sets, time, late } = this
    this.leave(departAtS)
    let location = type.start
    for (let stop = 0; stop < nodes.length; stop++) {
      const node = nodes[stop] ?? 0
      const to = prepared.nodeLocation[node] ?? 0
      const travel = this.travel(location, to)
      const base = stop * sets
      for (let set = 0; set < sets; set++) this.arrival[base + set] = (time[set] ?? 0) + travel
      time.set(this.arrival.subarray(base, base + sets))
      this.holdBreaks(this.breakBefore, base)
      this.beforeService.set(time, base)
      for (let set = 0; set < sets; set++) {
        const at = time[set] ?? Infinity
        const start = this.startOfService(node, at)
        if (start < at) {
          // After the last window: served at once, and late by what it takes.
          late[set] = (late[set] ?? 0) + (at - start)
          this.serviceStart[base + set] = at
        } else this.serviceStart[base + set] = start
        time[set] = (this.serviceStart[base + set] ?? 0) + (prepared.nodeServiceS[node] ?? 0)
      }
      this.served.set(time, base)
      this.holdBreaks(this.breakAfter, base)
      this.departure.set(time, base)
      location = to
    }
    return this.arrive(this.travel(location, type.end))
  }

  /** The latest departure that still reaches the end by `endS` with every rule kept; undefined when none does. */
  latestDeparture(endS: number): number | undefined {
    const { prepared, type, nodes, sets } = this
    const latest = new Float64Array(sets)
    for (let set = 0; set < sets; set++) {
      let bound = endS
      for (let b = 0; b < type.breakFrom.length; b++) {
        if ((set & (1 << b)) === 0) bound = Math.min(bound, type.breakTo[b] ?? 0)
      }
      latest[set] = bound
    }
    let location = type.end
    for (let stop = nodes.length - 1; stop >= 0; stop--) {
      const node = nodes[stop] ?? 0
      const from = prepared.nodeLocation[node] ?? 0
      const travel = this.travel(from, location)
      for (let set = 0; set < sets; set++) latest[set] = (latest[set] ?? 0) - travel
      this.allowBreaks(latest)
      for (let set = 0; set < sets; set++) {
        latest[set] = this.latestStart(node, (latest[set] ?? 0) - (prepared.nodeServiceS[node] ?? 0))
      }
      this.allowBreaks(latest)
      location = from
    }
    const travel = this.travel(type.start, location)
    let best: number | undefined
    for (let set = 0; set < sets; set++) {
      const bound = (latest[set] ?? 0) - travel
      if (bound >= this.earliestWithout(set) && (best === undefined || bound > best)) best = bound
    }
    return best
  }

  /** Walks back from an arrival to the times and breaks that led there. */
  trace(last: Arrival): Schedule {
    const { type, nodes, sets } = this
    const arrivalS = new Float64Array(nodes.length)
    const serviceStartS = new Float64Array(nodes.length)
    const departureS = new Float64Array(nodes.length)
    const breaks: PlacedBreak[] = []
    let set = last.mask
    for (let stop = nodes.length - 1; stop >= 0; stop--) {
      const base = stop * sets
      departureS[stop] = this.departure[base + set] ?? 0
      set = this.traceBreaks(this.breakAfter, this.departure, stop, set, 'afterService', breaks)
      serviceStartS[stop] = this.serviceStart[base + set] ?? 0
      set = this.traceBreaks(this.breakBefore, this.beforeService, stop, set, 'beforeService', breaks)
      arrivalS[stop] = this.arrival[base + set] ?? 0
    }
    const firstLocation = this.prepared.nodeLocation[nodes[0] ?? 0] ?? 0
    const startS = (arrivalS[0] ?? 0) - this.travel(type.start, firstLocation)
    const missed: number[] = []
    for (let b = 0; b < type.breakFrom.length; b++) {
      if ((last.mask & (1 << b)) === 0 && last.endS > (type.breakTo[b] ?? 0)) missed.push(b)
    }
    return {
      startS,
      endS: last.endS,
      badness: last.badness,
      arrivalS,
      serviceStartS,
      departureS,
      breaks: breaks.reverse(),
      missed,
    }
  }

  private traceBreaks(
    held: Int8Array,
    reached: Float64Array,
    stop: number,
    from: number,
    when: PlacedBreak['when'],
    breaks: PlacedBreak[],
  ): number {
    let set = from
    for (;;) {
      const index = held[stop * this.sets + set] ?? -1
      if (index < 0) return set
      const endS = reached[stop * this.sets + set] ?? 0
      breaks.push({ index, stop, when, startS: endS - (this.type.breakLength[index] ?? 0), endS })
      set ^= 1 << index
    }
  }

  /** A break whose end of window has passed at departure is not owed: it counts as held. */
  private leave(departAtS: number | undefined): void {
    const { type, sets, time, late } = this
    late.fill(0)
    time.fill(Infinity)
    if (departAtS === undefined) {
      for (let set = 0; set < sets; set++) time[set] = this.earliestWithout(set)
      return
    }
    let set = 0
    for (let b = 0; b < type.breakFrom.length; b++) if ((type.breakTo[b] ?? 0) <= departAtS) set |= 1 << b
    time[set] = departAtS
    late[set] = Math.max(0, type.fromS - departAtS)
  }

  /** The earliest departure at which the breaks of the set are no longer owed. */
  private earliestWithout(set: number): number {
    let at = this.type.fromS
    for (let b = 0; b < this.type.breakFrom.length; b++) {
      if ((set & (1 << b)) !== 0) at = Math.max(at, this.type.breakTo[b] ?? 0)
    }
    return at
  }

  private arrive(travel: number): Arrival {
    const { type, sets, time, late } = this
    let best: Arrival = { mask: 0, endS: Infinity, badness: Infinity }
    for (let set = 0; set < sets; set++) {
      const endS = (time[set] ?? 0) + travel
      if (endS === Infinity) continue
      let badness = (late[set] ?? 0) + Math.max(0, endS - type.toS)
      for (let b = 0; b < type.breakFrom.length; b++) {
        if ((set & (1 << b)) === 0 && endS > (type.breakTo[b] ?? 0)) badness += 1 + (type.breakLength[b] ?? 0)
      }
      if (badness < best.badness || (badness === best.badness && endS < best.endS)) {
        best = { mask: set, endS, badness }
      }
    }
    return best
  }

  private holdBreaks(held: Int8Array, base: number): void {
    const { type, sets, time, late } = this
    held.fill(-1, base, base + sets)
    for (let set = 0; set < sets; set++) {
      const at = time[set] ?? Infinity
      if (at === Infinity) continue
      for (let b = 0; b < type.breakFrom.length; b++) {
        if ((set & (1 << b)) !== 0 || at > (type.breakTo[b] ?? 0)) continue
        const then = Math.max(at, type.breakFrom[b] ?? 0) + (type.breakLength[b] ?? 0)
        const more = set | (1 << b)
        const tardy = late[set] ?? 0
        if (
          tardy < (late[more] ?? 0) ||
          (tardy === late[more] && then < (time[more] ?? 0)) ||
          time[more] === Infinity
        ) {
          time[more] = then
          late[more] = tardy
          held[base + more] = b
        }
      }
    }
  }

  private allowBreaks(latest: Float64Array): void {
    const { type, sets } = this
    for (let set = sets - 1; set >= 0; set--) {
      for (let b = 0; b < type.breakFrom.length; b++) {
        if ((set & (1 << b)) !== 0) continue
        const start = Math.min(
          type.breakTo[b] ?? 0,
          (latest[set | (1 << b)] ?? 0) - (type.breakLength[b] ?? 0),
        )
        if (start >= (type.breakFrom[b] ?? 0) && start > (latest[set] ?? 0)) latest[set] = start
      }
    }
  }

  /** The first moment from `at` on inside a window; the end of the last window when that has passed. */
  private startOfService(node: number, at: number): number {
    const { windowOffset, windowFrom, windowTo } = this.prepared
    const end = windowOffset[node + 1] ?? 0
    for (let w = windowOffset[node] ?? 0; w < end; w++) {
      if (at <= (windowTo[w] ?? 0)) return Math.max(at, windowFrom[w] ?? 0)
    }
    return windowTo[end - 1] ?? at
  }

  /** The last moment up to `by` inside a window, -Infinity when there is none. */
  private latestStart(node: number, by: number): number {
    const { windowOffset, windowFrom, windowTo } = this.prepared
    const first = windowOffset[node] ?? 0
    for (let w = (windowOffset[node + 1] ?? 0) - 1; w >= first; w--) {
      if (by >= (windowFrom[w] ?? 0)) return Math.min(by, windowTo[w] ?? 0)
    }
    return -Infinity
  }

  /** Travel time; none where there is no way, which is reported apart. */
  private travel(from: number, to: number): number {
    const table = this.prepared.tables[this.type.table]
    const duration = table?.durationS[from * this.prepared.tableSize + to] ?? 0
    return duration >= NO_WAY ? 0 : duration
  }
}
