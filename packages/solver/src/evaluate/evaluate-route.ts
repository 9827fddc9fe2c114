import type { ShiftType } from '../model/group-shifts.ts'
import type { Prepared } from '../model/prepare.ts'
import { DELIVERY, PICKUP, SHIPMENT_DELIVERY, SHIPMENT_PICKUP } from '../model/prepare.ts'
import { pricing } from '../model/pricing.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { RoutePlan, RouteStop, Violation } from '../model/solution.ts'
import { NO_WAY } from '../model/travel-table.ts'
import type { EvaluateOptions } from './evaluate-options.ts'
import { evaluateRichRoute } from './evaluate-rich-route.ts'
import {
  activityOf,
  addShiftViolations,
  addSkillViolations,
  breakOrderOf,
  latenessOf,
} from './route-rules.ts'
import { schedule } from './schedule.ts'
import { toNodes } from './to-nodes.ts'

/**
 * Prices any sequence on a shift, also one that breaks rules: times, loads, breaks, cost and typed violations.
 * The sequence holds job ids; a shipment's id stands twice, first for its pickup, then for its delivery.
 * Cost: O(stops * 2^breaks).
 * @throws ProblemError for an id or shift that the problem does not have.
 */
export function evaluateRoute(
  prepared: Prepared,
  shiftIndex: number,
  sequence: readonly string[],
  options: EvaluateOptions = {},
): RoutePlan {
  const type = prepared.types[prepared.shiftType[shiftIndex] ?? -1]
  const shift = prepared.problem.shifts[shiftIndex]
  if (type === undefined || shift === undefined) {
    throw new ProblemError('shiftIndex', `there is no shift ${shiftIndex}`)
  }
  const violations: Violation[] = []
  const nodes = toNodes(prepared, sequence, violations)
  if (nodes.length === 0) return emptyRoute(prepared, shift.id, shiftIndex, violations)
  if (prepared.rich || typeof (options.objective ?? 'cost') !== 'string') {
    return evaluateRichRoute(prepared, shiftIndex, nodes, violations, options)
  }
  const times = schedule(prepared, type, nodes, options)
  const loads = traceLoads(prepared, type, nodes, violations)
  const stops: RouteStop[] = []
  const travel = traceTravel(prepared, type, nodes, violations)
  let serviceS = 0
  let breakS = 0
  let waitS = 0
  nodes.forEach((node, index) => {
    const task = prepared.nodeTask[node] ?? 0
    const service = prepared.nodeServiceS[node] ?? 0
    const arrivalS = times.arrivalS[index] ?? 0
    const departureS = times.departureS[index] ?? 0
    const serviceStartS = times.serviceStartS[index] ?? 0
    const resting = times.breaks.reduce(
      (sum, pause) => sum + (pause.stop === index ? pause.endS - pause.startS : 0),
      0,
    )
    const wait = departureS - arrivalS - service - resting
    serviceS += service
    breakS += resting
    waitS += wait
    stops.push({
      job: prepared.taskIds[task] ?? '',
      activity: activityOf(prepared.nodeKind[node] ?? 0),
      location: prepared.nodeLocation[node] ?? 0,
      distanceM: travel.distanceM[index] ?? 0,
      drivingS: travel.drivingS[index] ?? 0,
      arrivalS,
      waitS: wait,
      serviceStartS,
      departureS,
      loadAfter: loads.after[index] ?? [],
      trip: 1,
      setupS: 0,
      restS: 0,
    })
    const lateBy = latenessOf(prepared, node, serviceStartS)
    if (lateBy > 0) violations.push({ kind: 'late', stop: index, job: stops[index]?.job ?? '', byS: lateBy })
  })
  addSkillViolations(prepared, shift.skills, nodes, violations)
  const distanceM = travel.distanceM.reduce((sum, metres) => sum + metres, 0)
  const durationS = times.endS - times.startS
  addShiftViolations(type, nodes.length, distanceM, times.startS, times.endS, violations)
  const breakOrder = breakOrderOf(type)
  for (const index of times.missed) {
    const original = breakOrder[index] ?? index
    violations.push({ kind: 'breakMissed', index: original, durationS: type.breakLength[index] ?? 0 })
  }
  const typeIndex = prepared.shiftType[shiftIndex] ?? 0
  const price = pricing(prepared, options.objective ?? 'cost')
  const fixed = price.objective === 'vehicles' ? 0 : (price.fixed[typeIndex] ?? 0)
  const units =
    fixed + (price.perDistance[typeIndex] ?? 0) * distanceM + (price.perTime[typeIndex] ?? 0) * durationS
  return {
    shift: shift.id,
    shiftIndex,
    stops,
    breaks: times.breaks.map((pause) => ({ ...pause, index: breakOrder[pause.index] ?? pause.index })),
    startS: times.startS,
    endS: times.endS,
    loadAtStart: loads.atStart,
    distanceM,
    drivingS: travel.drivingS.reduce((sum, seconds) => sum + seconds, 0),
    serviceS,
    waitS,
    breakS,
    restS: 0,
    trips: 1,
    overtimeS: 0,
    latenessS: 0,
    durationS,
    returnDistanceM: travel.distanceM[nodes.length] ?? 0,
    returnDrivingS: travel.drivingS[nodes.length] ?? 0,
    cost: units / price.unitsPerFigure,
    violations,
  }
}

function traceLoads(
  prepared: Prepared,
  type: ShiftType,
  nodes: readonly number[],
  violations: Violation[],
): { atStart: number[]; after: number[][] } {
  const count = prepared.dimensionCount
  const after: number[][] = nodes.map(() => [])
  const atStart: number[] = []
  for (let dimension = 0; dimension < count; dimension++) {
    const scale = prepared.loadScale[dimension] ?? 1
    let load = 0
    for (const node of nodes) {
      if (prepared.nodeKind[node] === DELIVERY) load += prepared.nodeLoad[node * count + dimension] ?? 0
    }
    atStart.push(load / scale)
    let most = load
    let mostAt = -1
    nodes.forEach((node, index) => {
      load += loadChange(prepared.nodeKind[node] ?? 0) * (prepared.nodeLoad[node * count + dimension] ?? 0)
      after[index]?.push(load / scale)
      if (load > most) {
        most = load
        mostAt = index
      }
    })
    const over = most - (type.capacity[dimension] ?? 0)
    if (over > 0) {
      const name = prepared.problem.dimensions[dimension] ?? ''
      violations.push({ kind: 'overCapacity', stop: mostAt, dimension: name, by: over / scale })
    }
  }
  return { atStart, after }
}

/** How a visit changes what is on board, as a factor of its load. */
function loadChange(kind: number): number {
  if (kind === DELIVERY || kind === SHIPMENT_DELIVERY) return -1
  return kind === PICKUP || kind === SHIPMENT_PICKUP ? 1 : 0
}

function traceTravel(
  prepared: Prepared,
  type: ShiftType,
  nodes: readonly number[],
  violations: Violation[],
): { distanceM: number[]; drivingS: number[] } {
  const table = prepared.tables[type.table]
  const distanceM: number[] = []
  const drivingS: number[] = []
  let from = type.start
  for (let index = 0; index <= nodes.length; index++) {
    const to = index === nodes.length ? type.end : (prepared.nodeLocation[nodes[index] ?? 0] ?? 0)
    const at = from * prepared.tableSize + to
    const seconds = table?.durationS[at] ?? NO_WAY
    const metres = table?.distanceM[at] ?? NO_WAY
    const known = seconds < NO_WAY && metres < NO_WAY
    if (!known) violations.push({ kind: 'noWay', stop: index, fromLocation: from, toLocation: to })
    distanceM.push(known ? metres : 0)
    drivingS.push(known ? seconds : 0)
    from = to
  }
  return { distanceM, drivingS }
}

function emptyRoute(
  prepared: Prepared,
  shift: string,
  shiftIndex: number,
  violations: Violation[],
): RoutePlan {
  const from = prepared.problem.shifts[shiftIndex]?.window[0] ?? 0
  return {
    shift,
    shiftIndex,
    stops: [],
    breaks: [],
    startS: from,
    endS: from,
    loadAtStart: prepared.problem.dimensions.map(() => 0),
    distanceM: 0,
    drivingS: 0,
    serviceS: 0,
    waitS: 0,
    breakS: 0,
    restS: 0,
    trips: 0,
    overtimeS: 0,
    latenessS: 0,
    durationS: 0,
    returnDistanceM: 0,
    returnDrivingS: 0,
    cost: 0,
    violations,
  }
}
