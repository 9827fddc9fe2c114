import { groupShifts } from './group-shifts.ts'
import { scaleDown, scaleLoads } from './load-scale.ts'
import { mergeWindows } from './merge-windows.ts'
import type { Job, Problem, Shipment, Window } from './problem.ts'
import { ProblemError } from './problem-error.ts'
import type { ShiftType } from './group-shifts.ts'
import { travelTables } from './travel/travel-tables.ts'
import type { TravelTable } from './travel/travel-table.ts'
import { validateProblem } from './checks/validate-problem.ts'

export const DELIVERY = 0
export const PICKUP = 1
export const SERVICE = 2
export const SHIPMENT_PICKUP = 3
export const SHIPMENT_DELIVERY = 4

/**
 * A validated problem in typed arrays; never changed after `prepare`. A *task* is a job or a shipment, a *node*
 * one visit: a job has one, a shipment two (its pickup, then its delivery). Nodes are numbered jobs first.
 */
export interface Prepared {
  readonly problem: Problem
  readonly taskCount: number
  readonly taskIds: readonly string[]
  readonly taskById: ReadonlyMap<string, number>
  readonly taskPriority: Float64Array
  /** First (or only) node of a task. */
  readonly taskNode: Int32Array
  readonly nodeCount: number
  readonly nodeTask: Int32Array
  readonly nodeKind: Uint8Array
  /** The other end of a shipment, -1 for a job. */
  readonly nodePair: Int32Array
  readonly nodeLocation: Int32Array
  readonly nodeServiceS: Int32Array
  /** Windows of node i are at windowOffset[i] .. windowOffset[i + 1] - 1, ascending and disjoint. */
  readonly windowOffset: Int32Array
  readonly windowFrom: Int32Array
  readonly windowTo: Int32Array
  readonly dimensionCount: number
  /** Whole units: decimal loads times loadScale. */
  readonly nodeLoad: Int32Array
  readonly loadScale: Float64Array
  readonly types: readonly ShiftType[]
  /** Type of each shift of the problem. */
  readonly shiftType: Int32Array
  readonly shiftById: ReadonlyMap<string, number>
  readonly tables: readonly TravelTable[]
  /** Rows of a travel table: the locations, and one more at no distance from anywhere when a route may be open. */
  readonly tableSize: number
  /** 1 where the shift type has every skill of the task: types * tasks. */
  readonly skilled: Uint8Array
  /** The largest number of breaks on a shift. */
  readonly breakCount: number
}

/** Windows without a limit reach this far, in time units; far from overflow in 32 bits. */
export const FOREVER = 1_000_000_000
const ANY_TIME: Window = [-FOREVER, FOREVER]

/**
 * Checks a problem once and lays it out for evaluation and search; shifts in `apart` are not interchangeable with
 * others that are equal.
 * @throws ProblemError naming the first field that cannot be right.
 */
export function prepare(problem: Problem, apart: ReadonlySet<string> = new Set()): Prepared {
  validateProblem(problem)
  return layOut(problem, apart)
}

/** As `prepare`, of a problem that has been checked. */
export function layOut(problem: Problem, apart: ReadonlySet<string> = new Set()): Prepared {
  const shipments = problem.shipments ?? []
  const tasks: readonly (Job | Shipment)[] = [...problem.jobs, ...shipments]
  const nodes = layNodes(problem)
  const { types, shiftType, open } = groupShifts(problem, apart)
  const tableSize = problem.locationCount + (open ? 1 : 0)
  const loads = scaleLoads(problem, nodes.task, tasks)
  const taskById = new Map(tasks.map((task, index) => [task.id, index]))
  return {
    problem,
    taskCount: tasks.length,
    taskIds: tasks.map((task) => task.id),
    taskById,
    taskPriority: Float64Array.from(tasks, (task) => task.priority),
    taskNode: Int32Array.from(tasks, (_, index) =>
      index < problem.jobs.length ? index : problem.jobs.length + 2 * (index - problem.jobs.length),
    ),
    nodeCount: nodes.task.length,
    nodeTask: nodes.task,
    nodeKind: nodes.kind,
    nodePair: nodes.pair,
    nodeLocation: nodes.location,
    nodeServiceS: nodes.serviceS,
    windowOffset: nodes.windowOffset,
    windowFrom: nodes.windowFrom,
    windowTo: nodes.windowTo,
    dimensionCount: problem.dimensions.length,
    nodeLoad: loads.nodeLoad,
    loadScale: loads.scale,
    types: types.map((type) => ({ ...type, capacity: scaleDown(type.shift.capacity, loads.scale) })),
    shiftType,
    shiftById: new Map(problem.shifts.map((shift, index) => [shift.id, index])),
    tables: travelTables(problem, types, tableSize),
    tableSize,
    skilled: matchSkills(types, tasks),
    breakCount: types.reduce((most, type) => Math.max(most, type.breakFrom.length), 0),
  }
}

interface Nodes {
  readonly task: Int32Array
  readonly kind: Uint8Array
  readonly pair: Int32Array
  readonly location: Int32Array
  readonly serviceS: Int32Array
  readonly windowOffset: Int32Array
  readonly windowFrom: Int32Array
  readonly windowTo: Int32Array
}

function layNodes(problem: Problem): Nodes {
  const kinds = { delivery: DELIVERY, pickup: PICKUP, service: SERVICE }
  const visits = [
    ...problem.jobs.map((job, task) => ({ task, kind: kinds[job.kind], pair: -1, end: job })),
    ...(problem.shipments ?? []).flatMap((shipment, index) => {
      const task = problem.jobs.length + index
      const first = problem.jobs.length + 2 * index
      return [
        { task, kind: SHIPMENT_PICKUP, pair: first + 1, end: shipment.pickup },
        { task, kind: SHIPMENT_DELIVERY, pair: first, end: shipment.delivery },
      ]
    }),
  ]
  const windowOffset = new Int32Array(visits.length + 1)
  const from: number[] = []
  const to: number[] = []
  visits.forEach(({ end }, node) => {
    for (const window of end.windows.length > 0 ? mergeWindows(end.windows) : [ANY_TIME]) {
      from.push(window[0])
      to.push(window[1])
    }
    windowOffset[node + 1] = from.length
  })
  return {
    task: Int32Array.from(visits, (visit) => visit.task),
    kind: Uint8Array.from(visits, (visit) => visit.kind),
    pair: Int32Array.from(visits, (visit) => visit.pair),
    location: Int32Array.from(visits, (visit) => visit.end.location),
    serviceS: Int32Array.from(visits, (visit) => visit.end.serviceS),
    windowOffset,
    windowFrom: Int32Array.from(from),
    windowTo: Int32Array.from(to),
  }
}

function matchSkills(types: readonly ShiftType[], tasks: readonly (Job | Shipment)[]): Uint8Array {
  const skilled = new Uint8Array(types.length * tasks.length)
  types.forEach((type, typeIndex) => {
    const has = new Set(type.shift.skills)
    tasks.forEach((task, taskIndex) => {
      skilled[typeIndex * tasks.length + taskIndex] = task.skills.every((skill) => has.has(skill)) ? 1 : 0
    })
  })
  return skilled
}

/** The task with this id. @throws ProblemError when the problem has none. */
export function getTask(prepared: Prepared, id: string, field: string): number {
  const task = prepared.taskById.get(id)
  if (task === undefined) throw new ProblemError(field, `no job or shipment has the id "${id}"`)
  return task
}
