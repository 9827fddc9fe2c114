import type { ReasonCode } from '../model/reason.ts'
import { RULE_WORDS } from './rule-words.ts'
import type { Violation } from '../model/solution.ts'

interface Telling {
  readonly code: ReasonCode
  /** What to say of a shift on which the task has no room, in the words of `1 shift …`. */
  readonly beside: string
}

/** What each broken rule says of an empty shift, the most telling first, and of one with stops. */
const TELLING: Readonly<Record<Violation['kind'], Telling>> = {
  missingSkill: { code: 'SKILL_MISSING', beside: 'without the skill' },
  overCapacity: { code: 'OVER_CAPACITY', beside: 'full' },
  noWay: { code: 'NO_WAY', beside: 'without a way' },
  late: { code: 'WINDOW_OUTSIDE_SHIFT', beside: 'without enough time' },
  overShift: { code: 'SHIFT_TOO_SHORT', beside: 'without enough time' },
  overDuration: { code: 'SHIFT_TOO_SHORT', beside: 'without enough time' },
  overDistance: { code: 'SHIFT_TOO_SHORT', beside: 'at the longest distance' },
  tooManyStops: { code: 'SHIFT_TOO_SHORT', beside: 'at the largest number of stops' },
  breakMissed: { code: 'SHIFT_TOO_SHORT', beside: 'without room for a break' },
  ruleBroken: { code: 'RULE_BROKEN', beside: 'against another rule' },
  pairBroken: { code: 'NO_ROOM', beside: 'with a part of it' },
  servedTwice: { code: 'NO_ROOM', beside: 'with a part of it' },
}
const ORDER = Object.keys(TELLING)

export function codeOf(violation: Violation): ReasonCode {
  return TELLING[violation.kind].code
}

/** As in `1 shift full (kg)`. */
export function besideWords(violation: Violation): string {
  const { beside } = TELLING[violation.kind]
  if (violation.kind === 'ruleBroken') return RULE_WORDS[violation.rule]
  return violation.kind === 'overCapacity' ? `${beside} (${violation.dimension})` : beside
}

/** The broken rule that says most about why a route cannot be. */
export function mostTelling(violations: readonly Violation[]): Violation | undefined {
  return violations.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))[0]
}
