import type { RouteSequence } from '../model/options.ts'
import type { Job, Problem, Shift, Shipment } from '../model/problem.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { DayState, DoneVisit, ShiftState } from './day-state.ts'

/** Where a task stands. */
export type Progress =
  | { readonly kind: 'open' }
  /** Loaded, or picked up, on this shift and not yet delivered; `sinceS` of a shipment: when it was picked up. */
  | { readonly kind: 'onBoard'; readonly state: ShiftState; readonly sinceS?: number | undefined }
  | { readonly kind: 'over'; readonly state: ShiftState; readonly visit: DoneVisit | undefined }

/** What of a day is over, looked up by task. */
export class DoneDay {
  readonly stateOf: ReadonlyMap<string, ShiftState>
  /** Shifts that cannot go on, or have not left and may not any more. */
  readonly gone: ReadonlySet<string>
  /** Whether shifts that have left may load again, and whether some may not. */
  readonly someReload: boolean
  readonly someDoNot: boolean
  private readonly progress = new Map<string, Progress>()

  /** @throws ProblemError for a shift or a task that the problem does not have. */
  constructor(problem: Problem, plan: readonly RouteSequence[], day: DayState) {
    const jobs = new Map(problem.jobs.map((job) => [job.id, job]))
    const shipments = new Map((problem.shipments ?? []).map((shipment) => [shipment.id, shipment]))
    const shifts = new Set(problem.shifts.map(({ id }) => id))
    const stateOf = new Map(day.shifts.map((state) => [state.shift, state]))
    const isGone = ({ id, window, latestStartS = window[1] }: Shift) => {
      const state = stateOf.get(id)
      return state === undefined ? day.nowS > Math.min(window[1], latestStartS) : state.isOut === true
    }
    this.gone = new Set(problem.shifts.filter(isGone).map(({ id }) => id))
    const underWay = problem.shifts.filter(({ id }) => stateOf.has(id) && stateOf.get(id)?.isOut !== true)
    this.stateOf = stateOf
    this.someReload = underWay.some(mayReload)
    this.someDoNot = underWay.some((shift) => !mayReload(shift))
    day.shifts.forEach((state, index) => {
      const field = `state.shifts[${index}]`
      if (!shifts.has(state.shift))
        throw new ProblemError(`${field}.shift`, `no shift has the id "${state.shift}"`)
      state.done.forEach((visit, at) => {
        const { job } = visit
        if (isReload(job)) return
        if (!jobs.has(job) && !shipments.has(job)) {
          throw new ProblemError(`${field}.done[${at}]`, `no job or shipment has the id "${job}"`)
        }
        const isPickedUp = shipments.has(job) && !this.progress.has(job)
        this.progress.set(
          job,
          isPickedUp ? { kind: 'onBoard', state, sinceS: visit.endS } : { kind: 'over', state, visit },
        )
      })
      state.next?.forEach((id, at) => {
        if (isReload(id) || jobs.has(id) || shipments.has(id)) return
        throw new ProblemError(`${field}.next[${at}]`, `no job or shipment has the id "${id}"`)
      })
      const sequence = plan.find(({ shift }) => shift === state.shift)?.jobs ?? []
      for (const id of state.loaded ?? this.tripOf(sequence, state)) {
        if (jobs.get(id)?.kind === 'delivery' && this.of(id).kind === 'open') {
          this.progress.set(id, { kind: 'onBoard', state })
        }
      }
      for (const id of state.failed ?? []) this.progress.set(id, { kind: 'over', state, visit: undefined })
    })
  }

  of(id: string): Progress {
    return this.progress.get(id) ?? { kind: 'open' }
  }

  /** Whether its visit is over, of a shipment the pickup: what sequences are about. */
  hasBegun(id: string): boolean {
    const progress = this.of(id)
    return progress.kind === 'over' || (progress.kind === 'onBoard' && progress.sinceS !== undefined)
  }

  /** Whether its visit, of a shipment the pickup, is the last that was made on its shift, which goes on. */
  isMadeLast(id: string): boolean {
    const progress = this.of(id)
    if (progress.kind === 'open' || progress.state.isOut === true) return false
    const { done } = progress.state
    const visits = done.filter(({ job }) => job === id)
    return visits.length === 1 && visits[0] === done.at(-1)
  }

  /** The visits of the trip that a shift is on, from the last reload on. */
  currentTrip({ done }: ShiftState): readonly DoneVisit[] {
    return done.slice(done.findLastIndex(({ job }) => isReload(job)) + 1)
  }

  /** The stops of the planned trip that a shift is on: behind as many reloads as it has made. */
  private tripOf(sequence: readonly string[], { done }: ShiftState): string[] {
    const reloads = done.filter(({ job }) => isReload(job)).length
    let trip = 0
    return sequence.filter((id) => {
      if (isReload(id)) trip++
      return trip === reloads && !isReload(id)
    })
  }
}

export function mayReload({ reloads = [], maxTrips }: Shift): boolean {
  return reloads.length > 0 && (maxTrips ?? 2) > 1
}

export function isReload(id: string): boolean {
  return id.startsWith('@')
}

/** Whether a task is a shipment. */
export function isShipment(task: Job | Shipment): task is Shipment {
  return 'pickup' in task
}
