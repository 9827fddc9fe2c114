import type { RouteRule, Violation } from '../model/solution.ts'

/** What a broken rule without a size of its own counts for, in seconds: more than any lateness of a day. */
export const OUTRIGHT_S = 100_000

/** Rules that are broken by so many seconds. A relation is by a time or by tasks: a time is the longer. */
const IN_SECONDS: ReadonlySet<RouteRule> = new Set<RouteRule>([
  'latestStart',
  'releaseTime',
  'maxDriving',
  'maxWork',
  'maxRide',
  'depotHours',
  'rest',
  'pinnedTime',
])

/**
 * How bad a broken rule is, for ordering what breaks different ones: seconds where it is about time, else a
 * figure larger than a day's lateness, and the more the larger its size.
 */
export function violationSize(violation: Violation): number {
  if (violation.kind === 'ruleBroken') {
    return (IN_SECONDS.has(violation.rule) ? 0 : OUTRIGHT_S) + violation.by
  }
  if ('byS' in violation) return violation.byS
  if ('by' in violation) return OUTRIGHT_S + violation.by
  if ('byM' in violation) return violation.byM / 10
  return 'durationS' in violation ? violation.durationS : 10 * OUTRIGHT_S
}

/** How bad a route's broken rules are together, 0 when it keeps all. */
export function badnessOf(violations: readonly Violation[]): number {
  return violations.reduce((sum, violation) => sum + 1 + violationSize(violation), 0)
}
