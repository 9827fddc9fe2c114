import type { Prepared } from '../model/prepare.ts'
import type { ReasonCode } from '../model/reason.ts'
import type { RouteRule, Violation } from '../model/solution.ts'
import { relationWords } from './phrase-rule.ts'

interface Telling {
  readonly code: ReasonCode
  /** What to say of a shift on which the task has no room, in the words of `1 shift …`. */
  readonly beside: string
}

type Kind = Exclude<Violation['kind'], 'ruleBroken'> | RouteRule

/** What each broken rule says of an empty shift, the most telling first, and of one with stops. */
const TELLING: Readonly<Record<Kind, Telling>> = {
  pinnedShift: { code: 'PINNED', beside: 'other than the one it is bound to' },
  missingSkill: { code: 'SKILL_MISSING', beside: 'without the skill' },
  forbiddenSkill: { code: 'SKILL_FORBIDDEN', beside: 'with a skill that it forbids' },
  zone: { code: 'ZONE_REFUSED', beside: 'of other zones' },
  overCapacity: { code: 'OVER_CAPACITY', beside: 'full' },
  noWay: { code: 'NO_WAY', beside: 'without a way' },
  relation: { code: 'RELATION', beside: 'against its relation' },
  group: { code: 'GROUP_SERVED', beside: 'beside another task of its group' },
  goods: { code: 'GOODS_APART', beside: 'with goods that it must not be beside' },
  late: { code: 'WINDOW_OUTSIDE_SHIFT', beside: 'without enough time' },
  pinnedTime: { code: 'PINNED', beside: 'elsewhere at the time that it is bound to' },
  releaseTime: { code: 'WINDOW_OUTSIDE_SHIFT', beside: 'without enough time' },
  maxRide: { code: 'RIDE_TOO_LONG', beside: 'where the ride takes too long' },
  overShift: { code: 'SHIFT_TOO_SHORT', beside: 'without enough time' },
  overDuration: { code: 'SHIFT_TOO_SHORT', beside: 'without enough time' },
  latestStart: { code: 'SHIFT_TOO_SHORT', beside: 'that must leave earlier' },
  maxDriving: { code: 'SHIFT_TOO_SHORT', beside: 'at the longest driving time' },
  maxWork: { code: 'SHIFT_TOO_SHORT', beside: 'at the longest working time' },
  overDistance: { code: 'SHIFT_TOO_SHORT', beside: 'at the longest distance' },
  tooManyStops: { code: 'SHIFT_TOO_SHORT', beside: 'at the largest number of stops' },
  maxTrips: { code: 'SHIFT_TOO_SHORT', beside: 'at the largest number of trips' },
  depotHours: { code: 'DEPOT_CLOSED', beside: 'when a depot is closed' },
  reloadDepot: { code: 'DEPOT_CLOSED', beside: 'that may not load there' },
  breakMissed: { code: 'SHIFT_TOO_SHORT', beside: 'without room for a break' },
  rest: { code: 'SHIFT_TOO_SHORT', beside: 'without room for a rest' },
  pinnedPosition: { code: 'PINNED', beside: 'with another stop at its position' },
  prefix: { code: 'PREFIX', beside: 'where other stops come first' },
  mostChanges: { code: 'NO_MORE_CHANGES', beside: 'that it may not change to' },
  pairBroken: { code: 'NO_ROOM', beside: 'with a part of it' },
  servedTwice: { code: 'NO_ROOM', beside: 'with a part of it' },
}
const ORDER = Object.keys(TELLING)

function kindOf(violation: Violation): Kind {
  return violation.kind === 'ruleBroken' ? violation.rule : violation.kind
}

export function codeOf(violation: Violation): ReasonCode {
  return TELLING[kindOf(violation)].code
}

/** As in `1 shift full (kg)`. */
export function besideWords(prepared: Prepared, job: string, violation: Violation): string {
  const { beside } = TELLING[kindOf(violation)]
  if (violation.kind === 'overCapacity') return `${beside} (${violation.dimension})`
  if (violation.kind !== 'ruleBroken' || violation.relation === undefined) return beside
  return `${beside} (${relationWords(prepared, violation.relation, job)})`
}

/** The broken rule that says most about why a route cannot be. */
export function mostTelling(violations: readonly Violation[]): Violation | undefined {
  return violations.toSorted((a, b) => ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)))[0]
}
