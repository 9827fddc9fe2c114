import type { Job, Problem, Shift, Shipment, VisitRules, Window } from '../model/problem.ts'
import type { End, Patch, ShiftLimit } from './patch.ts'

/** The problem with some changes; everything else, matrices above all, is shared with the one given. */
export function applyPatches(problem: Problem, patches: readonly Patch[]): Problem {
  return patches.reduce(applyPatch, problem)
}

function applyPatch(problem: Problem, patch: Patch): Problem {
  switch (patch.kind) {
    case 'openEarlier':
    case 'closeLater':
      return withVisit(problem, patch.task, patch.end, (visit) => ({
        windows: visit.windows.map((window, index) =>
          index === patch.window ? widen(window, patch.kind === 'openEarlier', patch.byS) : window,
        ),
      }))
    case 'lowerLoad':
      return withTask(problem, patch.task, (task) => ({
        load: changeLoad(problem, task.load, patch.dimension, -patch.by),
      }))
    case 'raiseCapacity':
      return withShift(problem, patch.shift, (shift) => ({
        capacity: changeLoad(problem, shift.capacity, patch.dimension, patch.by),
      }))
    case 'giveSkill':
      return withShift(problem, patch.shift, ({ skills }) => ({ skills: [...skills, patch.skill] }))
    case 'takeSkill':
      return withShift(problem, patch.shift, ({ skills }) => ({
        skills: skills.filter((skill) => skill !== patch.skill),
      }))
    case 'startEarlier':
    case 'endLater':
      return withShift(problem, patch.shift, ({ window }) => ({
        window: widen(window, patch.kind === 'startEarlier', patch.byS),
      }))
    case 'leaveLater':
      return withShift(problem, patch.shift, ({ latestStartS }) => ({
        latestStartS: latestStartS === undefined ? undefined : latestStartS + patch.byS,
      }))
    case 'depotLater':
      return {
        ...problem,
        depots: problem.depots?.map((depot) => {
          if (depot.id !== patch.depot) return depot
          const last = lastWindow(depot.windows)
          const windows = depot.windows.map((window, index) =>
            index === last ? widen(window, false, patch.byS) : window,
          )
          return { ...depot, windows }
        }),
      }
    case 'breakEarlier':
    case 'breakLater':
      return withShift(problem, patch.shift, ({ breaks }) => ({
        breaks: breaks.map((pause, index) => {
          if (index !== patch.index) return pause
          const [fromS, toS] = widen([pause.fromS, pause.toS], patch.kind === 'breakEarlier', patch.byS)
          return { ...pause, fromS, toS }
        }),
      }))
    case 'raiseLimit':
      return withShift(problem, patch.shift, (shift) => ({
        [patch.limit]: (shift[patch.limit] ?? ABSENT[patch.limit] ?? 0) + patch.by,
      }))
    case 'allowZone':
      return withShift(problem, patch.shift, ({ allowedZones }) => ({
        allowedZones: allowedZones && [...allowedZones, patch.zone],
      }))
    case 'rideLonger':
      return withTask(problem, patch.task, (task) =>
        'maxRideS' in task && task.maxRideS !== undefined ? { maxRideS: task.maxRideS + patch.byS } : {},
      )
    case 'releaseEarlier':
      return withTask(problem, patch.task, (task) =>
        'releaseS' in task && task.releaseS !== undefined ? { releaseS: task.releaseS - patch.byS } : {},
      )
    case 'unpin':
      return withTask(problem, patch.task, () => ({ pin: undefined }))
    case 'dropRelation': {
      const dropped = JSON.stringify(patch.relation)
      const relations = problem.relations?.filter((relation) => JSON.stringify(relation) !== dropped)
      return { ...problem, relations }
    }
    case 'mixGoods': {
      const [one, other] = patch.goods
      const isMeant = ([a, b]: readonly [string, string]) =>
        (a === one && b === other) || (a === other && b === one)
      return { ...problem, incompatibleGoods: problem.incompatibleGoods?.filter((pair) => !isMeant(pair)) }
    }
    case 'addShift': {
      const like = problem.shifts.find(({ id }) => id === patch.like)
      if (like === undefined) return problem
      const workRules = like.workRules?.map((rule) => ({
        ...rule,
        sinceS: undefined,
        isHalfRested: undefined,
      }))
      const fresh = { ...like, id: patch.id, onBoard: undefined, prefix: undefined, workRules }
      return { ...problem, shifts: [...problem.shifts, fresh] }
    }
    case 'leaveOut':
      return problem
  }
}

/** What a limit is when it is absent, where that is not unlimited. */
const ABSENT: { readonly [limit in ShiftLimit]?: number } = { maxTrips: 1 }

/** The window that ends last. */
export function lastWindow(windows: readonly Window[]): number {
  return windows.reduce(
    (last, window, index) => (window[1] >= (windows[last]?.[1] ?? -Infinity) ? index : last),
    0,
  )
}

function widen([fromS, toS]: Window, isEarlier: boolean, byS: number): Window {
  return isEarlier ? [fromS - byS, toS] : [fromS, toS + byS]
}

function changeLoad(
  { dimensions }: Problem,
  load: readonly number[],
  dimension: string,
  by: number,
): number[] {
  // A sum of decimals keeps no tail that would count as one unit more.
  return dimensions.map((name, d) => Math.round(((load[d] ?? 0) + (name === dimension ? by : 0)) * 1e6) / 1e6)
}

function withShift(problem: Problem, id: string, change: (shift: Shift) => Partial<Shift>): Problem {
  return {
    ...problem,
    shifts: problem.shifts.map((shift) => (shift.id === id ? { ...shift, ...change(shift) } : shift)),
  }
}

function withTask(
  problem: Problem,
  id: string,
  change: (task: Job | Shipment) => Partial<Job> & Partial<Shipment>,
): Problem {
  const changed = <T extends Job | Shipment>(task: T): T =>
    task.id === id ? { ...task, ...change(task) } : task
  return { ...problem, jobs: problem.jobs.map(changed), shipments: problem.shipments?.map(changed) }
}

function withVisit(
  problem: Problem,
  id: string,
  end: End,
  change: (visit: VisitRules) => Partial<VisitRules>,
): Problem {
  return withTask(problem, id, (task) => {
    if (!('pickup' in task)) return change(task)
    return end === 'pickup'
      ? { pickup: { ...task.pickup, ...change(task.pickup) } }
      : { delivery: { ...task.delivery, ...change(task.delivery) } }
  })
}
