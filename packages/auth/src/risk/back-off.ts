/** How often values of a feature were seen in one group of sign-ins. */
export interface Seen {
  readonly total: number
  /** How many different values. */
  readonly distinct: number
  /** How often the value in question. */
  readonly count: number
}

export const nothingSeen: Seen = { total: 0, distinct: 0, count: 0 }

/** From the widest group to the narrowest. */
export const levels = ['all', 'tenant', 'role', 'user'] as const
export type Level = (typeof levels)[number]
export type ByLevel<Value> = Readonly<Record<Level, Value>>

/**
 * The probability of a value, where each group backs off to the wider one: Witten and Bell's smoothing ("The zero-frequency problem",
 * IEEE Trans. Inf. Theory 37, 1991). The more different values somebody was seen with, the less is one more a surprise: who travels is
 * asked less often for a new network. One unseen value is counted in from the start.
 *
 * Groups above the user must count each person once a value (as Kneser and Ney do with words): else what one person did a hundred
 * times would be a hundred reasons in every group they belong to.
 */
export function backedOff(base: number, groups: readonly Seen[]): number {
  return groups.reduce((parent, { total, distinct, count }) => {
    const unseen = distinct + 1
    return (count + unseen * parent) / (total + unseen)
  }, base)
}
