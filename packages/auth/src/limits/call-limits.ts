import type { OrganizationId, UserId } from '@cartage/domain'
import { createLeasedLimits } from './leased-limits.ts'
import { type Limit, limitReached, type Limits } from './limits.ts'

/** Calls a second that go on for ever; 0 for no limit. Thirty times as many may come at once. */
export interface CallRates {
  readonly user: number
  readonly organization: number
}

/** A console that loads a day makes about thirty calls, and then a few a minute. */
export const usualCallRates: CallRates = { user: 20, organization: 200 }

const BURST_S = 30

export type TakeCall = (caller: {
  readonly userId: UserId
  readonly organizationId: OrganizationId
}) => Promise<void>

/** Counts a call of a person, and of their organization. Throws LIMIT_REACHED with the seconds to wait. */
export function createCallLimits(limits: Limits, rates: CallRates): TakeCall {
  const leased = createLeasedLimits(limits)
  const take = async (key: string, rate: number): Promise<void> => {
    if (rate === 0) return
    const limit: Limit = { key, burst: Math.max(1, Math.round(rate * BURST_S)), everyS: 1 / rate }
    const { isAllowed, retryAfterS } = await leased.take(limit)
    if (!isAllowed) throw limitReached(limit, retryAfterS)
  }
  return async ({ userId, organizationId }) => {
    await take(`calls user ${userId}`, rates.user)
    await take(`calls organization ${organizationId}`, rates.organization)
  }
}
