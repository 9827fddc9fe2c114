import { scaleDown, scaleUp } from './load-scale.ts'
import { mergeWindows } from './merge-windows.ts'
import type { Prepared } from './prepare.ts'
import { FOREVER, SHIPMENT_DELIVERY } from './prepare.ts'
import { NO_LIMIT } from './group-shifts.ts'
import { workSeconds } from './work-seconds.ts'
import type { Job, Shipment, SoftWindow, VisitRules, Window, WorkRule } from './problem.ts'

/** A break's windows and the loads it allows, in the order of the shift type's breaks. */
export interface BreakRule {
  readonly windowFrom: Int32Array
  readonly windowTo: Int32Array
  readonly lengthS: number
  /** Whole units by dimension; undefined when anything may be on board. */
  readonly maxLoad: Int32Array | undefined
}

/** What a shift type asks beyond `ShiftType`. */
export interface RichType {
  readonly latestStartS: number
  readonly onBoard: Int32Array
  readonly workRules: readonly WorkRule[]
  /** Lengths of waits from which they count for more, the longest first; empty where no rest may be split. */
  readonly restParts: readonly number[]
  /** By work rule: what is counted when the route leaves, and 1 where the first part of a split rest is held. */
  readonly countedS: Float64Array
  readonly isHalfRested: Uint8Array
  readonly breaks: readonly BreakRule[]
  readonly maxDrivingS: number
  readonly maxWorkS: number
  readonly overtimeAfterS: number
  readonly maxTrips: number
  /** 1 for each depot where it may reload. */
  readonly mayReload: Uint8Array
  /** The nodes that its route begins with. */
  readonly prefix: Int32Array
}

/** The rules that only a simulation of whole routes covers, in typed arrays; never changed. */
export interface RichRules {
  readonly types: readonly RichType[]
  /** Type * nodeCount + node. */
  readonly serviceS: Int32Array
  readonly setupS: Int32Array
  readonly hasSoft: boolean
  /** Whether work may cost more for being early. */
  readonly hasEarly: boolean
  readonly soft: readonly (readonly SoftWindow[] | undefined)[]
  readonly hasTakes: boolean
  /** Node * dimensionCount + dimension. */
  readonly takes: Int32Array
  /** By node; -FOREVER without one. */
  readonly releaseS: Int32Array
  readonly hasRides: boolean
  /** By node, at a shipment's delivery; NO_LIMIT without one. */
  readonly maxRideS: Int32Array
  /** By task: bits of its kinds of goods, and of the kinds that must not be beside them. */
  readonly goods: Int32Array
  readonly conflicts: Int32Array
  /** By node: its place among the stops, -1 the last one, -2 anywhere. */
  readonly position: Int32Array
  /** By node: 1 where no reload may stand ahead of it. */
  readonly onFirstTrip: Uint8Array
  /** By node: the start of work asked for; FOREVER without one. */
  readonly pinnedS: Int32Array
  /** Ids of the shifts whose prefixes tasks are in, by id of the task. */
  readonly prefixShift: ReadonlyMap<string, string>
  readonly depotLocation: Int32Array
  readonly depotLoadingS: Int32Array
  /** Ascending and disjoint. */
  readonly depotWindows: readonly (readonly Window[])[]
  readonly hasSlices: boolean
  /** Whether ways, too, depend on when they begin. */
  readonly hasSliceWays: boolean
  /** Slices of each travel table; empty where travel is the same all day. */
  readonly slices: readonly (readonly TableSlice[])[]
}

/** Row-major by the rows of its table; of use where that has a way. */
interface TableSlice {
  readonly fromS: number
  readonly durationS: Int32Array
  /** Those of the table when absent. */
  readonly distanceM: Int32Array | undefined
}

const MOST_TRIPS = 8

const known = new WeakMap<Prepared, RichRules>()

/** The rules of a problem laid out, once. */
export function richRules(prepared: Prepared): RichRules {
  const rules = known.get(prepared) ?? layOut(prepared)
  known.set(prepared, rules)
  return rules
}

function layOut(prepared: Prepared): RichRules {
  const { problem, nodeCount, dimensionCount, nodeTask, nodePair, nodeKind, loadScale } = prepared
  const tasks: readonly (Job | Shipment)[] = [...problem.jobs, ...(problem.shipments ?? [])]
  const visits = Array.from({ length: nodeCount }, (_, node): VisitRules | undefined => {
    const task = tasks[nodeTask[node] ?? 0]
    if (task === undefined || 'kind' in task) return task
    return nodeKind[node] === SHIPMENT_DELIVERY ? task.delivery : task.pickup
  })
  const serviceS = new Int32Array(prepared.types.length * nodeCount)
  const setupS = new Int32Array(prepared.types.length * nodeCount)
  prepared.types.forEach(({ shift }, type) => {
    visits.forEach((visit, node) => {
      if (visit === undefined) return
      const seconds = workSeconds(visit, shift.vehicleType)
      serviceS[type * nodeCount + node] = seconds.serviceS
      setupS[type * nodeCount + node] = seconds.setupS
    })
  })
  const takes = new Int32Array(nodeCount * dimensionCount)
  const releaseS = new Int32Array(nodeCount).fill(-FOREVER)
  const maxRideS = new Int32Array(nodeCount).fill(NO_LIMIT)
  const position = new Int32Array(nodeCount).fill(-2)
  const onFirstTrip = new Uint8Array(nodeCount)
  const pinnedS = new Int32Array(nodeCount).fill(FOREVER)
  const { goods, conflicts } = layGoods(prepared, tasks)
  for (let node = 0; node < nodeCount; node++) {
    const task = tasks[nodeTask[node] ?? 0]
    if (task === undefined) continue
    if ('kind' in task) {
      if (task.takes !== undefined) takes.set(scaleUp(task.takes, loadScale), node * dimensionCount)
      if (task.kind === 'delivery') releaseS[node] = task.releaseS ?? -FOREVER
    } else if (nodeKind[node] === SHIPMENT_DELIVERY) maxRideS[node] = task.maxRideS ?? NO_LIMIT
    const { pin } = task
    if (pin === undefined) continue
    const isDelivery = nodeKind[node] === SHIPMENT_DELIVERY
    // A shipment is at a position by its pickup, and the last stop by its delivery.
    const isPlaced = (nodePair[node] ?? -1) < 0 || isDelivery === (pin.position === -1)
    if (pin.position !== undefined && isPlaced) position[node] = pin.position
    if (pin.onFirstTrip === true && !isDelivery) onFirstTrip[node] = 1
    if (pin.startS !== undefined && !isDelivery) pinnedS[node] = pin.startS
  }
  const depots = problem.depots ?? []
  const slices = laySlices(prepared)
  return {
    types: prepared.types.map(({ shift, toS }) => ({
      latestStartS: Math.min(toS, shift.latestStartS ?? toS),
      onBoard: scaleUp(shift.onBoard ?? [], loadScale),
      workRules: shift.workRules ?? [],
      restParts: restParts(shift.workRules ?? []),
      countedS: Float64Array.from(shift.workRules ?? [], ({ sinceS = 0 }) => sinceS),
      isHalfRested: Uint8Array.from(shift.workRules ?? [], ({ isHalfRested }) => (isHalfRested ? 1 : 0)),
      breaks: shift.breaks
        .toSorted((a, b) => a.toS - b.toS || a.fromS - b.fromS)
        .map(({ fromS, toS: until, durationS, windows = [], maxLoad }) => {
          const merged = mergeWindows(windows.length > 0 ? windows : [[fromS, until]])
          return {
            windowFrom: Int32Array.from(merged, ([from]) => from),
            windowTo: Int32Array.from(merged, ([, to]) => to),
            lengthS: durationS,
            maxLoad: maxLoad && scaleDown(maxLoad, loadScale),
          }
        }),
      maxDrivingS: shift.maxDrivingS ?? NO_LIMIT,
      maxWorkS: shift.maxWorkS ?? NO_LIMIT,
      overtimeAfterS: shift.overtimeAfterS ?? NO_LIMIT,
      maxTrips: shift.maxTrips ?? ((shift.reloads ?? []).length > 0 ? MOST_TRIPS : 1),
      mayReload: Uint8Array.from(depots, ({ id }) => ((shift.reloads ?? []).includes(id) ? 1 : 0)),
      prefix: prefixNodes(prepared, shift.prefix ?? []),
    })),
    serviceS,
    setupS,
    hasEarly: visits.some((visit) =>
      (visit?.softWindows ?? []).some((wish) => (wish.earlyPerMinute ?? 0) > 0),
    ),
    hasSoft: visits.some((visit) => (visit?.softWindows ?? []).length > 0),
    soft: visits.map((visit) => ((visit?.softWindows ?? []).length > 0 ? visit?.softWindows : undefined)),
    hasTakes: takes.some((load) => load > 0),
    takes,
    releaseS,
    hasRides: maxRideS.some((limit) => limit < NO_LIMIT),
    maxRideS,
    goods,
    conflicts,
    position,
    onFirstTrip,
    pinnedS,
    prefixShift: new Map(
      problem.shifts.flatMap(({ id, prefix = [] }) => prefix.map((task) => [task, id] as const)),
    ),
    depotLocation: Int32Array.from(depots, ({ location }) => location),
    depotLoadingS: Int32Array.from(depots, ({ loadingS }) => loadingS),
    depotWindows: depots.map(({ windows }) => mergeWindows(windows)),
    hasSlices: slices.some((own) => own.length > 0),
    hasSliceWays: slices.some((own) => own.some(({ distanceM }) => distanceM !== undefined)),
    slices,
  }
}

function restParts(workRules: readonly WorkRule[]): number[] {
  if (!workRules.some(({ splitS }) => splitS !== undefined)) return []
  return workRules.flatMap(({ restS, splitS = [] }) => [restS, ...splitS]).toSorted((a, b) => b - a)
}

/** Kinds of goods that are in a conflict, as bits. */
function layGoods(
  prepared: Prepared,
  tasks: readonly (Job | Shipment)[],
): { goods: Int32Array; conflicts: Int32Array } {
  const pairs = prepared.problem.incompatibleGoods ?? []
  const bit = new Map([...new Set(pairs.flat())].map((kind, index) => [kind, 1 << index]))
  const goods = new Int32Array(tasks.length)
  const conflicts = new Int32Array(tasks.length)
  tasks.forEach(({ goods: kinds = [] }, task) => {
    for (const kind of kinds) {
      goods[task] = (goods[task] ?? 0) | (bit.get(kind) ?? 0)
      for (const [a, b] of pairs) {
        if (a === kind) conflicts[task] = (conflicts[task] ?? 0) | (bit.get(b) ?? 0)
        if (b === kind) conflicts[task] = (conflicts[task] ?? 0) | (bit.get(a) ?? 0)
      }
    }
  })
  return { goods, conflicts }
}

function prefixNodes(prepared: Prepared, ids: readonly string[]): Int32Array {
  const seen = new Set<string>()
  return Int32Array.from(ids, (id) => {
    const node = prepared.taskNode[prepared.taskById.get(id) ?? 0] ?? 0
    const again = seen.has(id)
    seen.add(id)
    return again && (prepared.nodePair[node] ?? -1) >= 0 ? node + 1 : node
  })
}

/** The slices of each table, at its speed, with the rows of the table; the given arrays where nothing has to change. */
function laySlices(prepared: Prepared): RichRules['slices'] {
  const { problem, types, tables, tableSize } = prepared
  return tables.map((_, table) => {
    const shift = types.find((type) => type.table === table)?.shift
    const lay = (figures: Figures, speed: number) =>
      layFigures(figures, { count: problem.locationCount, size: tableSize, speed })
    return (problem.matrices[shift?.profile ?? '']?.slices ?? []).map(({ fromS, durationS, distanceM }) => ({
      fromS,
      durationS: lay(durationS, shift?.speedFactor ?? 1),
      distanceM: distanceM && lay(distanceM, 1),
    }))
  })
}

type Figures = Int32Array | readonly number[]

function layFigures(
  figures: Figures,
  { count, size, speed }: { readonly count: number; readonly size: number; readonly speed: number },
): Int32Array {
  if (figures instanceof Int32Array && speed === 1 && size === count) return figures
  const laid = new Int32Array(size * size)
  for (let from = 0; from < count; from++) {
    for (let to = 0; to < count; to++) {
      laid[from * size + to] = Math.round((figures[from * count + to] ?? 0) / speed)
    }
  }
  return laid
}
