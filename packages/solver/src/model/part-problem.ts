import type { Depot, Job, Matrix, NearLegs, Problem, Shift, Shipment, StraightLines } from './problem.ts'
import { tasksOf } from './tasks-of.ts'

/**
 * The problem of some shifts and tasks alone, with travel between their places only, numbered in the order of the
 * tasks. Relations hold between tasks that all take part.
 */
export function partProblem(
  problem: Problem,
  shiftIds: ReadonlySet<string>,
  taskIds: ReadonlySet<string>,
): Problem {
  const shifts = problem.shifts.filter(({ id }) => shiftIds.has(id))
  const jobs = problem.jobs.filter(({ id }) => taskIds.has(id))
  const shipments = (problem.shipments ?? []).filter(({ id }) => taskIds.has(id))
  const reloads = new Set(shifts.flatMap((shift) => shift.reloads ?? []))
  const depots = (problem.depots ?? []).filter(({ id }) => reloads.has(id))
  const places = new Places(problem.locationCount)
  const own = {
    jobs: jobs.map((job): Job => ({ ...job, location: places.number(job.location) })),
    shipments: shipments.map((shipment): Shipment => ({
      ...shipment,
      pickup: { ...shipment.pickup, location: places.number(shipment.pickup.location) },
      delivery: { ...shipment.delivery, location: places.number(shipment.delivery.location) },
    })),
    shifts: shifts.map((shift): Shift => {
      const { start, end, prefix, taskCosts = {} } = shift
      return {
        ...shift,
        start: start === undefined ? undefined : places.number(start),
        end: end === undefined ? undefined : places.number(end),
        prefix: prefix?.filter((id) => taskIds.has(id) || id.startsWith('@')),
        taskCosts: Object.fromEntries(Object.entries(taskCosts).filter(([id]) => taskIds.has(id))),
      }
    }),
    depots: depots.map((depot): Depot => ({ ...depot, location: places.number(depot.location) })),
  }
  const profiles = new Set(shifts.map(({ profile }) => profile))
  return {
    ...problem,
    ...own,
    locationCount: places.list.length,
    matrices: Object.fromEntries(
      Object.entries(problem.matrices)
        .filter(([profile]) => profiles.has(profile))
        .map(([profile, matrix]) => [profile, partMatrix(matrix, problem.locationCount, places.list)]),
    ),
    ...(problem.straightLines && {
      straightLines: Object.fromEntries(
        Object.entries(problem.straightLines)
          .filter(([profile]) => profiles.has(profile))
          .map(([profile, lines]) => [profile, partLines(lines, problem.locationCount, places.list)]),
      ),
    }),
    relations: problem.relations?.filter((relation) => tasksOf(relation).every((id) => taskIds.has(id))),
  }
}

/** Numbers the places that are used, in the order in which they are met. */
class Places {
  readonly list: number[] = []
  private readonly numbers: Int32Array

  constructor(count: number) {
    this.numbers = new Int32Array(count).fill(-1)
  }

  number(location: number): number {
    const known = this.numbers[location] ?? -1
    if (known >= 0) return known
    this.numbers[location] = this.list.length
    this.list.push(location)
    return this.list.length - 1
  }
}

function partMatrix(
  { durationS, distanceM, slices }: Matrix,
  count: number,
  places: readonly number[],
): Matrix {
  const part = (figures: Int32Array | readonly number[]) => {
    const size = places.length
    const columns = Int32Array.from(places)
    const result = new Int32Array(size * size)
    for (let row = 0; row < size; row++) {
      const from = (columns[row] ?? 0) * count
      for (let column = 0; column < size; column++) {
        result[row * size + column] = figures[from + (columns[column] ?? 0)] ?? -1
      }
    }
    return result
  }
  const duration = part(durationS)
  return {
    durationS: duration,
    distanceM: distanceM === durationS ? duration : part(distanceM),
    ...(slices && {
      slices: slices.map((slice) => ({
        ...slice,
        durationS: part(slice.durationS),
        ...(slice.distanceM && { distanceM: part(slice.distanceM) }),
      })),
    }),
  }
}

function partLines(lines: StraightLines, count: number, places: readonly number[]): StraightLines {
  return {
    ...lines,
    x: Float64Array.from(places, (place) => lines.x[place] ?? 0),
    y: Float64Array.from(places, (place) => lines.y[place] ?? 0),
    near: lines.near && partNear(lines.near, count, places),
  }
}

function partNear(near: NearLegs, count: number, places: readonly number[]): NearLegs {
  const numbers = new Int32Array(count).fill(-1)
  places.forEach((place, number) => (numbers[place] = number))
  const first = [0]
  const legs: { to: number; leg: number }[] = []
  for (const place of places) {
    const own: { to: number; leg: number }[] = []
    for (let leg = near.first[place] ?? 0; leg < (near.first[place + 1] ?? 0); leg++) {
      const to = numbers[near.to[leg] ?? 0] ?? -1
      if (to >= 0) own.push({ to, leg })
    }
    legs.push(...own.toSorted((a, b) => a.to - b.to))
    first.push(legs.length)
  }
  return {
    first,
    to: Int32Array.from(legs, ({ to }) => to),
    durationS: Int32Array.from(legs, ({ leg }) => near.durationS[leg] ?? 0),
    distanceM: Int32Array.from(legs, ({ leg }) => near.distanceM[leg] ?? 0),
  }
}

/** Tasks bound to each other by relations or as members of a group, by id. */
export function tiedTasks(problem: Problem): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, string[]>()
  for (const { id, group } of [...problem.jobs, ...(problem.shipments ?? [])]) {
    if (group === undefined) continue
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [id])
    else members.push(id)
  }
  const tied = new Map<string, ReadonlySet<string>>()
  for (const ids of [...groups.values(), ...(problem.relations ?? []).map(tasksOf)]) {
    // Most tasks are in one relation, whose tasks share a set: one for each would be as many entries as there are pairs.
    const all = new Set(ids)
    for (const id of ids) {
      const others = tied.get(id)
      tied.set(id, others === undefined ? all : new Set([...others, ...all]))
    }
  }
  return tied
}
