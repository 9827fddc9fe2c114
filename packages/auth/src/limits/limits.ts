import type { IdentityTransaction } from '@cartage/db'
import { CartageError } from '@cartage/domain'

export interface Limit {
  /** What is limited, with who or what it is about. */
  readonly key: string
  /** How many go through at once. */
  readonly burst: number
  /** Seconds after which one more may. */
  readonly everyS: number
}

export interface Taken {
  readonly isAllowed: boolean
  /** Whole seconds after which it would be; 0 where it is. */
  readonly retryAfterS: number
}

/**
 * Where limits are counted: the generic cell rate algorithm, as the ATM Forum's Traffic Management 4.0 and ITU-T I.371 define it and
 * Brandur Leach describes it for web services (https://brandur.org/rate-limiting). One instant a key, the theoretical arrival time:
 * with a period T and a burst b, tat' = max(now, tat) + T, which is taken where tat' - now <= b T. Whoever keeps it decides by one
 * clock and in one step, so that it holds over all processes.
 */
export interface Limits {
  /** Takes some units, or none of them. */
  take(limit: Limit, units?: number): Promise<Taken>
  /** Forgets what was taken, as after a right answer; in the transaction, where the limits are in the same database. */
  forget(key: string, trx: IdentityTransaction): Promise<void>
}

/** Takes one unit. Throws LIMIT_REACHED with the seconds to wait. */
export async function takeLimit(limits: Limits, limit: Limit): Promise<void> {
  const { isAllowed, retryAfterS } = await limits.take(limit)
  if (!isAllowed) throw limitReached(limit, retryAfterS)
}

export const limitReached = ({ key }: Limit, retryAfterS: number): CartageError =>
  new CartageError('LIMIT_REACHED', `Too many attempts. Try again in ${retryAfterS} s.`, {
    reason: 'RATE_LIMIT',
    retryAfterS,
    detail: key,
  })
