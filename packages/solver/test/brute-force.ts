import type { Break, Problem, Shift, Window } from '../src/index.ts'

/** The best plan of a tiny problem: unserved tasks by priority, highest first, then money. */
export interface Optimum {
  readonly unservedByPriority: readonly number[]
  readonly cost: number
}

interface Visit {
  readonly task: string
  readonly location: number
  readonly serviceS: number
  readonly windows: readonly Window[]
  readonly skills: readonly string[]
  /** What is on board before, and how it changes here. */
  readonly brings: readonly number[]
  readonly change: readonly number[]
}

interface Task {
  readonly id: string
  readonly priority: number
  readonly visits: readonly Visit[]
}

/** Tries every assignment and every order, every departure second and every place for every break. */
export function bruteForce(problem: Problem): Optimum {
  const tasks = readTasks(problem)
  const cheapest = problem.shifts.map((shift) =>
    Array.from({ length: 1 << tasks.length }, (_, set) =>
      cheapestOrder(
        problem,
        shift,
        tasks.filter((__, i) => (set & (1 << i)) !== 0),
      ),
    ),
  )
  const priorities = [...new Set(tasks.map((task) => task.priority))].toSorted((a, b) => b - a)
  let best: Optimum | undefined
  const assign = (shift: number, left: number, cost: number) => {
    if (shift === problem.shifts.length) {
      const unserved = tasks.filter((_, i) => (left & (1 << i)) !== 0)
      const unservedByPriority = priorities.map((p) => unserved.filter((task) => task.priority === p).length)
      const plan = { unservedByPriority, cost }
      if (best === undefined || compare(plan, best) < 0) best = plan
      return
    }
    for (let set = left; ; set = (set - 1) & left) {
      const price = cheapest[shift]![set]!
      if (price < Infinity) assign(shift + 1, left & ~set, cost + price)
      if (set === 0) break
    }
  }
  assign(0, (1 << tasks.length) - 1, 0)
  return best!
}

function compare(a: Optimum, b: Optimum): number {
  for (let level = 0; level < a.unservedByPriority.length; level++) {
    const difference = a.unservedByPriority[level]! - b.unservedByPriority[level]!
    if (difference !== 0) return difference
  }
  return a.cost - b.cost
}

function readTasks(problem: Problem): Task[] {
  const none = problem.dimensions.map(() => 0)
  const full = (load: readonly number[], sign: number) =>
    problem.dimensions.map((_, d) => sign * (load[d] ?? 0))
  return [
    ...problem.jobs.map((job) => ({
      id: job.id,
      priority: job.priority,
      visits: [
        {
          ...job,
          task: job.id,
          brings: job.kind === 'delivery' ? full(job.load, 1) : none,
          change: job.kind === 'service' ? none : full(job.load, job.kind === 'delivery' ? -1 : 1),
        },
      ],
    })),
    ...(problem.shipments ?? []).map((shipment) => ({
      id: shipment.id,
      priority: shipment.priority,
      visits: [
        {
          ...shipment.pickup,
          task: shipment.id,
          skills: shipment.skills,
          brings: none,
          change: full(shipment.load, 1),
        },
        {
          ...shipment.delivery,
          task: shipment.id,
          skills: shipment.skills,
          brings: none,
          change: full(shipment.load, -1),
        },
      ],
    })),
  ]
}

function cheapestOrder(problem: Problem, shift: Shift, tasks: readonly Task[]): number {
  if (tasks.length === 0) return 0
  let best = Infinity
  const extend = (order: Visit[], next: readonly number[]) => {
    if (next.every((count, i) => count === tasks[i]!.visits.length)) {
      best = Math.min(best, price(problem, shift, order))
      return
    }
    tasks.forEach((task, i) => {
      const visit = task.visits[next[i]!]
      if (visit !== undefined)
        extend(
          [...order, visit],
          next.map((count, j) => (j === i ? count + 1 : count)),
        )
    })
  }
  extend(
    [],
    tasks.map(() => 0),
  )
  return best
}

function price(problem: Problem, shift: Shift, order: readonly Visit[]): number {
  if (order.length > (shift.maxStops ?? Infinity)) return Infinity
  if (order.some((visit) => visit.skills.some((skill) => !shift.skills.includes(skill)))) return Infinity
  const matrix = problem.matrices[shift.profile]!
  const places = [shift.start, ...order.map((visit) => visit.location), shift.end]
  const legs: number[] = []
  let metres = 0
  for (let i = 1; i < places.length; i++) {
    const [from, to] = [places[i - 1], places[i]]
    if (from === undefined || to === undefined) {
      legs.push(0)
      continue
    }
    const at = from * problem.locationCount + to
    if (matrix.durationS[at]! < 0 || matrix.distanceM[at]! < 0) return Infinity
    legs.push(Math.round(matrix.durationS[at]! / (shift.speedFactor ?? 1)))
    metres += matrix.distanceM[at]!
  }
  if (metres > (shift.maxDistanceM ?? Infinity)) return Infinity
  for (let d = 0; d < problem.dimensions.length; d++) {
    let load = order.reduce((sum, visit) => sum + visit.brings[d]!, 0)
    if (load > shift.capacity[d]! + 1e-9) return Infinity
    for (const visit of order) {
      load += visit.change[d]!
      if (load > shift.capacity[d]! + 1e-9) return Infinity
    }
  }
  let end = Infinity
  let start = 0
  for (let departure = shift.window[0]; departure <= shift.window[1]; departure++) {
    const arrival = earliestReturn(shift, order, legs, departure)
    // Of the schedules that return earliest, the one that leaves last.
    if (arrival <= end && arrival < Infinity) {
      end = arrival
      start = departure
    }
  }
  if (end === Infinity || end - start > (shift.maxDurationS ?? Infinity)) return Infinity
  const { fixed, perHour, perKm } = shift.costs
  return fixed + (perHour * (end - start)) / 3600 + (perKm * metres) / 1000
}

/** Leaves at `departure` and tries every place for every break. */
function earliestReturn(
  shift: Shift,
  order: readonly Visit[],
  legs: readonly number[],
  departure: number,
): number {
  const owedAt = (pause: Break, end: number) => departure < pause.toS && end > pause.toS
  let best = Infinity
  const go = (stop: number, served: boolean, clock: number, left: readonly Break[]) => {
    if (clock >= best) return
    const isAtStop = stop >= 0 && stop < order.length
    if (isAtStop) {
      left.forEach((pause, i) => {
        const from = Math.max(clock, pause.fromS)
        if (from <= pause.toS) go(stop, served, from + pause.durationS, left.toSpliced(i, 1))
      })
    }
    if (isAtStop && !served) {
      const { windows, serviceS } = order[stop]!
      const starts = windows.filter(([, to]) => clock <= to).map(([from]) => Math.max(from, clock))
      const start = windows.length === 0 ? clock : Math.min(Infinity, ...starts)
      if (start < Infinity) go(stop, true, start + serviceS, left)
      return
    }
    if (stop === order.length) {
      if (clock <= shift.window[1] && !left.some((pause) => owedAt(pause, clock))) best = clock
      return
    }
    go(stop + 1, false, clock + legs[stop + 1]!, left)
  }
  go(-1, true, departure, shift.breaks)
  return best
}
