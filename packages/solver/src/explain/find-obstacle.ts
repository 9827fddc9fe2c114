import { newlyBroken } from '../insert/newly-broken.ts'
import type { ShiftType } from '../model/group-shifts.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Job, Shipment } from '../model/problem.ts'
import type { ReasonCode } from '../model/reason.ts'
import type { RoutePlan, Violation } from '../model/solution.ts'
import { sourceOf } from '../model/source-of.ts'
import { codeOf, mostTelling } from './violation-codes.ts'

/**
 * Whose fault a broken rule is, where the rule alone does not say so: of what is `promised` on the shift or `onBoard`
 * of it, of what the task `takes` along, or of its `window`, `release` or `pin`, when there is time enough at others.
 */
export type Cause = 'promised' | 'onBoard' | 'takes' | 'window' | 'release' | 'pin'

/** What rules a task out on an empty shift. */
export interface Obstacle {
  readonly code: ReasonCode
  /** The broken rule that says most. */
  readonly violation: Violation
  readonly cause?: Cause | undefined
  /** Those that the shift lacks, or has and must not have. */
  readonly skills: readonly string[]
  /** How much longer than the shift the route is, even if it never waited. */
  readonly tooLongS?: number | undefined
  /** All rules that the task breaks there. */
  readonly broken: readonly Violation[]
}

/**
 * Finds what rules a task out on an empty shift of a type; undefined when nothing does. `before` is broken by what is
 * promised there without the task, `route` serves it behind that.
 */
export function findObstacle(
  { prepared, job, type }: { readonly prepared: Prepared; readonly job: string; readonly type: ShiftType },
  before: readonly Violation[],
  route: Pick<RoutePlan, 'durationS' | 'waitS' | 'violations'>,
): Obstacle | undefined {
  const source = sourceOf(prepared, job)
  const broken = newlyBroken(before, route.violations).filter((violation) => isOf(violation, job))
  const violation = mostTelling(broken)
  if (violation === undefined || source === undefined) {
    const theirs = mostTelling(route.violations)
    return theirs && promised(theirs, route.violations)
  }
  const obstacle = { code: codeOf(violation), violation, skills: [], broken }
  switch (violation.kind) {
    case 'missingSkill':
      return { ...obstacle, skills: source.skills.filter((skill) => !type.shift.skills.includes(skill)) }
    case 'ruleBroken': {
      if (violation.rule !== 'forbiddenSkill') return obstacle
      const forbidden = source.forbiddenSkills ?? []
      return { ...obstacle, skills: forbidden.filter((skill) => type.shift.skills.includes(skill)) }
    }
    case 'overCapacity': {
      const dimension = prepared.problem.dimensions.indexOf(violation.dimension)
      const capacity = type.shift.capacity[dimension] ?? 0
      if ((source.load[dimension] ?? 0) > capacity) return obstacle
      const takes = 'takes' in source ? (source.takes?.[dimension] ?? 0) : 0
      return { ...obstacle, cause: takes > capacity ? 'takes' : 'onBoard' }
    }
    case 'overShift': {
      const tooLongS = tooLongBy(type, route)
      if (tooLongS > 0) return { ...obstacle, tooLongS }
      const cause = causeOfWaiting(source)
      if (cause !== undefined)
        return { ...obstacle, cause, code: cause === 'pin' ? 'PINNED' : 'WINDOW_OUTSIDE_SHIFT' }
      return (type.shift.prefix ?? []).length > 0 ? promised(violation, broken) : obstacle
    }
    default:
      return obstacle
  }
}

function promised(violation: Violation, broken: readonly Violation[]): Obstacle {
  return { code: 'PREFIX', violation, cause: 'promised', skills: [], broken }
}

/** A rule that names another task is broken by that one, or by what the task does to it. */
function isOf(violation: Violation, job: string): boolean {
  return !('job' in violation) || violation.job === undefined || violation.job === job
}

/** Seconds by which a route is longer than its shift, even if it never waited. */
function tooLongBy(
  { fromS, toS }: ShiftType,
  { durationS, waitS }: Pick<RoutePlan, 'durationS' | 'waitS'>,
): number {
  return durationS - waitS - (toS - fromS)
}

/** What a route waits for that ends too late, though its shift is long enough. */
function causeOfWaiting(source: Job | Shipment): Cause | undefined {
  const visits = 'pickup' in source ? [source.pickup, source.delivery] : [source]
  if (visits.some(({ windows }) => windows.length > 0)) return 'window'
  if ('releaseS' in source && source.releaseS !== undefined) return 'release'
  return source.pin?.startS === undefined ? undefined : 'pin'
}
