import { NO_LIMIT } from '../model/group-shifts.ts'
import type { Objective } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Problem, Shift } from '../model/problem.ts'
import { DELIVERY, PICKUP, SERVICE } from '../model/prepare.ts'
import type { AbsenceRules } from '../model/prices/absence-rules.ts'
import { absenceRules } from '../model/prices/absence-rules.ts'
import { pricing } from '../model/prices/pricing.ts'
import type { Pricing } from '../model/prices/pricing.ts'
import { referenceShifts } from '../model/reference-shifts.ts'
import { isRich } from '../model/is-rich.ts'
import type { PlanRules } from '../model/is-rich.ts'
import { taskCosts } from '../model/prices/task-costs.ts'

/** What rules out a label: later than any time, with room to add two travel times in 32 bits. */
export const NEVER = 2 ** 30

/**
 * The problem as the search sees it. Route slots are numbered by shift type; slot r begins with the sentinel
 * node nodeCount + 2r and ends with nodeCount + 2r + 1, so that every link of a route is between two nodes.
 */
export interface Space {
  readonly prepared: Prepared
  readonly pricing: Pricing
  readonly nodeCount: number
  readonly routeCount: number
  /** Nodes and sentinels. */
  readonly size: number
  readonly dimensionCount: number
  /** Sets of held breaks a time label distinguishes, a power of two. */
  readonly labelCount: number
  readonly routeType: Int32Array
  /** Slots of type t are typeFirst[t] .. typeFirst[t + 1] - 1. */
  readonly typeFirst: Int32Array
  /** Row in the travel tables of each node and sentinel. */
  readonly at: Int32Array
  /** Where nodes and sentinels lie, when that alone says how far they are from each other. */
  readonly plane: Plane | undefined
  /** First and last moment of any window of a node. */
  readonly opensS: Int32Array
  readonly closesS: Int32Array
  /** 0 where a route of the type can never hold the task: type * taskCount + task. */
  readonly compatible: Uint8Array
  /** 0 for the highest priority in the problem, then down; tasks of a group all have that of the group. */
  readonly priorityLevel: Int32Array
  readonly levelCount: number
  readonly absence: AbsenceRules
  /** Price units of serving a task on a type: type * taskCount + task; empty when nothing of it costs. */
  readonly taskCost: Float64Array
  /** Whether routes have to be simulated, because labels do not cover every rule. */
  readonly rich: boolean
  /** Whether what a route may serve depends on other routes, or on what stands first. */
  readonly hasTies: boolean
  /** Whether times without rests and setup are lower bounds, so that they can rule places out. */
  readonly hasReach: boolean
  /** Whether the plan as a whole has rules or a price beyond those of its routes. */
  readonly isCoupled: boolean
  /** By task, the type of the shift that served it in the plan given for reference, -1 when none did. */
  readonly reference: Int32Array
  /** Most tasks that may be served otherwise than there; Infinity when any may. */
  readonly mostChanges: number
  /** Whether a route may have several trips. */
  readonly hasReloads: boolean
  /** By type 1 where a reload may be of use before the first stop. */
  readonly mayReloadFirst: Uint8Array
  /** By shift type, the reload nodes (from nodeCount on, as in sequences) that it may use. */
  readonly reloads: readonly (readonly number[])[]
  /** Most nodes and reloads that a sequence under trial can have. */
  readonly longestSequence: number
  /** 1 for a task of a prefix: it is never taken out, and served nowhere else. */
  readonly bound: Uint8Array
  /** False when no order of the stops could break a time rule and time has no price. */
  readonly timed: boolean
  readonly timePriced: boolean
  /** Whether durations need the exact programme (breaks, several windows) instead of segments. */
  readonly intricate: boolean
  /** Whether a route's duration is priced or limited. */
  readonly durationMatters: boolean
  /** In each dimension all loads are brought, or all are taken: the sum of a route says whether they fit. */
  readonly plainLoads: boolean
  readonly hasPairs: boolean
  /** Whether some pair of locations has no way. */
  readonly hasGaps: boolean
  /** Loads add up, windows (where they bind) are single, all drive on one table, and time has no price; vehicles may differ. */
  readonly direct: boolean
  /** Nothing but one load dimension and distance: the capacitated problem, which has its own inner loop. */
  readonly light: boolean
  /** As `light`, with single windows: the problem with time windows, which has its own inner loop too. */
  readonly plainWindows: boolean
}

/** Nodes and sentinels on a plane: two are floor(scale * length + bias) metres from each other. */
export interface Plane {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly scale: number
  readonly bias: number
}

/** The search's view of a problem under an objective. */
export function searchSpace(
  prepared: Prepared,
  objective: Objective,
  rules: Omit<PlanRules, 'objective'> = {},
): Space {
  return buildSpace(prepared, pricing(prepared, objective), { ...rules, objective })
}

/** As `searchSpace`, for prices of any kind. */
export function buildSpace(prepared: Prepared, prices: Pricing, rules: PlanRules = {}): Space {
  const { nodeCount, types, taskCount } = prepared
  const typeFirst = new Int32Array(types.length + 1)
  types.forEach((type, index) => {
    typeFirst[index + 1] = (typeFirst[index] ?? 0) + Math.min(type.shifts.length, taskCount)
  })
  const routeCount = typeFirst[types.length] ?? 0
  const size = nodeCount + 2 * routeCount
  const routeType = new Int32Array(routeCount)
  const at = new Int32Array(size)
  at.set(prepared.nodeLocation)
  types.forEach((type, index) => {
    for (let route = typeFirst[index] ?? 0; route < (typeFirst[index + 1] ?? 0); route++) {
      routeType[route] = index
      at[nodeCount + 2 * route] = type.start
      at[nodeCount + 2 * route + 1] = type.end
    }
  })
  const opensS = new Int32Array(nodeCount)
  const closesS = new Int32Array(nodeCount)
  let severalWindows = false
  for (let node = 0; node < nodeCount; node++) {
    const first = prepared.windowOffset[node] ?? 0
    const last = (prepared.windowOffset[node + 1] ?? 0) - 1
    if (last > first) severalWindows = true
    opensS[node] = prepared.windowFrom[first] ?? 0
    closesS[node] = prepared.windowTo[last] ?? 0
  }
  const timePriced = prices.perTime.some((price) => price > 0)
  const timeLimited = types.some((type) => type.maxDurationS < NO_LIMIT)
  const hasGaps = prepared.tables.some((table) => table.hasGap)
  const rich = isRich(prepared.problem, rules)
  const plainLoads = hasPlainLoads(prepared)
  const timed = rich || timePriced || timeLimited || canBeLate(prepared, opensS, closesS, plainLoads)
  const hasPairs = taskCount < nodeCount
  const compatible = findCompatible(prepared)
  const levels = [...new Set(prepared.taskPriority)].toSorted((a, b) => b - a)
  const priorityLevel = Int32Array.from(prepared.taskPriority, (priority) => levels.indexOf(priority))
  const absence = absenceRules(prepared, prices, priorityLevel, rules)
  const unlimited = types.every((type) => type.maxStops === NO_LIMIT && type.maxDistanceM === NO_LIMIT)
  const intricate = severalWindows || prepared.breakCount > 0
  const isCoupled =
    (prepared.problem.relations ?? []).length > 0 ||
    typeof prices.objective !== 'string' ||
    rules.mostChanges !== undefined
  const reloads = findReloads(prepared)
  const bound = findBound(prepared)
  const hasReloads = reloads.some((nodes) => nodes.length > 0)
  const reference = referenceShifts(prepared, rules.reference).map((shift) => prepared.shiftType[shift] ?? -1)
  const taskCost = taskCosts(prepared, prices, reference)
  const direct =
    !rich && plainLoads && !hasPairs && !(intricate && timed) && !timePriced && prepared.tables.length === 1
  const uniform =
    direct &&
    !hasGaps &&
    taskCost.length === 0 &&
    unlimited &&
    types.length === 1 &&
    prepared.dimensionCount === 1 &&
    compatible.every((fits) => fits === 1)
  return {
    prepared,
    pricing: prices,
    nodeCount,
    routeCount,
    size,
    dimensionCount: prepared.dimensionCount,
    labelCount: 1 << prepared.breakCount,
    routeType,
    typeFirst,
    at,
    plane: findPlane(prepared, at),
    opensS,
    closesS,
    compatible,
    priorityLevel: priorityLevel.map((own, task) => {
      const level = absence.groupLevel[absence.group[task] ?? -1] ?? -1
      return level < 0 ? own : level - absence.firstLevel
    }),
    levelCount: Math.max(1, levels.length),
    taskCost,
    absence,
    rich,
    hasTies: rich && (bound.includes(1) || (prepared.problem.relations ?? []).length > 0),
    isCoupled,
    hasReach: !hasOtherTimes(prepared.problem),
    reference,
    mostChanges: rules.mostChanges ?? Infinity,
    hasReloads,
    mayReloadFirst: Uint8Array.from(types, ({ shift }) => (gainsByFirstReload(shift) ? 1 : 0)),
    reloads,
    // A task adds two nodes, and a reload on each side.
    longestSequence: nodeCount * (hasReloads ? 2 : 1) + 4,
    bound,
    timed,
    timePriced,
    intricate,
    durationMatters: timePriced || timeLimited,
    plainLoads,
    hasPairs,
    hasGaps,
    direct,
    light: uniform && !timed,
    plainWindows: uniform && timed && !timeLimited,
  }
}

function findPlane({ tables }: Prepared, at: Int32Array): Plane | undefined {
  const [table, another] = tables
  const lines = table?.metres.lines
  if (lines === undefined || another !== undefined || !lines.isPlane) return undefined
  const { scale, bias } = lines
  const alongNodes = (axis: Float64Array) => Float64Array.from(at, (row) => axis[row] ?? 0)
  return { x: alongNodes(lines.x), y: alongNodes(lines.y), scale, bias }
}

/** Service that differs by vehicle, and travel that differs over the day. */
function hasOtherTimes({ jobs, shipments = [], matrices }: Problem): boolean {
  const visits = [...jobs, ...shipments.flatMap(({ pickup, delivery }) => [pickup, delivery])]
  return (
    visits.some(({ serviceByVehicleS }) => serviceByVehicleS !== undefined) ||
    Object.values(matrices).some(({ slices = [] }) => slices.length > 0)
  )
}

function findReloads({ problem, types, nodeCount }: Prepared): number[][] {
  const depots = problem.depots ?? []
  return types.map(({ shift }) =>
    (shift.maxTrips ?? 2) < 2
      ? []
      : (shift.reloads ?? []).flatMap((id) => {
          const index = depots.findIndex((depot) => depot.id === id)
          return index < 0 ? [] : [nodeCount + index]
        }),
  )
}

function findBound({ types, taskById, taskCount }: Prepared): Uint8Array {
  const bound = new Uint8Array(taskCount)
  for (const { shift } of types) {
    for (const id of shift.prefix ?? []) bound[taskById.get(id) ?? taskCount] = 1
  }
  return bound
}

/** Whether the loads of each dimension are all brought or all taken. */
function hasPlainLoads({ nodeKind, nodeLoad, dimensionCount }: Prepared): boolean {
  for (let d = 0; d < dimensionCount; d++) {
    let kind: number = SERVICE
    for (let node = 0; node < nodeKind.length; node++) {
      const own = nodeKind[node] ?? SERVICE
      if (own === SERVICE || nodeLoad[node * dimensionCount + d] === 0) continue
      if ((own !== DELIVERY && own !== PICKUP) || (kind !== SERVICE && own !== kind)) return false
      kind = own
    }
  }
  return true
}

/** Whether some sequence could break a window, a shift or a break. */
function canBeLate(
  prepared: Prepared,
  opensS: Int32Array,
  closesS: Int32Array,
  plainLoads: boolean,
): boolean {
  const { tables, tableSize, types } = prepared
  if (prepared.breakCount > 0) return true
  const longest = tables.reduce((most, table) => Math.max(most, table.longestS), 0)
  if (tableSize === 0) return false
  const stops = plainLoads ? mostStops(prepared) : prepared.nodeCount
  const services = prepared.nodeServiceS.toSorted((a, b) => b - a).subarray(0, stops)
  const total = services.reduce((sum, service) => sum + service, longest * (stops + 1))
  return types.some(
    (type) =>
      type.fromS + total > type.toS ||
      opensS.some((from) => from > type.fromS) ||
      closesS.some((to) => to < type.fromS + total),
  )
}

/** No route has more stops than the smallest loads that fit the largest vehicle, where loads add up. */
function mostStops({ types, nodeLoad, nodeCount, dimensionCount }: Prepared): number {
  let most = nodeCount
  // Stops without a load in a dimension come first there, so that each dimension holds for all stops.
  for (let d = 0; d < dimensionCount; d++) {
    const room = types.reduce((largest, type) => Math.max(largest, type.capacity[d] ?? 0), 0)
    const loads = Int32Array.from(
      { length: nodeCount },
      (_, node) => nodeLoad[node * dimensionCount + d] ?? 0,
    )
    loads.sort()
    let load = 0
    let count = 0
    while (count < nodeCount && load + (loads[count] ?? 0) <= room) load += loads[count++] ?? 0
    most = Math.min(most, count)
  }
  return most
}

/**
 * What rules out a task on a type in any company. Reachability and times are left to the search: where travel
 * does not obey the triangle inequality a stop may be in reach of a route though not of an empty vehicle.
 */
function findCompatible(prepared: Prepared): Uint8Array {
  const { types, taskCount } = prepared
  const result = new Uint8Array(types.length * taskCount)
  const owners = new Map(types.flatMap(({ shift }) => (shift.prefix ?? []).map((id) => [id, shift] as const)))
  types.forEach((_, type) => {
    for (let task = 0; task < taskCount; task++) {
      result[type * taskCount + task] = mayServe(prepared, type, task, owners) ? 1 : 0
    }
  })
  return result
}

/** Pins, forbidden skills, zones and other shifts' prefixes. */
function isAllowed(
  { problem, taskIds }: Prepared,
  shift: Shift,
  task: number,
  owners: ReadonlyMap<string, Shift>,
): boolean {
  const id = taskIds[task] ?? ''
  const source = problem.jobs[task] ?? problem.shipments?.[task - problem.jobs.length]
  if (source === undefined) return false
  const { pin, forbiddenSkills = [], zone } = source
  if (pin !== undefined && pin.shift !== shift.id) return false
  if (forbiddenSkills.some((skill) => shift.skills.includes(skill))) return false
  if (shift.allowedZones !== undefined && (zone === undefined || !shift.allowedZones.includes(zone)))
    return false
  return (owners.get(id) ?? shift) === shift
}

function mayServe(
  prepared: Prepared,
  typeIndex: number,
  task: number,
  owners: ReadonlyMap<string, Shift>,
): boolean {
  const { types, dimensionCount, windowOffset, windowFrom, windowTo, nodeServiceS } = prepared
  const type = types[typeIndex]
  if (type === undefined || prepared.skilled[typeIndex * prepared.taskCount + task] !== 1) return false
  if (!isAllowed(prepared, type.shift, task, owners)) return false
  const first = prepared.taskNode[task] ?? 0
  const second = prepared.nodePair[first] ?? -1
  const nodes = second < 0 ? [first] : [first, second]
  for (let dimension = 0; dimension < dimensionCount; dimension++) {
    if ((prepared.nodeLoad[first * dimensionCount + dimension] ?? 0) > (type.capacity[dimension] ?? 0))
      return false
  }
  if (nodes.length > type.maxStops) return false
  return nodes.every((node) => {
    const opens = windowFrom[windowOffset[node] ?? 0] ?? 0
    const closes = windowTo[(windowOffset[node + 1] ?? 0) - 1] ?? 0
    return closes >= type.fromS && opens + (nodeServiceS[node] ?? 0) <= type.toS
  })
}

/**
 * A reload before the first stop unloads what was on board from the beginning, passes the time until goods are
 * released for a vehicle that must leave earlier, and lets it begin a break empty.
 */
function gainsByFirstReload({ onBoard, latestStartS, breaks }: Shift): boolean {
  return (
    onBoard !== undefined || latestStartS !== undefined || breaks.some(({ maxLoad }) => maxLoad !== undefined)
  )
}
