/** Who drives keeps a phone signed in for weeks; at a desk a session ends with the day. */
export const sessionKinds = ['console', 'driver'] as const
export type SessionKind = (typeof sessionKinds)[number]

export interface SessionLimits {
  /** Seconds after its last use at which a session ends. */
  readonly idleS: number
  /** Seconds after its beginning at which it ends, however often it is used. */
  readonly absoluteS: number
}

const HOUR_S = 3_600
const DAY_S = 24 * HOUR_S

export const usualLimits: Readonly<Record<SessionKind, SessionLimits>> = {
  console: { idleS: 12 * HOUR_S, absoluteS: 7 * DAY_S },
  driver: { idleS: 14 * DAY_S, absoluteS: 90 * DAY_S },
}
