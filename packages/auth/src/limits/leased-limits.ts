import type { Limit, Limits, Taken } from './limits.ts'

/** Of a burst, this share is taken at once: what a process may hold and not use, and so how far below a limit the sum can stay. */
const SHARE = 0.02
/** What was not used by then is given up, so that an idle process holds nothing back for long. */
const LEASE_MS = 1_000
/** Somebody who is refused is told so from memory for this long, instead of asking for each of a flood of calls. */
const REFUSED_MS = 250
const MOST_KEYS = 10_000

interface Lease {
  left: number
  refusedS: number
  readonly endsAt: number
}

/**
 * Takes units of wide limits some at a time, and hands them out one by one without asking again: each call of a person counts, and would
 * otherwise cost a statement. All processes together never let more through than the limit; at most a fiftieth of it per process stays unused.
 */
export function createLeasedLimits(
  limits: Limits,
  now: () => number = () => performance.now(),
): Pick<Limits, 'take'> {
  const leases = new Map<string, Promise<Lease>>()

  async function renew(limit: Limit): Promise<Lease> {
    const units = Math.max(1, Math.floor(limit.burst * SHARE))
    const { isAllowed, retryAfterS } = await limits.take(limit, units)
    return isAllowed
      ? { left: units, refusedS: 0, endsAt: now() + LEASE_MS }
      : { left: 0, refusedS: retryAfterS, endsAt: now() + REFUSED_MS }
  }

  function begin(limit: Limit): Promise<Lease> {
    // The oldest go first; who is asked about again soon is put in anew.
    for (const key of leases.keys()) {
      if (leases.size < MOST_KEYS) break
      leases.delete(key)
    }
    const lease = renew(limit)
    leases.delete(limit.key)
    leases.set(limit.key, lease)
    lease.catch(() => {
      if (leases.get(limit.key) === lease) leases.delete(limit.key)
    })
    return lease
  }

  return {
    async take(limit): Promise<Taken> {
      for (;;) {
        const pending = leases.get(limit.key) ?? begin(limit)
        const lease = await pending
        if (lease.endsAt > now()) {
          if (lease.refusedS > 0) return { isAllowed: false, retryAfterS: lease.refusedS }
          if (lease.left > 0) {
            lease.left--
            return { isAllowed: true, retryAfterS: 0 }
          }
        }
        // Of many that find it used up, one renews it and the others wait for that.
        if (leases.get(limit.key) === pending) void begin(limit).catch(() => undefined)
      }
    },
  }
}
