import type { OpenPlan } from '../insert/open-plan.ts'
import { violationKey } from '../insert/violation-key.ts'
import { violationSize } from '../insert/violation-size.ts'
import { visitsOf } from '../insert/visits-of.ts'
import type { Trials } from '../insert/trials.ts'
import type { ShiftType } from '../model/group-shifts.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Shift } from '../model/problem.ts'
import type { Reason } from '../model/reason.ts'
import type { RoutePlan, Violation } from '../model/solution.ts'
import { sourceOf } from '../model/source-of.ts'
import { wholePrefixes } from '../model/whole-prefixes.ts'
import { findObstacle } from './find-obstacle.ts'
import type { Obstacle } from './find-obstacle.ts'
import { phraseAlone } from './phrase-alone.ts'
import { plainViolations } from './plain-violations.ts'

/** Reasons are data for a screen: of many shifts and blockers the first are named. */
const MOST_NAMED = 20

/** What a trial on an empty shift takes, in stops. */
const ALONE = 5

export interface Alone {
  /** What rules a task out on empty shifts, a reason for each kind of obstacle. */
  readonly reasons: readonly Reason[]
  /** Shift types that could serve it alone. */
  readonly able: readonly number[]
  /** Whether all types were tried, or had no need to be. */
  readonly isWhole: boolean
}

interface Finding {
  /** The smallest of its kind. */
  obstacle: Obstacle
  readonly shifts: number[]
  readonly blockers: Map<string, { shifts: string[]; violation: Violation }>
}

/** What rules a task out on empty shifts, in words and figures. */
export function explainAlone(plan: OpenPlan, job: string, trials: Trials): Alone {
  const { findings, able, isWhole } = findAlone(plan, job, trials)
  const reasons = findings.map(({ obstacle, shifts, blockers }): Reason => {
    const { text, data } = phraseAlone(plan.prepared, job, { obstacle, shifts })
    return { code: obstacle.code, text, data, blockers: [...blockers.values()].slice(0, MOST_NAMED) }
  })
  return { reasons, able, isWhole }
}

/**
 * Tries a task alone on an empty shift of every type, behind what is promised there. Where that cannot be kept itself,
 * it is what rules the task out. When the trials are over, what rules it out plainly is still found.
 */
export function findAlone(
  plan: OpenPlan,
  job: string,
  trials: Trials,
): Omit<Alone, 'reasons'> & { readonly findings: readonly Finding[] } {
  const { prepared } = plan
  const findings = new Map<string, Finding>()
  const able: number[] = []
  let isWhole = true
  for (const [index, type] of prepared.types.entries()) {
    const { shifts } = type
    if (trials.areOver) {
      const obstacle = plainObstacle(prepared, job, type)
      if (obstacle === undefined) isWhole = false
      else note(plan, findings, obstacle, shifts)
      continue
    }
    const [first = 0] = shifts
    const prefix = type.shift.prefix ?? []
    const others = prefix.filter((id) => id !== job)
    const route = bestOf(plan, first, routesWith(plan, type.shift, job), trials)
    const before =
      others.length === 0 ? [] : bestOf(plan, first, wholePrefixes(prepared, others), trials).violations
    const obstacle = findObstacle({ prepared, job, type }, before, route)
    if (obstacle === undefined) able.push(index)
    else note(plan, findings, obstacle, shifts)
  }
  return { findings: [...findings.values()], able, isWhole }
}

/** What rules a task out on a shift of a type whatever is tried there, if anything does. */
function plainObstacle(prepared: Prepared, job: string, type: ShiftType): Obstacle | undefined {
  const { prefix = [] } = type.shift
  const source = sourceOf(prepared, job)
  if (source === undefined || prefix.includes(job)) return undefined
  const [whole = []] = wholePrefixes(prepared, prefix)
  const violations = plainViolations(source, type.shift, whole.length)
  if (violations.length === 0) return undefined
  return findObstacle({ prepared, job, type }, [], { durationS: 0, waitS: 0, violations })
}

/**
 * The routes of a task where it is promised, or else behind what is promised, ahead of what that owes or behind it; also
 * with a reload ahead, where what was on board is not beside it.
 */
function* routesWith(
  { prepared }: OpenPlan,
  { prefix = [], reloads = [] }: Shift,
  job: string,
): Generator<readonly string[]> {
  const jobs = prefix.includes(job) ? [] : visitsOf(prepared, job)
  for (const whole of wholePrefixes(prepared, prefix)) {
    yield [...whole, ...jobs]
    if (jobs.length > 0) for (const depot of reloads) yield [...whole, `@${depot}`, ...jobs]
    const owed = whole.slice(prefix.length)
    if (owed.length > 0 && jobs.length > 0) yield [...prefix, ...jobs, ...owed]
  }
}

/** The first of some routes that keeps all rules, or else the first. */
function bestOf(
  plan: OpenPlan,
  shift: number,
  routes: Iterable<readonly string[]>,
  trials: Trials,
): Pick<RoutePlan, 'durationS' | 'waitS' | 'violations'> {
  let best: RoutePlan | undefined
  for (const ids of routes) {
    trials.left -= ALONE
    const route = plan.evaluate(shift, ids)
    // A part of a prefix is looked at for itself.
    const violations = route.violations.filter((violation) => !isPartOfPrefix(violation))
    if (violations.length === 0) return { ...route, violations }
    best ??= { ...route, violations }
  }
  return best ?? { durationS: 0, waitS: 0, violations: [] }
}

function isPartOfPrefix(violation: Violation): boolean {
  return violation.kind === 'ruleBroken' && violation.rule === 'prefix' && violation.stop < 0
}

function note(
  plan: OpenPlan,
  findings: Map<string, Finding>,
  obstacle: Obstacle,
  shifts: readonly number[],
): void {
  const key = kindOf(obstacle)
  const finding: Finding = findings.get(key) ?? { obstacle, shifts: [], blockers: new Map() }
  findings.set(key, finding)
  finding.shifts.push(...shifts)
  if (violationSize(obstacle.violation) < violationSize(finding.obstacle.violation))
    finding.obstacle = obstacle
  const ids = shifts.slice(0, MOST_NAMED).map((shift) => plan.shiftId(shift))
  for (const violation of obstacle.broken) {
    const blocked = violationKey(violation) + violationSize(violation)
    const blocker = finding.blockers.get(blocked) ?? { shifts: [], violation }
    finding.blockers.set(blocked, blocker)
    blocker.shifts.push(...ids.slice(0, MOST_NAMED - blocker.shifts.length))
  }
}

/** Obstacles of one kind are told in one sentence, which has to be true of all their shifts. */
function kindOf({ code, cause, violation, skills }: Obstacle): string {
  const rule = violation.kind === 'ruleBroken' ? violation.rule : violation.kind
  const dimension = violation.kind === 'overCapacity' ? violation.dimension : ''
  return JSON.stringify(cause === 'promised' ? [code] : [code, cause, rule, dimension, skills])
}
