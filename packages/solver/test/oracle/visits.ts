import type { Depot, Job, Problem, Shift, Shipment, VisitRules } from '../../src/index.ts'

/** One stop of a task. */
export interface Visit {
  readonly task: Job | Shipment
  /** A job has but one end. */
  readonly end: 'only' | 'pickup' | 'delivery'
  readonly place: VisitRules
  /** What it adds to the load of its trip from the trip's start, and what it changes on the spot. */
  readonly brings: readonly number[]
  readonly change: readonly number[]
}

/** What stands in a sequence: a visit, or a depot to reload at. */
export type Stop = Visit | Depot

export function isVisit(stop: Stop): stop is Visit {
  return 'task' in stop
}

/** All tasks with their visits in the order in which one vehicle makes them. */
export function readTasks(problem: Problem): Visit[][] {
  const figures = (load: readonly number[] | undefined, sign: number) =>
    problem.dimensions.map((_, d) => sign * (load?.[d] ?? 0))
  const none = figures([], 0)
  const jobs = problem.jobs.map((job): Visit[] => {
    const signs = { delivery: -1, pickup: 1, service: 0 }
    const takes = figures(job.takes, 1)
    const change = figures(job.load, signs[job.kind]).map((figure, d) => figure + takes[d]!)
    const brings = job.kind === 'delivery' ? figures(job.load, 1) : none
    return [{ task: job, end: 'only', place: job, brings, change }]
  })
  const shipments = (problem.shipments ?? []).map((task): Visit[] => [
    { task, end: 'pickup', place: task.pickup, brings: none, change: figures(task.load, 1) },
    { task, end: 'delivery', place: task.delivery, brings: none, change: figures(task.load, -1) },
  ])
  return [...jobs, ...shipments]
}

/** Reads a sequence of ids, as a plan has it. */
export function readStops(problem: Problem, ids: readonly string[]): Stop[] {
  const tasks = new Map(readTasks(problem).map((visits) => [visits[0]!.task.id, visits]))
  return ids.map((id, i) => {
    const depot = problem.depots?.find((one) => `@${one.id}` === id)
    const times = ids.slice(0, i).filter((other) => other === id).length
    return tasks.get(id)?.[times] ?? depot!
  })
}

export function locationOf(stop: Stop): number {
  return isVisit(stop) ? stop.place.location : stop.location
}

/** Seconds of work at a visit; `from` is where the vehicle was before, if anywhere. */
export function workAt(
  visit: Visit,
  shift: Shift,
  from: number | undefined,
): { setupS: number; serviceS: number } {
  const { place } = visit
  const type = shift.vehicleType ?? ''
  const setupS = place.setupByVehicleS?.[type] ?? place.setupS ?? 0
  return {
    setupS: from === place.location ? 0 : setupS,
    serviceS: place.serviceByVehicleS?.[type] ?? place.serviceS,
  }
}
