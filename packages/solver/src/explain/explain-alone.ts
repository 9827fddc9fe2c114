import type { OpenPlan } from '../insert/open-plan.ts'
import { violationSize } from '../insert/violation-size.ts'
import type { Blocker, Reason, ReasonCode } from '../model/reason.ts'
import type { Violation } from '../model/solution.ts'
import { violationKey } from '../insert/violation-key.ts'
import { phraseAlone } from './phrase-alone.ts'
import type { Trials } from '../insert/trials.ts'
import { codeOf, mostTelling } from './violation-codes.ts'
import { visitsOf } from '../insert/visits-of.ts'

/** Reasons are data for a screen: of many shifts and blockers the first are named. */
const MOST_NAMED = 20

/** What a trial on an empty shift takes, in stops. */
const ALONE = 5

export interface Alone {
  /** What rules a task out on empty shifts, a reason for each kind of rule. */
  readonly reasons: readonly Reason[]
  /** Shift types that could serve it alone. */
  readonly able: readonly number[]
  /** Whether all types were tried. */
  readonly isWhole: boolean
}

interface Finding {
  /** The smallest of its kind. */
  violation: Violation
  shifts: number
  readonly skills: Set<string>
  readonly blockers: Map<string, { shifts: string[]; violation: Violation }>
}

/** Tries a task alone on an empty shift of every type, behind what is promised there. */
export function explainAlone(plan: OpenPlan, job: string, trials: Trials): Alone {
  const { types } = plan.prepared
  const findings = new Map<ReasonCode, Finding>()
  const able: number[] = []
  const jobs = visitsOf(plan.prepared, job)
  for (let type = 0; type < types.length; type++) {
    if (trials.left <= 0) return { reasons: [], able: [], isWhole: false }
    trials.left -= ALONE
    const shifts = types[type]?.shifts ?? []
    const { violations } = plan.evaluate(shifts[0] ?? 0, [...promised(plan, type, job), ...jobs])
    const telling = mostTelling(violations)
    if (telling === undefined) able.push(type)
    else
      note(
        findings,
        telling,
        violations,
        shifts.map((shift) => plan.shiftId(shift)),
      )
  }
  const reasons = [...findings].map(([code, { violation, shifts, skills, blockers }]): Reason => {
    const { text, data } = phraseAlone(plan.prepared, job, { violation, shifts, skills: [...skills] })
    return { code, text, data, blockers: named(blockers) }
  })
  return { reasons, able, isWhole: true }
}

/** What a route of the type begins with; the task itself may be of it. */
function promised({ prepared }: OpenPlan, type: number, job: string): readonly string[] {
  return (prepared.types[type]?.shift.prefix ?? []).filter((id) => id !== job)
}

function note(
  findings: Map<ReasonCode, Finding>,
  telling: Violation,
  violations: readonly Violation[],
  shifts: readonly string[],
): void {
  const code = codeOf(telling)
  const finding = findings.get(code) ?? {
    violation: telling,
    shifts: 0,
    skills: new Set<string>(),
    blockers: new Map<string, { shifts: string[]; violation: Violation }>(),
  }
  findings.set(code, finding)
  finding.shifts += shifts.length
  if (violationSize(telling) < violationSize(finding.violation)) finding.violation = telling
  for (const violation of violations) {
    if (violation.kind === 'missingSkill') finding.skills.add(violation.skill)
    const key = violationKey(violation) + violationSize(violation)
    const blocker = finding.blockers.get(key) ?? { shifts: [], violation }
    finding.blockers.set(key, blocker)
    blocker.shifts.push(...shifts.slice(0, MOST_NAMED - blocker.shifts.length))
  }
}

function named(blockers: ReadonlyMap<string, Blocker>): Blocker[] {
  return [...blockers.values()].slice(0, MOST_NAMED)
}
