import { MOST_BREAKS, MOST_WORK_RULES } from '../model/checks/check-figures.ts'
import { NO_LIMIT } from '../model/group-shifts.ts'
import type { ShiftType } from '../model/group-shifts.ts'
import { FOREVER, SHIPMENT_DELIVERY } from '../model/prepare.ts'
import type { Prepared } from '../model/prepare.ts'
import type { WorkRule } from '../model/problem.ts'
import type { Pricing } from '../model/prices/pricing.ts'
import { richRules } from '../model/rich-rules.ts'
import type { BreakRule, RichRules, RichType } from '../model/rich-rules.ts'
import { taskCosts } from '../model/prices/task-costs.ts'
import { NO_WAY } from '../model/travel/travel-table.ts'
import { latePrice, softPrice, softUntil } from './soft-price.ts'
import { TripLoads } from './trip-loads.ts'

/** Rounds of delaying pickups for the sake of rides, beside one for each ride that may hand a delay on. */
const MOST_ROUNDS = 8
/** Departures that a route tries because leaving later may owe less. */
const MOST_DEPARTURES = 64
const NEVER = Infinity
/** A bound on the start of work that bounds nothing, but says that other routes depend on it. */
export const HELD = 1 - FOREVER

/**
 * Simulates one sequence of nodes and reloads on a shift type: the evaluation behind `evaluateRoute` and, for
 * problems with rules that no constant-time label covers, behind the search. The state before and after each stop
 * is the earliest time for each set of breaks held (a dynamic programme over at most 2^4 subsets), with what each
 * work rule has counted; a set keeps the label that is least late and earliest, so that rests beside breaks are placed
 * greedily. The route leaves as late as it neither returns later nor pays more for soft windows, nor is later for them
 * where that counts for at least as much as the time saved. Leaving later makes nothing earlier until a break less is
 * owed or, where rests may be split, until a wait counts for another part of one. The departures at which that happens
 * are tried one by one, those between two of them are searched by bisection; a guess from the waiting on the way, which
 * is hardly ever wrong, makes that short. No allocation; cost O(stops * 2^breaks), for each departure tried.
 */
export class RouteSimulator {
  isFeasible = true
  /** Set for a search: a run ends as soon as a rule is known to be broken, or `limit` units to be exceeded. */
  isStrict = false
  limit = Infinity
  /** Seconds, whole loads and stops by which rules are broken; 0 when feasible. */
  badness = 0
  /** Whole price units. */
  cost = 0
  distance = 0
  startS = 0
  endS = 0
  drivingS = 0
  waitS = 0
  /** Driving, setup and service. */
  workS = 0
  setupAndServiceS = 0
  overtimeS = 0
  latenessS = 0
  restS = 0
  /** Price of soft windows in money. */
  softCost = 0
  compactM = 0
  stops = 0
  trips = 1
  fullestPercent = 0
  /** By position; of a reload its arrival, start and end of loading, and departure. */
  arrival = new Float64Array(64)
  workStart = new Float64Array(64)
  setup = new Int32Array(64)
  serviceEnd = new Float64Array(64)
  departure = new Float64Array(64)
  /** Rest on the leg to a position, driving of the leg; `count` for the return. */
  restBefore = new Float64Array(65)
  driving = new Float64Array(65)
  metres = new Int32Array(65)
  /** When the goods of a trip are there: at 0 of the first, at i + 1 of the one that the reload at i begins. */
  release = new Int32Array(65)
  /** The set of breaks held on arrival, before work and on departure. */
  setOnArrival = new Int32Array(64)
  setAtWork = new Int32Array(64)
  setOnDeparture = new Int32Array(64)
  /** The breaks held, the last one first, with the positions where. */
  pauseCount = 0
  readonly pauses = new Int8Array(MOST_BREAKS)
  readonly pauseStops = new Int32Array(MOST_BREAKS)
  readonly loads: TripLoads
  private readonly prepared: Prepared
  private readonly pricing: Pricing
  private readonly rules: RichRules
  private readonly taskCost: Float64Array
  private type: ShiftType | undefined
  private rich: RichType | undefined
  private typeIndex = 0
  private nodes: Int32Array = new Int32Array(0)
  private count = 0
  private sets = 1
  private notBefore: Int32Array | undefined
  private taskPrice = 0
  private priceBeforeTimes = 0
  /** Seconds of driving and service; 0 where driving depends on when it is. */
  private busyS = 0
  /** Seconds of driving; 0 likewise. */
  private wayS = 0
  /** By type, whether its price or a limit depends on when it leaves. */
  private readonly startMatters: Uint8Array
  /** By type, whether a second beyond soft windows counts for no less than what leaving a second later saves. */
  private readonly latenessMatters: Uint8Array
  /** Whether a rest that may be split may be owed on this route. */
  private maySplit = false
  /** What a later departure must keep; starts of work by position. */
  private returnBy = 0
  private noWorseThan = 0
  private noDearerThan = 0
  private noLaterThan = 0
  private isHolding = false
  private isTraced = false
  private holdAt = new Float64Array(64)
  /** Starts of work delayed for the sake of a ride, by position. */
  private lift = new Float64Array(64)
  /** Breaks not to be held, for the sake of a ride: before work at 2 * position, behind it at the next index. */
  private barred = new Uint8Array(128)
  private readonly timeOf = new Float64Array(16)
  private readonly lateOf = new Float64Array(16)
  private readonly since = new Float64Array(16 * MOST_WORK_RULES)
  private readonly isSplit = new Uint8Array(16 * MOST_WORK_RULES)
  private atArrival = new Float64Array(64)
  private atWork = new Float64Array(64)
  private atServed = new Float64Array(64)
  private atDeparture = new Float64Array(64)
  private restTo = new Float64Array(65)
  private driveTo = new Float64Array(65)
  private wayTo = new Int32Array(65)
  private breakBefore = new Int8Array(64)
  private breakAfter = new Int8Array(64)
  private bestSet = 0
  private bestEnd = 0
  private bestBadness = 0
  private readonly pickupAt: Int32Array

  constructor(prepared: Prepared, pricing: Pricing, taskCost = taskCosts(prepared, pricing)) {
    this.prepared = prepared
    this.pricing = pricing
    this.rules = richRules(prepared)
    this.taskCost = taskCost
    this.loads = new TripLoads(prepared, this.rules)
    this.pickupAt = new Int32Array(prepared.nodeCount)
    this.startMatters = Uint8Array.from(prepared.types, (type, index) =>
      this.rules.hasEarly ||
      this.rules.hasRides ||
      this.rules.hasSlices ||
      type.maxDurationS < NO_LIMIT ||
      (pricing.perTime[index] ?? 0) > 0 ||
      (pricing.perWaiting[index] ?? 0) > 0 ||
      (pricing.perOvertime[index] ?? 0) > 0 ||
      pricing.planTerms.some(({ measure }) => measure === 'balanceTime')
        ? 1
        : 0,
    )
    this.latenessMatters = Uint8Array.from(prepared.types, (_, index) => {
      const saved =
        (pricing.perTime[index] ?? 0) + (pricing.perWaiting[index] ?? 0) + (pricing.perOvertime[index] ?? 0)
      return pricing.lateUnits > 0 && pricing.lateUnits >= saved ? 1 : 0
    })
  }

  /**
   * Simulates the first `count` nodes; `notBefore`, by node, are bounds from relations with other routes (from
   * `HELD` on leaving later must not postpone the work), and `departAtS` fixes the departure.
   */
  run(typeIndex: number, nodes: Int32Array, count: number, notBefore?: Int32Array, departAtS?: number): void {
    this.type = this.prepared.types[typeIndex]
    this.rich = this.rules.types[typeIndex]
    this.typeIndex = typeIndex
    this.nodes = nodes
    this.count = count
    this.notBefore = notBefore
    const { type, rich } = this
    if (type === undefined || rich === undefined) return
    this.sets = 1 << rich.breaks.length
    this.makeRoom(count)
    this.loads.run(typeIndex, nodes, count)
    this.measure(type, rich)
    if (this.isStrict && this.badness > 0) {
      this.isFeasible = false
      return
    }
    this.lift.fill(-FOREVER, 0, count)
    this.barred.fill(0, 0, 2 * count)
    this.layReleases()
    let at = departAtS ?? this.earliestStart(type, rich)
    if (departAtS !== undefined) this.forward(at, true)
    if (this.isStrict && this.bestBadness > 0) {
      this.isFeasible = false
      return
    }
    if (!this.isTraced) this.traceTimes()
    if (this.isStrict && this.isTooDear(rich)) {
      this.isFeasible = false
      return
    }
    if (this.rules.hasRides) {
      at = this.keepRides(at, departAtS !== undefined)
      if (this.isStrict && this.exceedsRide()) {
        this.isFeasible = false
        return
      }
    }
    if (departAtS === undefined && (!this.isStrict || this.startMatters[typeIndex] === 1)) {
      at = this.latestStart(at, type, rich)
    }
    this.startS = at
    this.endS = this.bestEnd
    this.judge(type, rich)
  }

  /** Whether the route costs the limit at least, whenever it leaves. */
  private isTooDear(rich: RichType): boolean {
    const { limit, typeIndex, pricing, rules } = this
    if (limit === Infinity || rules.hasSlices) return false
    const duration = this.drivingS + this.setupAndServiceS
    const least =
      this.priceBeforeTimes +
      (pricing.perTime[typeIndex] ?? 0) * duration +
      (pricing.perOvertime[typeIndex] ?? 0) * Math.max(0, duration - rich.overtimeAfterS) +
      (pricing.perTask[typeIndex] ?? 0) * this.setupAndServiceS +
      (pricing.perDriving[typeIndex] ?? 0) * this.drivingS
    if (least >= limit) return true
    return rules.hasSoft && least + Math.round(pricing.moneyUnits * this.leastSoftCost()) >= limit
  }

  /** What soft windows cost whenever the route leaves: times now are the earliest. */
  private leastSoftCost(): number {
    const { nodes, count, prepared, rules } = this
    let cost = 0
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      const windows = node < prepared.nodeCount ? rules.soft[node] : undefined
      if (windows !== undefined) cost += latePrice(windows, this.workStart[i] ?? 0)
    }
    return cost
  }

  /**
   * Simulates the departure from which the route returns least late and earliest; later ones may owe fewer breaks, or
   * wait for other parts of rests. Of two that return alike the later one, unless it costs more or postpones what is
   * held.
   */
  private earliestStart(type: ShiftType, rich: RichType): number {
    const first = Math.max(type.fromS, this.release[0] ?? -FOREVER)
    this.forward(first, false)
    this.maySplit = this.mayOweSplit(rich)
    if (rich.breaks.length === 0 && !this.maySplit) return first
    this.mark()
    let at = first
    let tried = first
    for (let left = MOST_DEPARTURES; left > 0; left--) {
      const next = this.nextChange(tried)
      if (next > this.lastWorthTrying(type, rich)) break
      this.forward(next, false)
      tried = next
      const isEqual = this.bestBadness === this.noWorseThan
      const isSooner = isEqual ? this.bestEnd < this.returnBy : this.bestBadness < this.noWorseThan
      if (isSooner) this.mark()
      if (isSooner || (isEqual && this.bestEnd <= this.returnBy && this.isNoDearer())) at = next
    }
    if (tried !== at) this.forward(at, false)
    return at
  }

  /** Whether a rest that may be split may be owed, whenever the route leaves. */
  private mayOweSplit({ workRules, restParts, countedS }: RichType): boolean {
    if (restParts.length === 0) return false
    let worked = this.busyS
    for (let i = 0; i < this.count; i++) worked += this.setup[i] ?? 0
    for (let r = 0; r < workRules.length; r++) {
      const rule = workRules[r]
      if (rule?.splitS === undefined) continue
      const counted = (countedS[r] ?? 0) + (rule.measure === 'work' ? worked : this.wayS)
      if (this.rules.hasSlices || counted > rule.afterS) return true
    }
    return false
  }

  /** No later departure returns as early as the one marked does, or keeps the rules where a search asks for no more. */
  private lastWorthTrying(type: ShiftType, rich: RichType): number {
    const isKept = this.noWorseThan === 0
    if (!this.maySplit) return Math.min(rich.latestStartS, isKept ? this.returnBy - this.busyS : FOREVER)
    if (this.rules.hasSlices || !(isKept || this.isStrict)) return rich.latestStartS
    const { nodes, count, prepared } = this
    const { nodeCount, windowOffset, windowFrom, windowTo } = prepared
    // Back from the return with no rest at all.
    let by = isKept ? this.returnBy : type.toS
    for (let i = count - 1; i >= 0; i--) {
      by -= (this.driving[i + 1] ?? 0) + (this.serviceEnd[i] ?? 0) - (this.workStart[i] ?? 0)
      const node = nodes[i] ?? 0
      const from = node < nodeCount ? (windowOffset[node] ?? 0) : 0
      const end = node < nodeCount ? (windowOffset[node + 1] ?? 0) : 0
      if (end === from) continue
      let w = end - 1
      while (w >= from && (windowFrom[w] ?? 0) > by) w--
      by = w < from ? -FOREVER : Math.min(by, windowTo[w] ?? 0)
    }
    return Math.min(rich.latestStartS, by - (this.driving[0] ?? 0))
  }

  /**
   * The first departure after the one just simulated from which something may be earlier: a break less is owed, or a
   * wait no longer counts for the part of a rest that it counted for.
   */
  private nextChange(departAt: number): number {
    const unowed = this.nextUnowed(departAt)
    return this.maySplit ? Math.min(unowed, departAt + this.untilWaitsChange()) : unowed
  }

  /** How much later the route may leave before a wait counts for less, or one begins because a window is missed. */
  private untilWaitsChange(): number {
    if (!this.isTraced) this.traceTimes()
    // Leaving later shortens the first wait, when that is used up the second, and so on.
    let waited = 0
    let delay = FOREVER
    for (let i = 0; i < this.count && waited < delay; i++) {
      const before = (this.workStart[i] ?? 0) - (this.arrival[i] ?? 0) - this.pausedAt(i, true)
      delay = Math.min(delay, waited + this.untilShorter(before))
      waited += before
      delay = Math.min(delay, waited + this.untilMissed(i))
      const after = (this.departure[i] ?? 0) - (this.serviceEnd[i] ?? 0) - this.pausedAt(i, false)
      delay = Math.min(delay, waited + this.untilShorter(after))
      waited += after
    }
    return delay
  }

  /** Seconds after which a wait that loses them counts for less. */
  private untilShorter(wait: number): number {
    const parts = this.rich?.restParts ?? []
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p] ?? 0
      if (part <= wait) return wait - part + 1
    }
    return FOREVER
  }

  /** Seconds after which work at a position misses its window and waits for the next one. */
  private untilMissed(position: number): number {
    const { nodeCount, windowOffset, windowTo } = this.prepared
    const node = this.nodes[position] ?? 0
    const start = this.workStart[position] ?? 0
    if (node >= nodeCount) {
      const windows = this.rules.depotWindows[node - nodeCount] ?? []
      for (let w = 0; w + 1 < windows.length; w++) {
        const until = windows[w]?.[1] ?? 0
        if (start <= until) return until - start + 1
      }
      return FOREVER
    }
    const end = windowOffset[node + 1] ?? 0
    for (let w = windowOffset[node] ?? 0; w + 1 < end; w++) {
      const until = windowTo[w] ?? 0
      if (start <= until) return until - start + 1
    }
    return FOREVER
  }

  /** Seconds of breaks at a position, before work or behind it. */
  private pausedAt(position: number, isBefore: boolean): number {
    let seconds = 0
    for (let p = 0; p < this.pauseCount; p++) {
      const pause = this.pauses[p] ?? 0
      const isHere =
        this.pauseStops[p] === position &&
        (((this.setAtWork[position] ?? 0) >> pause) & 1) === (isBefore ? 1 : 0)
      if (isHere) seconds += this.rich?.breaks[pause]?.lengthS ?? 0
    }
    return seconds
  }

  /** What later departures than the one just simulated must keep. */
  private mark(): void {
    if (!this.isTraced && (this.rules.hasSoft || this.notBefore !== undefined)) this.traceTimes()
    this.returnBy = this.bestEnd
    this.noWorseThan = this.bestBadness
    this.noDearerThan = this.softCost
    this.noLaterThan = this.latenessMatters[this.typeIndex] === 1 ? this.latenessS : Infinity
    this.hold()
  }

  /** The latest departure that returns no later, at no higher price of soft windows (nor later for them) and no more broken. */
  private latestStart(earliest: number, type: ShiftType, rich: RichType): number {
    const idle = this.rules.hasSlices ? this.waitS + this.drivingS : this.waitS
    let last = Math.min(earliest + idle, Math.max(earliest, rich.latestStartS))
    // From there on other things are owed; those departures have been looked at.
    last = Math.min(last, this.nextChange(earliest) - 1)
    if (last <= earliest) return earliest
    // With split rests the first departure that returns as early is marked, unless rides have changed the times since.
    if (!this.maySplit || this.rules.hasRides) this.mark()
    let low = earliest
    const guess = Math.min(last, Math.max(earliest, earliest + this.guessDelay()))
    if (guess < last) {
      if (this.isKept(guess + 1)) low = guess + 1
      else last = guess
    }
    // `last` may be right: try it before halving.
    let at = low
    for (let middle = last; low < last; middle = low + Math.ceil((last - low) / 2)) {
      at = middle
      if (this.isKept(middle)) low = middle
      else last = middle - 1
    }
    if (at !== low || low === earliest) this.isKept(low)
    if (!this.isTraced) this.traceTimes()
    return low
  }

  /** Whether a departure postpones neither the return nor work that others wait for, and costs no more. */
  private isKept(departAt: number): boolean {
    this.forward(departAt, false)
    if (this.bestEnd > this.returnBy || this.bestBadness > this.noWorseThan) return false
    return this.isNoDearer() && !(this.rules.hasRides && this.exceedsRide())
  }

  private isNoDearer(): boolean {
    const { hasSoft, hasRides } = this.rules
    if (!hasSoft && !hasRides && !this.isHolding) return true
    // Without breaks the times are there already.
    if (this.sets === 1 && !hasRides) return this.keepsStarts(this.atWork)
    this.traceTimes()
    return this.keepsStarts(this.workStart)
  }

  /** Whether starts of work by position cost no more in wishes and are no later, and those held are where they were. */
  private keepsStarts(starts: Float64Array): boolean {
    const { nodes, count, prepared, rules } = this
    let soft = 0
    let late = 0
    // In the order of `traceTimes`, so that equal prices are equal sums.
    for (let i = count - 1; i >= 0; i--) {
      const start = starts[i] ?? 0
      if (this.isHolding && start > (this.holdAt[i] ?? 0)) return false
      const node = nodes[i] ?? 0
      const windows = rules.hasSoft && node < prepared.nodeCount ? rules.soft[node] : undefined
      if (windows === undefined) continue
      soft += softPrice(windows, start)
      late += Math.max(0, start - softUntil(windows))
    }
    return soft <= this.noDearerThan && late <= this.noLaterThan
  }

  /** Starts of work that other routes depend on are not to be postponed. */
  private hold(): void {
    const { nodes, count, notBefore, holdAt, prepared } = this
    this.isHolding = false
    if (notBefore === undefined) return
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      const isHeld = node < prepared.nodeCount && (notBefore[node] ?? -FOREVER) >= HELD
      holdAt[i] = isHeld ? (this.workStart[i] ?? 0) : FOREVER
      if (isHeld) this.isHolding = true
    }
  }

  /** How much later the route could leave if waiting were all there is to it. */
  private guessDelay(): number {
    const { nodes, count, prepared, rules } = this
    const { windowOffset, windowFrom, windowTo } = prepared
    let waited = 0
    let delay = FOREVER
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      const start = this.workStart[i] ?? 0
      // Breaks before work count as waiting here: a guess may be wrong.
      waited += Math.max(0, start - (this.arrival[i] ?? 0))
      if (node < prepared.nodeCount) {
        let closes = start
        for (let w = windowOffset[node] ?? 0; w < (windowOffset[node + 1] ?? 0); w++) {
          if (start >= (windowFrom[w] ?? 0) && start <= (windowTo[w] ?? 0)) closes = windowTo[w] ?? 0
        }
        const soft = rules.soft[node]
        if (soft !== undefined) closes = Math.min(closes, Math.max(start, softUntil(soft)))
        if (this.isHolding && (this.holdAt[i] ?? 0) < FOREVER) closes = start
        delay = Math.min(delay, closes - start + waited)
      }
      const left = this.departure[i] ?? 0
      waited += Math.max(0, left - (this.serviceEnd[i] ?? 0))
    }
    return Math.min(delay, waited)
  }

  private forward(departAt: number, isGiven: boolean): void {
    const { prepared, rules, type, rich, nodes, count, sets, timeOf, lateOf } = this
    if (type === undefined || rich === undefined) return
    const { nodeCount, nodeLocation } = prepared
    this.isTraced = false
    timeOf.fill(NEVER, 0, sets)
    lateOf.fill(0, 0, sets)
    const ruleCount = rich.workRules.length
    let held = 0
    for (let b = 0; b < rich.breaks.length; b++) if ((type.breakTo[b] ?? 0) <= departAt) held |= 1 << b
    for (let r = 0; r < ruleCount; r++) {
      this.since[r * 16 + held] = rich.countedS[r] ?? 0
      this.isSplit[r * 16 + held] = rich.isHalfRested[r] ?? 0
    }
    timeOf[held] = departAt
    lateOf[held] =
      Math.max(0, type.fromS - departAt) +
      Math.max(0, departAt - rich.latestStartS) +
      Math.max(0, (isGiven ? (this.release[0] ?? -FOREVER) : -FOREVER) - departAt)
    let row = type.start
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      const isReload = node >= nodeCount
      const to = isReload ? (rules.depotLocation[node - nodeCount] ?? 0) : (nodeLocation[node] ?? 0)
      const at = this.typeIndex * nodeCount + node
      const setup = isReload || to === row ? 0 : (rules.setupS[at] ?? 0)
      const service = isReload ? 0 : (rules.serviceS[at] ?? 0)
      const base = i * sets
      this.setup[i] = setup
      this.drive(row, to, setup + service, base)
      for (let set = 0; set < sets; set++) this.atArrival[base + set] = timeOf[set] ?? NEVER
      if (sets > 1) {
        const allowed = this.loads.breaksBefore(i) & ~(this.barred[2 * i] ?? 0)
        this.holdBreaks(this.breakBefore, allowed, base)
      }
      for (let set = 0; set < sets; set++) {
        const time = timeOf[set] ?? NEVER
        if (time >= NEVER) {
          this.atWork[base + set] = NEVER
          this.atServed[base + set] = NEVER
          continue
        }
        const start = isReload ? this.startOfLoading(node, time, set) : this.startOfWork(node, i, time, set)
        this.atWork[base + set] = start
        let end = start + setup + service
        if (isReload) {
          end = start + (rules.depotLoadingS[node - nodeCount] ?? 0)
          const released = Math.max(end, this.release[i + 1] ?? -FOREVER)
          this.atServed[base + set] = end
          if (ruleCount > 0) {
            this.idle(set, start - time)
            this.idle(set, released - end)
          }
          timeOf[set] = released
          continue
        }
        this.atServed[base + set] = end
        if (ruleCount > 0) {
          this.idle(set, start - time)
          this.countWork(set, setup + service)
        }
        timeOf[set] = end
      }
      if (sets > 1) {
        const allowed = this.loads.breaksAfter(i) & ~(this.barred[2 * i + 1] ?? 0)
        this.holdBreaks(this.breakAfter, allowed, base)
      }
      for (let set = 0; set < sets; set++) this.atDeparture[base + set] = timeOf[set] ?? NEVER
      row = to
    }
    this.drive(row, type.end, 0, count * sets)
    this.arrive(type, departAt)
  }

  /** Drives every label on, with the rests that fall due. */
  private drive(from: number, to: number, workThere: number, base: number): void {
    const { sets, timeOf, rich } = this
    const rules = rich?.workRules ?? []
    for (let set = 0; set < sets; set++) {
      let time = timeOf[set] ?? NEVER
      if (time >= NEVER) continue
      let travel = this.travel(from, to, time)
      let rest = 0
      // One rest serves all rules that ask for one.
      for (let r = 0; r < rules.length; r++) {
        const rule = rules[r]
        if (rule === undefined) continue
        const need = travel + (rule.measure === 'work' ? workThere : 0)
        const since = this.since[r * 16 + set] ?? 0
        if (since > 0 && since + need > rule.afterS) rest = Math.max(rest, this.restOf(rule, r * 16 + set))
      }
      if (rest > 0) {
        time += rest
        this.idle(set, rest)
        travel = this.travel(from, to, time)
      }
      if (this.rules.hasSliceWays) this.wayTo[base + set] = this.way(from, to, time)
      for (let r = 0; r < rules.length; r++) {
        const rule = rules[r]
        if (rule === undefined) continue
        const at = r * 16 + set
        const need = (this.since[at] ?? 0) + travel + (rule.measure === 'work' ? workThere : 0)
        if (need <= rule.afterS) continue
        if (rule.measure === 'work') {
          // One leg and its work alone are longer than the rule allows.
          this.lateOf[set] = (this.lateOf[set] ?? 0) + need - rule.afterS
          continue
        }
        const onTheWay = Math.ceil(need / rule.afterS) - 1
        const length = this.restOf(rule, at) + (onTheWay - 1) * rule.restS
        rest += length
        time += length
        this.since[at] = (this.since[at] ?? 0) - onTheWay * rule.afterS
        this.isSplit[at] = 0
      }
      for (let r = 0; r < rules.length; r++) {
        this.since[r * 16 + set] = (this.since[r * 16 + set] ?? 0) + travel
      }
      this.restTo[base + set] = rest
      this.driveTo[base + set] = travel
      timeOf[set] = time + travel
    }
  }

  private countWork(set: number, seconds: number): void {
    const rules = this.rich?.workRules ?? []
    for (let r = 0; r < rules.length; r++) {
      if (rules[r]?.measure === 'work') this.since[r * 16 + set] = (this.since[r * 16 + set] ?? 0) + seconds
    }
  }

  /** The rest that a rule asks for now. */
  private restOf(rule: WorkRule, at: number): number {
    return rule.splitS !== undefined && this.isSplit[at] === 1 ? rule.splitS[1] : rule.restS
  }

  /** What standing still for so long means for the work rules. */
  private idle(set: number, seconds: number): void {
    const rules = this.rich?.workRules ?? []
    for (let r = 0; r < rules.length; r++) {
      const rule = rules[r]
      if (rule === undefined || seconds <= 0) continue
      const at = r * 16 + set
      if (seconds >= rule.restS || seconds >= this.restOf(rule, at)) {
        this.since[at] = 0
        this.isSplit[at] = 0
      } else if (rule.splitS !== undefined && seconds >= rule.splitS[0]) this.isSplit[at] = 1
    }
  }

  private travel(from: number, to: number, at: number): number {
    const { prepared, type, rules } = this
    const base = prepared.tables[type?.table ?? 0]?.seconds.between(from, to) ?? 0
    if (base >= NO_WAY) return 0
    const slices = rules.slices[type?.table ?? 0]
    if (slices === undefined || slices.length === 0) return base
    const index = from * prepared.tableSize + to
    let slice = -1
    while (slice + 1 < slices.length && at >= (slices[slice + 1]?.fromS ?? NEVER)) slice++
    let time = at
    let left = 1
    for (;;) {
      const whole = slice < 0 ? base : (slices[slice]?.durationS[index] ?? base)
      const until = slices[slice + 1]?.fromS ?? NEVER
      const needed = left * whole
      if (until >= NEVER || time + needed <= until) return Math.ceil(time + needed - at - 1e-9)
      left -= (until - time) / whole
      time = until
      slice++
    }
  }

  /** Metres of a leg that begins then. */
  private way(from: number, to: number, at: number): number {
    const { prepared, type, rules } = this
    const table = prepared.tables[type?.table ?? 0]
    const metres = table?.metres.between(from, to) ?? 0
    if (metres >= NO_WAY || (table?.seconds.between(from, to) ?? 0) >= NO_WAY) return 0
    const slices = rules.slices[type?.table ?? 0] ?? []
    let slice = slices.length - 1
    while (slice >= 0 && at < (slices[slice]?.fromS ?? NEVER)) slice--
    return slices[slice]?.distanceM?.[from * prepared.tableSize + to] ?? metres
  }

  /** When work starts; what is too late is counted and served at once. */
  private startOfWork(node: number, position: number, at: number, set: number): number {
    const { windowOffset, windowFrom, windowTo } = this.prepared
    let time = at
    const bound = this.notBefore?.[node] ?? -FOREVER
    if (bound > time) time = bound
    const lifted = this.lift[position] ?? -FOREVER
    if (lifted > time) time = lifted
    const pinned = this.rules.pinnedS[node] ?? FOREVER
    if (pinned < FOREVER) {
      if (time < pinned) time = pinned
      else if (time > pinned) this.lateOf[set] = (this.lateOf[set] ?? 0) + time - pinned
    }
    const end = windowOffset[node + 1] ?? 0
    for (let w = windowOffset[node] ?? 0; w < end; w++) {
      if (time <= (windowTo[w] ?? 0)) {
        const start = Math.max(time, windowFrom[w] ?? 0)
        if (pinned < FOREVER && start > time) this.lateOf[set] = (this.lateOf[set] ?? 0) + start - time
        return start
      }
    }
    this.lateOf[set] = (this.lateOf[set] ?? 0) + time - (windowTo[end - 1] ?? 0)
    return time
  }

  private startOfLoading(node: number, at: number, set: number): number {
    const windows = this.rules.depotWindows[node - this.prepared.nodeCount] ?? []
    if (windows.length === 0) return at
    for (let w = 0; w < windows.length; w++) {
      const window = windows[w]
      if (window !== undefined && at <= window[1]) return Math.max(at, window[0])
    }
    this.lateOf[set] = (this.lateOf[set] ?? 0) + at - (windows[windows.length - 1]?.[1] ?? 0)
    return at
  }

  private holdBreaks(held: Int8Array, allowed: number, base: number): void {
    const { sets, timeOf, lateOf, rich } = this
    const breaks = rich?.breaks ?? []
    held.fill(-1, base, base + sets)
    for (let set = 0; set < sets; set++) {
      const at = timeOf[set] ?? NEVER
      if (at >= NEVER) continue
      for (let b = 0; b < breaks.length; b++) {
        if ((set & (1 << b)) !== 0 || (allowed & (1 << b)) === 0) continue
        const rule = breaks[b]
        const start = rule === undefined ? NEVER : startOfBreak(rule, at)
        if (rule === undefined || start >= NEVER) continue
        const then = start + rule.lengthS
        const more = set | (1 << b)
        const late = lateOf[set] ?? 0
        const known = timeOf[more] ?? NEVER
        if (known < NEVER && (late > (lateOf[more] ?? 0) || (late === lateOf[more] && then >= known)))
          continue
        timeOf[more] = then
        lateOf[more] = late
        held[base + more] = b
        for (let r = 0; r < MOST_WORK_RULES; r++) {
          this.since[r * 16 + more] = this.since[r * 16 + set] ?? 0
          this.isSplit[r * 16 + more] = this.isSplit[r * 16 + set] ?? 0
        }
        this.idle(more, start - at)
        this.idle(more, rule.lengthS)
      }
    }
  }

  private arrive(type: ShiftType, departAt: number): void {
    const { sets, timeOf, lateOf, rich } = this
    this.bestBadness = Infinity
    this.bestEnd = NEVER
    this.bestSet = 0
    for (let set = 0; set < sets; set++) {
      const end = timeOf[set] ?? NEVER
      if (end >= NEVER) continue
      let badness = (lateOf[set] ?? 0) + Math.max(0, end - type.toS)
      for (let b = 0; b < (rich?.breaks.length ?? 0); b++) {
        const until = type.breakTo[b] ?? 0
        if ((set & (1 << b)) === 0 && departAt < until && end > until) {
          badness += 1 + (type.breakLength[b] ?? 0)
        }
      }
      if (badness < this.bestBadness || (badness === this.bestBadness && end < this.bestEnd)) {
        this.bestBadness = badness
        this.bestEnd = end
        this.bestSet = set
      }
    }
  }

  /** Walks back from the best arrival to the times that led there, and adds them up. */
  private traceTimes(): void {
    const { nodes, count, sets, rules, prepared, rich } = this
    let set = this.bestSet
    this.isTraced = true
    this.pauseCount = 0
    this.drivingS = 0
    this.waitS = 0
    this.restS = 0
    this.setupAndServiceS = 0
    this.softCost = 0
    this.latenessS = 0
    for (let i = count; i >= 0; i--) {
      const base = i * sets
      if (i < count) {
        this.setOnDeparture[i] = set
        let resting = 0
        this.departure[i] = this.atDeparture[base + set] ?? 0
        for (
          let b = this.heldAt(this.breakAfter, base + set);
          b >= 0;
          b = this.heldAt(this.breakAfter, base + set)
        ) {
          resting += rich?.breaks[b]?.lengthS ?? 0
          set ^= 1 << b
          this.note(b, i)
        }
        this.setAtWork[i] = set
        this.workStart[i] = this.atWork[base + set] ?? 0
        this.serviceEnd[i] = this.atServed[base + set] ?? 0
        for (
          let b = this.heldAt(this.breakBefore, base + set);
          b >= 0;
          b = this.heldAt(this.breakBefore, base + set)
        ) {
          resting += rich?.breaks[b]?.lengthS ?? 0
          set ^= 1 << b
          this.note(b, i)
        }
        this.setOnArrival[i] = set
        this.arrival[i] = this.atArrival[base + set] ?? 0
        const node = nodes[i] ?? 0
        const work = (this.serviceEnd[i] ?? 0) - (this.workStart[i] ?? 0)
        this.waitS += (this.departure[i] ?? 0) - (this.arrival[i] ?? 0) - work - resting
        if (node < prepared.nodeCount) {
          this.setupAndServiceS += work
          const windows = rules.soft[node]
          if (windows !== undefined) {
            this.softCost += softPrice(windows, this.workStart[i] ?? 0)
            this.latenessS += Math.max(0, (this.workStart[i] ?? 0) - softUntil(windows))
          }
        }
      }
      this.restBefore[i] = this.restTo[base + set] ?? 0
      this.driving[i] = this.driveTo[base + set] ?? 0
      this.restS += this.restBefore[i] ?? 0
      this.drivingS += this.driving[i] ?? 0
      if (rules.hasSliceWays) this.metres[i] = this.wayTo[base + set] ?? 0
    }
  }

  private note(pause: number, position: number): void {
    this.pauses[this.pauseCount] = pause
    this.pauseStops[this.pauseCount++] = position
  }

  private heldAt(held: Int8Array, at: number): number {
    return this.sets === 1 ? -1 : (held[at] ?? -1)
  }

  /**
   * Makes rides as short as asked: by later pickups, by breaks held elsewhere, or by leaving when some are no longer
   * owed, whichever returns earliest. Returns the departure; times stay as they were where nothing helps.
   */
  private keepRides(departAt: number, isGiven: boolean): number {
    let more = this.sets === 1 ? undefined : this.withBreakBarred()
    if (more === undefined) {
      this.shortenRides(departAt, isGiven)
      return departAt
    }
    const { bestBadness: badness, bestEnd: soonest, barred, count } = this
    let [at, end, best] = [departAt, NEVER, barred.slice(0, 2 * count)]
    const attempt = (departure: number) => {
      const isKept = this.bestBadness <= badness && this.shortenRides(departure, isGiven)
      if (isKept && this.bestEnd < end)
        [at, end, best] = [departure, this.bestEnd, barred.slice(0, 2 * count)]
    }
    attempt(departAt)
    while (end > soonest && more !== undefined) {
      this.restart(departAt, isGiven, more)
      more = this.withBreakBarred()
      attempt(departAt)
    }
    let next = isGiven || end === soonest ? FOREVER : this.nextUnowed(departAt)
    for (; next < FOREVER; next = this.nextUnowed(next)) {
      this.restart(next, isGiven)
      attempt(next)
    }
    this.restart(at, isGiven, best)
    if (end < NEVER) this.shortenRides(at, isGiven)
    return at
  }

  /** Simulates a departure with no pickup delayed, and breaks barred here and there. */
  private restart(departAt: number, isGiven: boolean, barred?: Uint8Array): void {
    this.lift.fill(-FOREVER, 0, this.count)
    if (barred === undefined) this.barred.fill(0, 0, 2 * this.count)
    else this.barred.set(barred)
    this.forward(departAt, isGiven)
    this.traceTimes()
  }

  /** The first departure after another from which one break less is owed. */
  private nextUnowed(departAt: number): number {
    const { type, rich } = this
    let next = FOREVER
    for (let b = 0; b < (rich?.breaks.length ?? 0); b++) {
      const after = type?.breakTo[b] ?? 0
      if (after > departAt && after <= (rich?.latestStartS ?? 0)) next = Math.min(next, after)
    }
    return next
  }

  /** `barred` with the last break during a ride that is too long barred from it; undefined when there is none. */
  private withBreakBarred(): Uint8Array | undefined {
    const { count, pauseCount, pauses, pauseStops } = this
    for (let to = 0; to < count; to++) {
      if (this.excessAt(to) <= 0) continue
      const from = this.pickupOf(to)
      for (let p = 0; p < pauseCount; p++) {
        const bit = 1 << (pauses[p] ?? 0)
        const stop = pauseStops[p] ?? 0
        const isBefore = ((this.setAtWork[stop] ?? 0) & bit) !== 0
        const at = 2 * stop + (isBefore ? 0 : 1)
        if (at <= 2 * from || at > 2 * to) continue
        const more = this.barred.slice(0, 2 * count)
        for (let i = 2 * from + 1; i <= 2 * to; i++) more[i] = (more[i] ?? 0) | bit
        return more
      }
    }
    return undefined
  }

  /** Lets work at pickups start later until no ride is too long; false when that breaks other rules, or is in vain. */
  private shortenRides(departAt: number, isGiven: boolean): boolean {
    const badness = this.bestBadness
    let rounds = MOST_ROUNDS + (this.count >> 1)
    if (this.rules.hasSlices) rounds *= MOST_ROUNDS
    for (; ; rounds--) {
      const isInVain = rounds === 0 || this.bestBadness > badness
      if (isInVain) this.lift.fill(-FOREVER, 0, this.count)
      else if (!this.liftPickups()) return !this.exceedsRide()
      this.forward(departAt, isGiven)
      this.traceTimes()
      if (isInVain) return false
    }
  }

  /** Work at a pickup starts later where its ride would last too long otherwise; true when a start has moved. */
  private liftPickups(): boolean {
    let moved = false
    for (let to = 0; to < this.count; to++) {
      const over = this.excessAt(to)
      if (over <= 0) continue
      const from = this.pickupOf(to)
      const unchangedS = this.unchangedFor(from, to)
      if (unchangedS === NEVER) continue
      this.lift[from] = (this.workStart[from] ?? 0) + Math.max(over, unchangedS)
      moved = true
    }
    return moved
  }

  /**
   * How much later a ride may begin before its legs change, where they and the work on the way alone last too long: 0
   * where waiting, rests or breaks are what is too much, `NEVER` where no later slice makes legs shorter.
   */
  private unchangedFor(from: number, to: number): number {
    const slices = this.rules.slices[this.type?.table ?? 0] ?? []
    let left = this.rules.maxRideS[this.nodes[to] ?? 0] ?? NO_LIMIT
    let unchangedS = NEVER
    for (let i = from + 1; i <= to; i++) {
      const driving = this.driving[i] ?? 0
      const arrival = this.arrival[i] ?? 0
      left -= driving + (i === to ? 0 : (this.serviceEnd[i] ?? 0) - (this.workStart[i] ?? 0))
      const next = slices.find(({ fromS }) => fromS > arrival - driving)
      if (next !== undefined) unchangedS = Math.min(unchangedS, Math.max(0, next.fromS - arrival))
    }
    return left < 0 ? unchangedS : 0
  }

  private exceedsRide(): boolean {
    return this.rideExcess() > 0
  }

  /** Seconds by which rides last too long. */
  private rideExcess(): number {
    let excess = 0
    for (let to = 0; to < this.count; to++) excess += Math.max(0, this.excessAt(to))
    return excess
  }

  /** Seconds by which the ride to a position lasts too long; not above 0 where none is limited there. */
  private excessAt(to: number): number {
    const { nodes, prepared, rules, pickupAt } = this
    const node = nodes[to] ?? 0
    if (node >= prepared.nodeCount) return 0
    pickupAt[node] = to
    const limit = rules.maxRideS[node] ?? NO_LIMIT
    if (limit === NO_LIMIT) return 0
    const from = this.pickupOf(to)
    if (from >= to || nodes[from] !== prepared.nodePair[node]) return 0
    return (this.workStart[to] ?? 0) - (this.serviceEnd[from] ?? 0) - limit
  }

  /** Where the shipment delivered at a position is picked up, once the positions before have been looked at. */
  private pickupOf(to: number): number {
    return this.pickupAt[this.prepared.nodePair[this.nodes[to] ?? 0] ?? 0] ?? 0
  }

  private layReleases(): void {
    const { nodes, count, prepared, rules, release } = this
    release.fill(-FOREVER, 0, count + 1)
    let trip = 0
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      if (node >= prepared.nodeCount) trip = i + 1
      else release[trip] = Math.max(release[trip] ?? -FOREVER, rules.releaseS[node] ?? -FOREVER)
    }
  }

  /** What a route comes to whenever it leaves: its stops and their order, its loads, mostly its way. */
  private measure(type: ShiftType, rich: RichType): void {
    const { prepared, nodes, count, typeIndex, loads, taskCost } = this
    const table = prepared.tables[type.table]
    let badness = loads.excess
    let taskPrice = 0
    let row = type.start
    let stops = 0
    let wayS = 0
    let serviceS = 0
    for (let i = 0; i <= count; i++) {
      const node = i === count ? -1 : (nodes[i] ?? 0)
      const isReload = node >= prepared.nodeCount
      const to =
        node < 0
          ? type.end
          : isReload
            ? (this.rules.depotLocation[node - prepared.nodeCount] ?? 0)
            : (prepared.nodeLocation[node] ?? 0)
      const leg = table?.metres.between(row, to) ?? NO_WAY
      const seconds = table?.seconds.between(row, to) ?? NO_WAY
      const isKnown = leg < NO_WAY && seconds < NO_WAY
      if (!isKnown) badness += 1_000_000
      this.metres[i] = isKnown ? leg : 0
      wayS += isKnown ? seconds : 0
      if (node >= 0 && !isReload) {
        const position = this.rules.position[node] ?? -2
        if (position >= 0 && position !== stops) badness++
        if (position === -1 && !this.isLastStop(i)) badness++
        // Whatever is ahead of it and no stop is a reload.
        if (i > stops && this.rules.onFirstTrip[node] === 1) badness++
        if (stops < rich.prefix.length && rich.prefix[stops] !== node) badness++
        stops++
        serviceS += this.rules.serviceS[typeIndex * prepared.nodeCount + node] ?? 0
        if (taskCost.length > 0 && prepared.nodeKind[node] !== SHIPMENT_DELIVERY) {
          taskPrice += taskCost[typeIndex * prepared.taskCount + (prepared.nodeTask[node] ?? 0)] ?? 0
        }
      }
      row = to
    }
    if (stops < rich.prefix.length && stops > 0) badness += rich.prefix.length - stops
    this.wayS = this.rules.hasSlices ? 0 : wayS
    this.busyS = this.rules.hasSlices ? 0 : wayS + serviceS
    this.stops = stops
    this.trips = loads.trips
    this.fullestPercent = loads.fullestPercent
    this.badness = badness + Math.max(0, stops - type.maxStops) + Math.max(0, loads.trips - rich.maxTrips)
    this.taskPrice = taskPrice
    if (!this.rules.hasSliceWays) this.judgeWay(type)
  }

  /** Limit and price of the way, which depends on when the route leaves where slices have ways of their own. */
  private judgeWay(type: ShiftType): void {
    const { nodes, count, metres, prepared } = this
    let distance = 0
    let compact = 0
    for (let i = 0; i <= count; i++) {
      const leg = metres[i] ?? 0
      distance += leg
      const isBetweenStops =
        i > 0 && i < count && (nodes[i - 1] ?? 0) < prepared.nodeCount && (nodes[i] ?? 0) < prepared.nodeCount
      if (isBetweenStops) compact += leg
    }
    this.distance = distance
    this.compactM = compact
    this.badness += Math.max(0, distance - type.maxDistanceM)
    this.priceBeforeTimes = this.priceOfWay(this.pricing) + this.taskPrice
  }

  /** What the route that was simulated last costs by other prices, in their units. */
  costBy(pricing: Pricing, taskCost: Float64Array): number {
    const { prepared, nodes, count, typeIndex } = this
    let taskPrice = 0
    for (let i = 0; i < count && taskCost.length > 0; i++) {
      const node = nodes[i] ?? 0
      if (node >= prepared.nodeCount || prepared.nodeKind[node] === SHIPMENT_DELIVERY) continue
      taskPrice += taskCost[typeIndex * prepared.taskCount + (prepared.nodeTask[node] ?? 0)] ?? 0
    }
    return this.priceOfWay(pricing) + taskPrice + this.priceOfTimes(pricing)
  }

  private priceOfWay(pricing: Pricing): number {
    const { typeIndex } = this
    return (
      (pricing.fixed[typeIndex] ?? 0) +
      (pricing.perDistance[typeIndex] ?? 0) * this.distance +
      pricing.compactUnits * this.compactM
    )
  }

  /** Limits and price of the times traced. */
  private judge(type: ShiftType, rich: RichType): void {
    const duration = this.endS - this.startS
    this.workS = this.drivingS + this.setupAndServiceS
    this.overtimeS = Math.max(0, duration - rich.overtimeAfterS)
    this.badness +=
      this.bestBadness +
      Math.max(0, duration - type.maxDurationS) +
      Math.max(0, this.drivingS - rich.maxDrivingS) +
      Math.max(0, this.workS - rich.maxWorkS)
    if (this.rules.hasRides) this.badness += this.rideExcess()
    if (this.rules.hasSliceWays) this.judgeWay(type)
    this.isFeasible = this.badness === 0
    this.cost = this.priceBeforeTimes + this.priceOfTimes(this.pricing)
  }

  private priceOfTimes(pricing: Pricing): number {
    const { typeIndex } = this
    return (
      (pricing.perTime[typeIndex] ?? 0) * (this.endS - this.startS) +
      (pricing.perWaiting[typeIndex] ?? 0) * this.waitS +
      (pricing.perOvertime[typeIndex] ?? 0) * this.overtimeS +
      (pricing.perTask[typeIndex] ?? 0) * this.setupAndServiceS +
      (pricing.perDriving[typeIndex] ?? 0) * this.drivingS +
      pricing.lateUnits * this.latenessS +
      Math.round(pricing.moneyUnits * this.softCost)
    )
  }

  private isLastStop(position: number): boolean {
    for (let i = position + 1; i < this.count; i++) {
      if ((this.nodes[i] ?? 0) < this.prepared.nodeCount) return false
    }
    return true
  }

  private makeRoom(count: number): void {
    const labels = (count + 1) * this.sets
    if (count + 1 > this.arrival.length) {
      const size = 2 * count + 2
      this.arrival = new Float64Array(size)
      this.workStart = new Float64Array(size)
      this.setup = new Int32Array(size)
      this.serviceEnd = new Float64Array(size)
      this.departure = new Float64Array(size)
      this.restBefore = new Float64Array(size)
      this.driving = new Float64Array(size)
      this.metres = new Int32Array(size)
      this.setOnArrival = new Int32Array(size)
      this.setAtWork = new Int32Array(size)
      this.setOnDeparture = new Int32Array(size)
      this.lift = new Float64Array(size)
      this.barred = new Uint8Array(2 * size)
      this.holdAt = new Float64Array(size)
      this.release = new Int32Array(size)
    }
    if (labels <= this.atArrival.length) return
    this.atArrival = new Float64Array(2 * labels)
    this.atWork = new Float64Array(2 * labels)
    this.atServed = new Float64Array(2 * labels)
    this.atDeparture = new Float64Array(2 * labels)
    this.restTo = new Float64Array(2 * labels)
    this.driveTo = new Float64Array(2 * labels)
    this.wayTo = new Int32Array(2 * labels)
    this.breakBefore = new Int8Array(2 * labels)
    this.breakAfter = new Int8Array(2 * labels)
  }
}

function startOfBreak(rule: BreakRule, at: number): number {
  for (let w = 0; w < rule.windowTo.length; w++) {
    if (at <= (rule.windowTo[w] ?? 0)) return Math.max(at, rule.windowFrom[w] ?? 0)
  }
  return NEVER
}
