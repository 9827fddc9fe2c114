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
  /** Takes a unit of each in turn, up to the first that refuses: that one's is the last answer. */
  takeEach(limits: readonly Limit[]): Promise<readonly Taken[]>
  /** Forgets what was taken, as after a right answer; in the transaction, where the limits are in the same database. */
  forget(key: string, trx: IdentityTransaction): Promise<void>
}

/** Takes one unit of each, in turn. Throws LIMIT_REACHED with the seconds to wait, for the first that refuses. */
export async function takeLimit(limits: Limits, ...asked: readonly Limit[]): Promise<void> {
  const taken = await limits.takeEach(asked)
  for (const [at, limit] of asked.entries()) {
    const { isAllowed = false, retryAfterS = 1 } = taken[at] ?? {}
    if (!isAllowed) throw limitReached(limit, retryAfterS)
  }
}

export const limitReached = ({ key }: Limit, retryAfterS: number): CartageError =>
  new CartageError('LIMIT_REACHED', `Too many attempts. Try again in ${retryAfterS} s.`, {
    reason: 'RATE_LIMIT',
    retryAfterS,
    detail: key,
  })
