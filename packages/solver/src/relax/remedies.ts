import type { Prepared } from '../model/prepare.ts'
import type { Relation, VisitRules } from '../model/problem.ts'
import type { RoutePlan, Violation } from '../model/solution.ts'
import { sourceOf } from '../model/source-of.ts'
import { lastWindow } from './apply-patches.ts'
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
  /** Whether it has no amount. */
  readonly isSwitch: boolean
  /** Whether it is needed at any place of the shift alike: a skill, a zone, a pin; a switch too. */
  readonly isStatic: boolean
  /** Whether it is about the customer's side, the same for any shift. */
  readonly isOfTask: boolean
}

/** Longest by which a shift is asked to start earlier. */
const HALF_DAY_S = 43_200
/** Stops ahead whose windows are asked to open earlier. */
const MOST_OPENINGS = 2

export interface RemedyContext {
  /** The whole problem. */
  readonly prepared: Prepared
  /** Those that `violation.relation` counts by. */
  readonly relations: readonly Relation[]
  /** The task that is to be served. */
  readonly task: string
}

/** What would lift one broken rule of a route that serves the task. */
export function remediesFor(context: RemedyContext, route: RoutePlan, violation: Violation): Remedy[] {
  const { prepared, task } = context
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
        ...releases(prepared, route),
      ]
    }
    case 'overShift':
      return [
        ofShift({ kind: 'endLater', shift, byS: 0 }, violation.byS),
        ofShift({ kind: 'startEarlier', shift, byS: 0 }, Math.max(HALF_DAY_S, violation.byS)),
        ...openings(prepared, route, task, route.stops.length - 1),
        ...releases(prepared, route),
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
    case 'ruleBroken':
      return remediesForRule(context, route, violation)
    case 'noWay':
    case 'pairBroken':
    case 'servedTwice':
      return []
  }
}

function remediesForRule(
  { prepared, relations, task }: RemedyContext,
  route: RoutePlan,
  violation: Violation & { readonly kind: 'ruleBroken' },
): Remedy[] {
  const { rule, by, stop, job = task } = violation
  const { shift } = route
  const source = sourceOf(prepared, job)
  switch (rule) {
    case 'latestStart':
      return [ofShift({ kind: 'leaveLater', shift, byS: 0 }, by), ...releases(prepared, route)]
    case 'maxDriving':
      return [ofShift({ kind: 'raiseLimit', shift, limit: 'maxDrivingS', by: 0 }, by)]
    case 'maxWork':
      return [ofShift({ kind: 'raiseLimit', shift, limit: 'maxWorkS', by: 0 }, by)]
    case 'maxTrips':
      return [ofShift({ kind: 'raiseLimit', shift, limit: 'maxTrips', by: 0 }, by)]
    case 'maxRide':
      return [ofTask({ kind: 'rideLonger', task: job, byS: 0 }, by), ...openings(prepared, route, task, stop)]
    case 'depotHours': {
      const depot = (route.stops[stop]?.job ?? '').slice(1)
      return [ofShift({ kind: 'depotLater', depot, byS: 0 }, by)]
    }
    case 'forbiddenSkill': {
      const has = prepared.problem.shifts[route.shiftIndex]?.skills ?? []
      const skills = (source?.forbiddenSkills ?? []).filter((skill) => has.includes(skill))
      return skills.map((skill) => asStatic({ kind: 'takeSkill', shift, skill }))
    }
    case 'zone':
      return source?.zone === undefined ? [] : [asStatic({ kind: 'allowZone', shift, zone: source.zone })]
    case 'pinnedShift':
      return [asStatic({ kind: 'unpin', task: job })]
    case 'pinnedPosition':
    case 'pinnedTime':
      return [asSwitch({ kind: 'unpin', task: job })]
    case 'goods':
      return mixtures(prepared, route, job).map((goods) => asSwitch({ kind: 'mixGoods', goods }))
    case 'relation': {
      const relation = relations[violation.relation ?? -1]
      return relation === undefined ? [] : [asSwitch({ kind: 'dropRelation', relation })]
    }
    case 'releaseTime':
      return releases(prepared, route)
    case 'reloadDepot':
    case 'rest':
    case 'prefix':
    case 'mostChanges':
    case 'group':
      return []
  }
}

/** Pairs of goods that a task brings together with what else is on the route. */
function mixtures(prepared: Prepared, route: RoutePlan, job: string): (readonly [string, string])[] {
  const own = sourceOf(prepared, job)?.goods ?? []
  const others = new Set(
    route.stops.flatMap((stop) => (stop.job === job ? [] : (sourceOf(prepared, stop.job)?.goods ?? []))),
  )
  return (prepared.problem.incompatibleGoods ?? []).filter(
    ([a, b]) => (own.includes(a) && others.has(b)) || (own.includes(b) && others.has(a)),
  )
}

/** Goods that keep the route from leaving earlier. */
function releases(prepared: Prepared, route: RoutePlan): Remedy[] {
  const shiftFrom = prepared.problem.shifts[route.shiftIndex]?.window[0] ?? 0
  return route.stops.flatMap(({ job }) => {
    const source = sourceOf(prepared, job)
    const releaseS = source !== undefined && 'releaseS' in source ? (source.releaseS ?? -Infinity) : -Infinity
    if (releaseS <= shiftFrom) return []
    return [ofTask({ kind: 'releaseEarlier', task: job, byS: 0 }, releaseS - shiftFrom)]
  })
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
    isSwitch: false,
    isStatic: false,
    isOfTask,
  }
}

const ofShift = (patch: Sized, enough: number, step = 1) => sized(patch, enough, step, false)
const ofTask = (patch: Sized, enough: number, step = 1) => sized(patch, enough, step, true)

function asSwitch(patch: Patch): Remedy {
  return {
    key: JSON.stringify(patch),
    patch: () => patch,
    enough: 1,
    step: 1,
    isSwitch: true,
    isStatic: false,
    isOfTask: false,
  }
}

function asStatic(patch: Patch): Remedy {
  return { ...asSwitch(patch), isStatic: true }
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

function visitOf(prepared: Prepared, id: string, end: End): VisitRules | undefined {
  const source = sourceOf(prepared, id)
  if (source === undefined || !('pickup' in source)) return source
  return end === 'pickup' ? source.pickup : source.delivery
}
