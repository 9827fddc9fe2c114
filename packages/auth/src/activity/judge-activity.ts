import { median, robustZ } from '../risk/robust-z.ts'
import { WEEK_HOURS } from '../risk/week-hours.ts'

/** How much of a kind somebody did within an hour. */
export interface HourOfWork {
  readonly weekHour: number
  readonly isSameRole: boolean
  readonly count: number
}

export interface JudgedActivity {
  readonly isUnusual: boolean
  readonly z: number
  /** The median of what it was compared with. */
  readonly usual: number
  readonly comparedWith: 'role_and_hour' | 'role' | 'everybody' | 'nothing'
}

/** Less than this in an hour is never worth a word. */
export const NOTEWORTHY_FROM = 20
const UNUSUAL_FROM = 4
/** A median of fewer is no measure. */
const LEAST_HOURS = 8
/** What an hour holds where nothing is known. */
const ASSUMED = 50
/** Work comes a little sooner or later. */
const NEAR_H = 2

/**
 * Judges what somebody did of a kind within an hour by what members of their role did in such hours of the week, by a robust z-score on
 * logarithmic counts; where those are too few, by their role at any hour, then by everybody.
 */
export function judgeActivity(
  count: number,
  weekHour: number,
  others: readonly HourOfWork[],
): JudgedActivity {
  const role = others.filter(({ isSameRole }) => isSameRole)
  const away = (hour: number): number => {
    const distance = Math.abs(hour - weekHour)
    return Math.min(distance, WEEK_HOURS - distance)
  }
  const near = role.filter((hour) => away(hour.weekHour) <= NEAR_H)
  const choices = [
    { comparedWith: 'role_and_hour', hours: near },
    { comparedWith: 'role', hours: role },
    { comparedWith: 'everybody', hours: others },
  ] as const
  const chosen = choices.find(({ hours }) => hours.length >= LEAST_HOURS)
  const counts = chosen?.hours.map((hour) => hour.count) ?? [ASSUMED]
  const z = robustZ(count, counts)
  return {
    isUnusual: count >= NOTEWORTHY_FROM && z >= UNUSUAL_FROM,
    z,
    usual: median(counts),
    comparedWith: chosen?.comparedWith ?? 'nothing',
  }
}
