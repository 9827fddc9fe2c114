import type {
  Job,
  Pin,
  Problem,
  Relation,
  Shipment,
  TaskRules,
  VisitRules,
  Window,
} from '../model/problem.ts'
import type { DayState, ShiftState } from './day-state.ts'
import type { DoneDay } from './done-day.ts'
import { isReload, isShipment } from './done-day.ts'
import { HAS_LEFT, skillOf } from './bars.ts'

export interface RemainingTasks {
  readonly jobs: readonly Job[]
  readonly shipments: readonly Shipment[]
  readonly relations: readonly Relation[]
}

/** What the visits made so far ask of a task that is left. */
interface Bounds {
  readonly shift?: string
  /** Whether it comes first on the route of that shift, ahead of any reload. */
  readonly isNext?: boolean
  readonly notShifts: readonly string[]
  readonly fromS: number
  readonly toS: number
}

const UNBOUND: Bounds = { notShifts: [], fromS: -Infinity, toS: Infinity }

/**
 * The tasks that are left. What is on board is pinned to its shift, where it can only be brought; goods that lie
 * at a depot are kept from vehicles until these load again; relations with visits that are over bind what is left
 * of them by shifts and windows; of a group with a task that is over nothing is left.
 */
export function remainingTasks(problem: Problem, day: DayState, done: DoneDay): RemainingTasks {
  const all: readonly (Job | Shipment)[] = [...problem.jobs, ...(problem.shipments ?? [])]
  const servedGroups = new Set(
    all.flatMap(({ id, group }) => (done.of(id).kind === 'over' && group !== undefined ? [group] : [])),
  )
  const left = all.filter(
    ({ id, group }) => done.of(id).kind !== 'over' && (group === undefined || !servedGroups.has(group)),
  )
  const ids = new Set(left.map(({ id }) => id))
  const bounds = boundsOf(problem, done, ids)
  const releaseS = day.shifts.reduce(
    (last, { freeFromS, isOut }) => (isOut === true ? last : Math.max(last, freeFromS + 1)),
    -Infinity,
  )
  const jobs: Job[] = []
  const shipments: Shipment[] = []
  for (const task of left) {
    const now = remainingTask(task, { day, done, releaseS, bounds: bounds.get(task.id) ?? UNBOUND })
    if (isShipment(now)) shipments.push(now)
    else jobs.push(now)
  }
  return {
    jobs,
    shipments,
    relations: (problem.relations ?? []).flatMap((relation) => remainingRelation(relation, ids, done)),
  }
}

interface Context {
  readonly day: DayState
  readonly done: DoneDay
  /** From when on a trip may leave with goods that lie at a depot. */
  readonly releaseS: number
  readonly bounds: Bounds
}

function remainingTask(task: Job | Shipment, { day, done, releaseS, bounds }: Context): Job | Shipment {
  const progress = done.of(task.id)
  const rules = boundRules(task, bounds, done)
  if (progress.kind === 'onBoard') {
    const { state } = progress
    const end = isShipment(task) ? task.delivery : visitOf(task)
    // Of a shipment the bounds are about its pickup, which is over.
    const windows = isShipment(task)
      ? boundWindows(end.windows, -Infinity, (progress.sinceS ?? Infinity) + (task.maxRideS ?? Infinity))
      : boundWindows(end.windows, bounds.fromS, bounds.toS)
    if (state.isOut === true) return transferred(rules, { ...end, windows }, state, day)
    return {
      ...rules,
      ...end,
      windows,
      kind: 'delivery',
      // What else the pin of a shipment asks is about its pickup.
      pin: isShipment(task) ? { shift: state.shift } : { ...rules.pin, shift: state.shift },
      ...(isShipment(task) || task.takes === undefined ? {} : { takes: task.takes }),
    }
  }
  if (isShipment(task)) {
    return {
      ...task,
      ...rules,
      pickup: { ...task.pickup, windows: boundWindows(task.pickup.windows, bounds.fromS, bounds.toS) },
    }
  }
  const job: Job = { ...task, ...rules, windows: boundWindows(task.windows, bounds.fromS, bounds.toS) }
  if (job.kind !== 'delivery') return job
  return {
    ...job,
    ...(done.someDoNot ? { forbiddenSkills: [...(rules.forbiddenSkills ?? []), HAS_LEFT] } : {}),
    ...(done.someReload ? { releaseS: Math.max(task.releaseS ?? -Infinity, releaseS) } : {}),
  }
}

/** Goods on board of a vehicle that cannot go on are fetched from it. */
function transferred(rules: TaskRules, delivery: VisitRules, state: ShiftState, day: DayState): Shipment {
  const fromS = Math.max(day.nowS, state.freeFromS)
  return {
    ...rules,
    pin: undefined,
    pickup: { location: state.location, serviceS: 0, windows: [[fromS, LATEST_S]] },
    delivery,
  }
}

/** End of a window that is open from some moment on; within what a problem may name. */
const LATEST_S = 500_000_000

function visitOf(job: Job): VisitRules {
  const { location, serviceS, windows, softWindows, setupS, serviceByVehicleS, setupByVehicleS } = job
  return { location, serviceS, windows, softWindows, setupS, serviceByVehicleS, setupByVehicleS }
}

function boundRules(task: Job | Shipment, bounds: Bounds, done: DoneDay): TaskRules {
  const { id, load, skills, forbiddenSkills, priority, prize, group, goods, zone } = task
  const pin = boundPin(remainingPin(task.pin, done), bounds)
  const barred =
    bounds.notShifts.length === 0
      ? forbiddenSkills
      : [...(forbiddenSkills ?? []), ...bounds.notShifts.map(skillOf)]
  return { id, load, skills, forbiddenSkills: barred, priority, prize, group, goods, zone, pin }
}

/** What a pin of its own says comes first. */
function boundPin(own: Pin | undefined, { shift, isNext = false }: Bounds): Pin | undefined {
  if (shift === undefined || (own !== undefined && own.shift !== shift)) return own
  return isNext ? { ...own, shift, position: own?.position ?? 0, onFirstTrip: true } : { ...own, shift }
}

/** Positions and trips count from the new start; a pin to a shift that is gone binds no more. */
function remainingPin(pin: Pin | undefined, done: DoneDay): Pin | undefined {
  if (pin === undefined || done.gone.has(pin.shift)) return undefined
  const state = done.stateOf.get(pin.shift)
  if (state === undefined) return pin
  const visits = state.done.filter(({ job }) => !isReload(job)).length
  const { position = -1 } = pin
  return {
    ...pin,
    position: position === -1 ? pin.position : position < visits ? undefined : position - visits,
    onFirstTrip: visits < state.done.length ? undefined : pin.onFirstTrip,
  }
}

/** The windows within bounds; one that nothing is left of stays as a moment, so that it is missed and not free. */
function boundWindows(windows: readonly Window[], fromS: number, toS: number): readonly Window[] {
  if (fromS === -Infinity && toS === Infinity) return windows
  const from = Math.max(fromS, -LATEST_S)
  const to = Math.min(toS, LATEST_S)
  const all = windows.length > 0 ? windows : [[from, to] as const]
  const kept = all.map(([a, b]) => [Math.max(a, from), Math.min(b, to)] as const).filter(([a, b]) => a <= b)
  return kept.length > 0 ? kept : [[Math.min(from, to), Math.min(from, to)]]
}

/** What relations with visits that are over ask of the tasks that are left. */
function boundsOf(problem: Problem, done: DoneDay, ids: ReadonlySet<string>): Map<string, Bounds> {
  const bounds = new Map<string, Bounds>()
  const bind = (id: string, change: (known: Bounds) => Partial<Bounds>) => {
    const known = bounds.get(id) ?? UNBOUND
    bounds.set(id, { ...known, ...change(known) })
  }
  const within = (id: string, fromS: number, toS: number) =>
    bind(id, (known) => ({ fromS: Math.max(known.fromS, fromS), toS: Math.min(known.toS, toS) }))
  for (const relation of problem.relations ?? []) {
    if (relation.kind === 'before') {
      const { first, second, minGapS = 0, maxGapS = Infinity } = relation
      const progress = done.of(first)
      if (progress.kind === 'over' && progress.visit !== undefined) {
        within(second, progress.visit.endS + minGapS, progress.visit.endS + maxGapS)
      }
      continue
    }
    for (const id of relation.tasks) {
      const progress = done.of(id)
      if (progress.kind === 'open') continue
      const { shift } = progress.state
      for (const other of relation.tasks) {
        if (other === id) continue
        if (relation.kind === 'differentVehicles' || relation.kind === 'synchronised') {
          bind(other, ({ notShifts }) => ({ notShifts: [...notShifts, shift] }))
        } else if (progress.state.isOut !== true) bind(other, () => ({ shift }))
      }
      if (relation.kind === 'synchronised' && progress.kind === 'over' && progress.visit !== undefined) {
        for (const other of relation.tasks) within(other, progress.visit.startS, progress.visit.startS)
      }
    }
    const next = relation.kind === 'directSequence' ? nextInRow(relation.tasks, ids, done) : undefined
    if (next !== undefined) bind(next, () => ({ isNext: true }))
  }
  return bounds
}

/** The task of a direct sequence that has to follow right behind the visit made last. */
function nextInRow(tasks: readonly string[], ids: ReadonlySet<string>, done: DoneDay): string | undefined {
  const last = tasks.findIndex((id) => done.isMadeLast(id))
  return last < 0 ? undefined : tasks.slice(last + 1).find((id) => ids.has(id) && !done.hasBegun(id))
}

/** A relation between tasks that are left. Those about the order of pickups say nothing more of one that is over. */
function remainingRelation(relation: Relation, ids: ReadonlySet<string>, done: DoneDay): Relation[] {
  if (relation.kind === 'before') {
    const isLeft = ids.has(relation.first) && ids.has(relation.second) && !done.hasBegun(relation.second)
    return isLeft ? [relation] : []
  }
  const isOrder = relation.kind === 'sequence' || relation.kind === 'directSequence'
  const tasks = relation.tasks.filter((id) => ids.has(id) && !(isOrder && done.hasBegun(id)))
  return tasks.length < 2 ? [] : [{ ...relation, tasks }]
}
