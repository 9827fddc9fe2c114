import type { IdentityTransaction } from '@cartage/db'
import { entryOf, type MemberRow } from '../access/member-access.ts'
import type { JudgedSignIn } from './judge-sign-in.ts'
import { isTrusted } from './trust.ts'

/**
 * Whether somebody who has a second factor is asked for it. It is left out only where all speaks for the person: their own browser, in
 * which they showed it within 30 days and did not sign out since, and a sign-in like their others; and never where their organization requires it or for an
 * operator of the installation.
 */
export async function isFactorAsked(
  trx: IdentityTransaction,
  member: MemberRow,
  { look, isKnown, isUnusual }: JudgedSignIn,
): Promise<boolean> {
  if (entryOf(member).requiresSecondFactor || member.isOperator) return true
  if (look.deviceId === null || !isKnown || isUnusual) return true
  return !(await isTrusted(trx, { userId: member.userId, deviceId: look.deviceId, at: look.at }))
}
