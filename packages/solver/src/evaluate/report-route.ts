import { oncePerObjective } from '../model/once-per-objective.ts'
import type { Prepared } from '../model/prepare.ts'
import { FOREVER, SHIPMENT_DELIVERY } from '../model/prepare.ts'
import { pricing } from '../model/prices/pricing.ts'
import type { Pricing } from '../model/prices/pricing.ts'
import { reportedPrices } from '../model/prices/reported-prices.ts'
import { taskCosts } from '../model/prices/task-costs.ts'
import { NO_LIMIT } from '../model/group-shifts.ts'
import { richRules } from '../model/rich-rules.ts'
import type { PlannedBreak, RoutePlan, RouteRule, RouteStop, Violation } from '../model/solution.ts'
import type { WorkRule } from '../model/problem.ts'
import { NO_WAY } from '../model/travel/travel-table.ts'
import {
  activityOf,
  addShiftViolations,
  addSkillViolations,
  breakOrderOf,
  latenessOf,
} from './route-rules.ts'
import type { EvaluateOptions } from './evaluate-options.ts'
import { RouteSimulator } from './route-simulator.ts'

const NONE: readonly number[] = []

/** A simulator kept for a problem and an objective; what it says holds until it runs again. */
const simulatorOf = oncePerObjective(
  (prepared, objective) => new RouteSimulator(prepared, pricing(prepared, objective)),
)

/** Simulates a route with stops, and reports it with what it breaks beside the `violations` known already. */
export function reportRoute(
  prepared: Prepared,
  shiftIndex: number,
  sequence: readonly number[],
  violations: Violation[],
  options: EvaluateOptions,
): RoutePlan {
  const objective = options.objective ?? 'cost'
  const typeIndex = prepared.shiftType[shiftIndex] ?? 0
  const nodes = Int32Array.from(sequence)
  const simulator = simulatorOf(prepared, objective)
  simulator.run(typeIndex, nodes, nodes.length, options.notBefore, options.departAtS)
  const report = new RouteReport(prepared, shiftIndex, nodes, simulator, violations)
  const { cost, levels } = reportedPrices(prepared, objective)
  const figure = (price: Pricing) => {
    const fixed = price.objective === 'vehicles' ? (price.fixed[typeIndex] ?? 0) : 0
    return (simulator.costBy(price, taskCostsBy(prepared, price)) - fixed) / price.unitsPerFigure
  }
  return {
    shift: prepared.problem.shifts[shiftIndex]?.id ?? '',
    shiftIndex,
    ...report.toPlan(),
    cost: figure(cost),
    ...(levels.length === 0 ? {} : { levels: levels.map(figure) }),
    violations,
  }
}

const costsOfTasks = new WeakMap<Pricing, Float64Array>()

/** Those of `taskCosts`, worked out once for prices, which are of one problem. */
function taskCostsBy(prepared: Prepared, price: Pricing): Float64Array {
  const costs = costsOfTasks.get(price) ?? taskCosts(prepared, price)
  costsOfTasks.set(price, costs)
  return costs
}

/** Puts into words and figures what a simulator has found. */
class RouteReport {
  private readonly prepared: Prepared
  private readonly shiftIndex: number
  private readonly nodes: Int32Array
  private readonly simulator: RouteSimulator
  private readonly violations: Violation[]
  private readonly typeIndex: number

  constructor(
    prepared: Prepared,
    shiftIndex: number,
    nodes: Int32Array,
    simulator: RouteSimulator,
    violations: Violation[],
  ) {
    this.prepared = prepared
    this.shiftIndex = shiftIndex
    this.nodes = nodes
    this.simulator = simulator
    this.violations = violations
    this.typeIndex = prepared.shiftType[shiftIndex] ?? 0
  }

  toPlan(): Omit<RoutePlan, 'shift' | 'shiftIndex' | 'cost' | 'levels' | 'violations'> {
    const { simulator, nodes } = this
    const stops = this.readStops()
    const breaks = this.readBreaks()
    this.addTravelViolations()
    this.addLoadViolations()
    this.addTaskViolations()
    this.addRouteViolations(breaks)
    const breakS = breaks.reduce((sum, pause) => sum + pause.endS - pause.startS, 0)
    return {
      stops,
      breaks,
      startS: simulator.startS,
      endS: simulator.endS,
      loadAtStart: this.figures(simulator.loads.atStart, 0),
      distanceM: simulator.distance,
      drivingS: simulator.drivingS,
      serviceS: simulator.setupAndServiceS,
      waitS: simulator.waitS,
      breakS,
      restS: simulator.restS,
      trips: simulator.trips,
      overtimeS: simulator.overtimeS,
      latenessS: simulator.latenessS,
      durationS: simulator.endS - simulator.startS,
      returnDistanceM: simulator.metres[nodes.length] ?? 0,
      returnDrivingS: simulator.driving[nodes.length] ?? 0,
    }
  }

  private readStops(): RouteStop[] {
    const { simulator, prepared, nodes } = this
    const { depots = [] } = prepared.problem
    let trip = 1
    return Array.from(nodes, (node, i): RouteStop => {
      const isReload = node >= prepared.nodeCount
      const depot = depots[node - prepared.nodeCount]
      const arrivalS = simulator.arrival[i] ?? 0
      const departureS = simulator.departure[i] ?? 0
      const serviceStartS = simulator.workStart[i] ?? 0
      const work = (simulator.serviceEnd[i] ?? 0) - serviceStartS
      const resting = this.heldAt(i).reduce((sum, b) => sum + (this.breakRule(b)?.lengthS ?? 0), 0)
      const stop: RouteStop = {
        job: isReload ? `@${depot?.id ?? ''}` : (prepared.taskIds[prepared.nodeTask[node] ?? 0] ?? ''),
        activity: isReload ? 'reload' : activityOf(prepared.nodeKind[node] ?? 0),
        location: isReload ? (depot?.location ?? 0) : (prepared.nodeLocation[node] ?? 0),
        distanceM: simulator.metres[i] ?? 0,
        drivingS: simulator.driving[i] ?? 0,
        arrivalS,
        waitS: departureS - arrivalS - work - resting,
        serviceStartS,
        departureS,
        loadAfter: this.figures(simulator.loads.after, i * prepared.dimensionCount),
        trip,
        setupS: isReload ? 0 : (simulator.setup[i] ?? 0),
        restS: simulator.restBefore[i] ?? 0,
      }
      if (isReload) trip++
      return stop
    })
  }

  private figures(loads: Int32Array, base: number): number[] {
    const { loadScale } = this.prepared
    const figures: number[] = []
    for (let d = 0; d < loadScale.length; d++) figures.push((loads[base + d] ?? 0) / (loadScale[d] ?? 1))
    return figures
  }

  private breakRule(index: number) {
    return richRules(this.prepared).types[this.typeIndex]?.breaks[index]
  }

  /** Breaks held at a position, those after the work behind those before it. */
  private heldAt(i: number): readonly number[] {
    const { setOnArrival, setOnDeparture } = this.simulator
    const held = (setOnDeparture[i] ?? 0) & ~(setOnArrival[i] ?? 0)
    if (held === 0) return NONE
    const count = this.prepared.types[this.typeIndex]?.breakFrom.length ?? 0
    return Array.from({ length: count }, (_, b) => b).filter((b) => (held & (1 << b)) !== 0)
  }

  private readBreaks(): PlannedBreak[] {
    const { simulator, prepared } = this
    const type = prepared.types[this.typeIndex]
    const order = type === undefined ? [] : breakOrderOf(type)
    const placed: PlannedBreak[] = []
    for (let k = simulator.pauseCount - 1; k >= 0; k--) {
      const b = simulator.pauses[k] ?? 0
      const stop = simulator.pauseStops[k] ?? 0
      const rule = this.breakRule(b)
      if (rule === undefined) continue
      const when = ((simulator.setAtWork[stop] ?? 0) & (1 << b)) === 0 ? 'afterService' : 'beforeService'
      const begun = (when === 'beforeService' ? simulator.arrival : simulator.serviceEnd)[stop] ?? 0
      const last = placed.at(-1)
      const from = last?.stop === stop && last.when === when ? last.endS : begun
      const window = rule.windowTo.findIndex((to) => from <= to)
      const startS = Math.max(from, rule.windowFrom[window] ?? from)
      placed.push({ index: order[b] ?? b, stop, when, startS, endS: startS + rule.lengthS })
    }
    return placed
  }

  private addTravelViolations(): void {
    const { prepared, nodes, violations } = this
    const type = prepared.types[this.typeIndex]
    const table = prepared.tables[type?.table ?? 0]
    const rules = richRules(prepared)
    let from = type?.start ?? 0
    for (let i = 0; i <= nodes.length; i++) {
      const node = nodes[i] ?? 0
      const to =
        i === nodes.length
          ? (type?.end ?? 0)
          : node >= prepared.nodeCount
            ? (rules.depotLocation[node - prepared.nodeCount] ?? 0)
            : (prepared.nodeLocation[node] ?? 0)
      const seconds = table?.seconds.between(from, to) ?? NO_WAY
      if (seconds >= NO_WAY || (table?.metres.between(from, to) ?? NO_WAY) >= NO_WAY) {
        violations.push({ kind: 'noWay', stop: i, fromLocation: from, toLocation: to })
      }
      from = to
    }
  }

  private addLoadViolations(): void {
    const { prepared, simulator, nodes, violations } = this
    const { dimensionCount, problem, types, loadScale } = prepared
    const { atStart, after } = simulator.loads
    for (let d = 0; d < dimensionCount; d++) {
      const capacity = types[this.typeIndex]?.capacity[d] ?? 0
      let most = atStart[d] ?? 0
      let stop = -1
      for (let i = 0; i < nodes.length; i++) {
        const load = after[i * dimensionCount + d] ?? 0
        if (load > most) {
          most = load
          stop = i
        }
      }
      if (most > capacity) {
        violations.push({
          kind: 'overCapacity',
          stop,
          dimension: problem.dimensions[d] ?? '',
          by: (most - capacity) / (loadScale[d] ?? 1),
        })
      }
    }
  }

  private break(rule: RouteRule, stop: number, by: number, job?: string): void {
    if (by <= 0) return
    this.violations.push({ kind: 'ruleBroken', rule, stop, by, ...(job === undefined ? {} : { job }) })
  }

  private addTaskViolations(): void {
    const { prepared, simulator, nodes, violations } = this
    const { problem, nodeCount, nodeTask, nodeKind, nodePair, taskIds } = prepared
    const rules = richRules(prepared)
    const shift = problem.shifts[this.shiftIndex]
    const tripOf = new Map<number, number>()
    const endOf = new Map<number, number>()
    let aboard: number[] = []
    let trip = 1
    let place = 0
    const last = nodes.findLastIndex((node) => node < nodeCount)
    nodes.forEach((node, i) => {
      const start = simulator.workStart[i] ?? 0
      if (node >= nodeCount) {
        const windows = rules.depotWindows[node - nodeCount] ?? []
        this.break('depotHours', i, windows.length === 0 ? 0 : start - (windows.at(-1)?.[1] ?? start))
        if (rules.types[this.typeIndex]?.mayReload[node - nodeCount] !== 1) this.break('reloadDepot', i, 1)
        trip++
        aboard = []
        return
      }
      const task = nodeTask[node] ?? 0
      const source = problem.jobs[task] ?? problem.shipments?.[task - problem.jobs.length]
      const id = taskIds[task] ?? ''
      const lateBy = latenessOf(prepared, node, start)
      if (lateBy > 0) violations.push({ kind: 'late', stop: i, job: id, byS: lateBy })
      const isSecond = nodeKind[node] === SHIPMENT_DELIVERY
      const conflicts = rules.conflicts[task] ?? 0
      if (conflicts !== 0) {
        const met = aboard.filter((other) => ((rules.goods[other] ?? 0) & conflicts) !== 0)
        this.break('goods', i, met.length, id)
      }
      aboard.push(task)
      if (isSecond) {
        const pair = nodePair[node] ?? 0
        const from = endOf.get(pair)
        if (from === undefined || tripOf.get(pair) !== trip) {
          violations.push({ kind: 'pairBroken', stop: i, job: id })
        } else this.break('maxRide', i, beyond(start - from, rules.maxRideS[node] ?? NO_LIMIT), id)
      }
      endOf.set(node, simulator.serviceEnd[i] ?? 0)
      tripOf.set(node, trip)
      if (!isSecond) {
        const forbidden = (source?.forbiddenSkills ?? []).filter((skill) => shift?.skills.includes(skill))
        this.break('forbiddenSkill', i, forbidden.length, id)
        const isAllowed = shift?.allowedZones === undefined || shift.allowedZones.includes(source?.zone ?? '')
        this.break('zone', i, isAllowed ? 0 : 1, id)
        this.break('pinnedShift', i, (source?.pin?.shift ?? shift?.id) === shift?.id ? 0 : 1, id)
        this.break('prefix', i, (rules.prefixShift.get(id) ?? shift?.id) === shift?.id ? 0 : 1, id)
        const pinned = rules.pinnedS[node] ?? FOREVER
        if (pinned < FOREVER) this.break('pinnedTime', i, Math.abs(start - pinned), id)
      }
      const position = rules.position[node] ?? -2
      const aside = position >= 0 ? Math.abs(position - place) : position === -1 && i !== last ? 1 : 0
      const reloads = rules.onFirstTrip[node] === 1 ? i - place : 0
      this.break('pinnedPosition', i, aside + reloads, id)
      const prefix = rules.types[this.typeIndex]?.prefix
      if (prefix !== undefined && place < prefix.length && prefix[place] !== node)
        this.break('prefix', i, 1, id)
      place++
    })
    addSkillViolations(prepared, shift?.skills ?? [], nodes, violations)
    const prefix = rules.types[this.typeIndex]?.prefix.length ?? 0
    if (place > 0) this.break('prefix', -1, prefix - place)
  }

  private addRouteViolations(breaks: readonly PlannedBreak[]): void {
    const { prepared, simulator, violations } = this
    const type = prepared.types[this.typeIndex]
    const rich = richRules(prepared).types[this.typeIndex]
    if (type === undefined || rich === undefined) return
    addShiftViolations(
      type,
      simulator.stops,
      simulator.distance,
      simulator.startS,
      simulator.endS,
      violations,
    )
    this.break('releaseTime', -1, (simulator.release[0] ?? simulator.startS) - simulator.startS)
    this.addRestViolations(rich.workRules)
    this.break('latestStart', -1, rich.latestStartS < type.toS ? simulator.startS - rich.latestStartS : 0)
    this.break('maxDriving', -1, beyond(simulator.drivingS, rich.maxDrivingS))
    this.break('maxWork', -1, beyond(simulator.workS, rich.maxWorkS))
    this.break('maxTrips', -1, simulator.trips - rich.maxTrips)
    type.shift.breaks.forEach((pause, index) => {
      const isOwed = simulator.startS < pause.toS && simulator.endS > pause.toS
      if (isOwed && !breaks.some((held) => held.index === index)) {
        violations.push({ kind: 'breakMissed', index, durationS: pause.durationS })
      }
    })
    // Whatever has no name here must not pass for kept.
    if (violations.length === 0 && !simulator.isFeasible) this.break('rest', -1, simulator.badness)
  }

  /** Legs that, with the work behind them, are longer than a rule about work ever allows. */
  private addRestViolations(workRules: readonly WorkRule[]): void {
    const { prepared, simulator, nodes } = this
    const afterS = workRules.reduce(
      (least, rule) => (rule.measure === 'work' ? Math.min(least, rule.afterS) : least),
      Infinity,
    )
    for (let i = 0; i <= nodes.length; i++) {
      const node = nodes[i] ?? -1
      const isTask = node >= 0 && node < prepared.nodeCount
      const work = isTask ? (simulator.serviceEnd[i] ?? 0) - (simulator.workStart[i] ?? 0) : 0
      const id = isTask ? prepared.taskIds[prepared.nodeTask[node] ?? 0] : undefined
      this.break('rest', i < nodes.length ? i : -1, (simulator.driving[i] ?? 0) + work - afterS, id)
    }
  }
}

/** By how much a limit is exceeded; where there is none, no figure is too large. */
function beyond(figure: number, limit: number): number {
  return limit < NO_LIMIT ? figure - limit : 0
}
