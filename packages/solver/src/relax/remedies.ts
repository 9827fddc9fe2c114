import type { Prepared } from '../model/prepare.ts'
import type { Job, Shipment, VisitRules, Window } from '../model/problem.ts'
import type { RoutePlan, Violation } from '../model/solution.ts'
import type { End, Patch } from './patch.ts'

/** A way to lift a broken rule by as much as is chosen. */
export interface Remedy {
  /** The same for the same change, whatever its amount. */
  readonly key: string
  /** The change by a number of steps. */
  readonly patch: (steps: number) => Patch
  /** So many steps lift it for sure, if anything of this kind does. */
  readonly enough: number
  /** The patch's figure for one step. */
  readonly step: number
  /** Whether it is needed at any place of the shift alike, and has no size: a skill, a zone, a pin. */
  readonly isStatic: boolean
  /** Whether it is about the customer's side, the same for any shift. */
  readonly isOfTask: boolean
}

/** Longest by which a shift is asked to start earlier. */
const HALF_DAY_S = 43_200
/** Stops ahead whose windows are asked to open earlier. */
const MOST_OPENINGS = 2

/** What would lift one broken rule of a route that serves the task. */
export function remediesFor(
  prepared: Prepared,
  route: RoutePlan,
  task: string,
  violation: Violation,
): Remedy[] {
  const { shift } = route
  switch (violation.kind) {
    case 'late': {
      const { stop, job, byS } = violation
      const end = endOf(prepared, route, stop)
      const window = lastWindow(visitOf(prepared, job, end)?.windows ?? [])
      return [
        ofTask({ kind: 'closeLater', task: job, end, window, byS: 0 }, byS),
        ofShift({ kind: 'startEarlier', shift, byS: 0 }, Math.max(HALF_DAY_S, byS)),
        ...openings(prepared, route, task, stop),
      ]
    }
    case 'overShift':
      return [
        ofShift({ kind: 'endLater', shift, byS: 0 }, violation.byS),
        ofShift({ kind: 'startEarlier', shift, byS: 0 }, Math.max(HALF_DAY_S, violation.byS)),
        ...openings(prepared, route, task, route.stops.length - 1),
      ]
    case 'overDuration':
      return [
        ofShift({ kind: 'raiseLimit', shift, limit: 'maxDurationS', by: 0 }, violation.byS),
        ...openings(prepared, route, task, route.stops.length - 1),
      ]
    case 'overDistance':
      return [ofShift({ kind: 'raiseLimit', shift, limit: 'maxDistanceM', by: 0 }, violation.byM)]
    case 'tooManyStops':
      return [ofShift({ kind: 'raiseLimit', shift, limit: 'maxStops', by: 0 }, violation.by)]
    case 'overCapacity': {
      const { dimension, by } = violation
      const step = 1 / (prepared.loadScale[prepared.problem.dimensions.indexOf(dimension)] ?? 1)
      const steps = Math.ceil(by / step - 1e-6)
      return [
        ofShift({ kind: 'raiseCapacity', shift, dimension, by: 0 }, steps, step),
        ofTask({ kind: 'lowerLoad', task, dimension, by: 0 }, steps, step),
      ]
    }
    case 'breakMissed': {
      const { index } = violation
      return [
        ofShift({ kind: 'breakLater', shift, index, byS: 0 }, HALF_DAY_S),
        ofShift({ kind: 'breakEarlier', shift, index, byS: 0 }, HALF_DAY_S),
      ]
    }
    case 'missingSkill':
      return [asStatic({ kind: 'giveSkill', shift, skill: violation.skill })]
    case 'noWay':
    case 'ruleBroken':
    case 'pairBroken':
    case 'servedTwice':
      return []
  }
}

type Sized = Extract<Patch, { readonly byS: number } | { readonly by: number }>

function sized(patch: Sized, enough: number, step: number, isOfTask: boolean): Remedy {
  return {
    key: JSON.stringify(patch),
    patch: (steps) => {
      // The figure of a decimal load keeps no tail of the multiplication.
      const amount = Math.round(steps * step * 1e6) / 1e6
      return 'byS' in patch ? { ...patch, byS: amount } : { ...patch, by: amount }
    },
    enough,
    step,
    isStatic: false,
    isOfTask,
  }
}

const ofShift = (patch: Sized, enough: number, step = 1) => sized(patch, enough, step, false)
const ofTask = (patch: Sized, enough: number, step = 1) => sized(patch, enough, step, true)

function asStatic(patch: Patch): Remedy {
  return {
    key: JSON.stringify(patch),
    patch: () => patch,
    enough: 1,
    step: 1,
    isStatic: true,
    isOfTask: false,
  }
}

/** Windows whose opening holds the route up, up to a stop: of the task and of the last few stops. */
function openings(prepared: Prepared, route: RoutePlan, task: string, upTo: number): Remedy[] {
  const shiftFrom = prepared.problem.shifts[route.shiftIndex]?.window[0] ?? 0
  const held = route.stops.slice(0, upTo + 1).flatMap(({ job, waitS, serviceStartS }, stop) => {
    const end = endOf(prepared, route, stop)
    const window = (visitOf(prepared, job, end)?.windows ?? []).findIndex(
      ([fromS]) => fromS === serviceStartS,
    )
    const enough = Math.max(waitS, serviceStartS - shiftFrom)
    return window < 0 || enough <= 0 ? [] : [{ job, end, window, enough }]
  })
  return held
    .filter(({ job }, index) => job === task || index >= held.length - MOST_OPENINGS)
    .map(({ job, end, window, enough }) =>
      ofTask({ kind: 'openEarlier', task: job, end, window, byS: 0 }, enough),
    )
}

function endOf(prepared: Prepared, route: RoutePlan, stop: number): End {
  const { job = '', activity } = route.stops[stop] ?? {}
  const task = prepared.taskById.get(job) ?? 0
  return task < prepared.problem.jobs.length || activity === undefined
    ? 'job'
    : activity === 'pickup'
      ? 'pickup'
      : 'delivery'
}

function visitOf({ taskById, problem }: Prepared, id: string, end: End): VisitRules | undefined {
  const task = taskById.get(id) ?? -1
  const source: Job | Shipment | undefined =
    problem.jobs[task] ?? problem.shipments?.[task - problem.jobs.length]
  if (source === undefined || !('pickup' in source)) return source
  return end === 'pickup' ? source.pickup : source.delivery
}

function lastWindow(windows: readonly Window[]): number {
  return windows.reduce(
    (last, window, index) => (window[1] >= (windows[last]?.[1] ?? -Infinity) ? index : last),
    0,
  )
}
