import type { IdentityTransaction } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { SessionContext } from '../sessions/session-store.ts'

/**
 * Throws FORBIDDEN (`SECOND_FACTOR_REQUIRED`) when somebody has a second factor and this session has not shown it: a password alone
 * neither adds a factor nor takes one away.
 */
export async function requireProven(
  trx: IdentityTransaction,
  { organizationId, userId, sessionId }: SessionContext,
): Promise<void> {
  const { hasSecondFactor } = entryOf(await requireMember(trx, organizationId, userId))
  if (!hasSecondFactor) return
  const row = await trx
    .selectFrom('identity.session')
    .select('secondFactorAt')
    .where('publicId', '=', sessionId)
    .executeTakeFirst()
  if (row !== undefined && row.secondFactorAt !== null) return
  throw new CartageError('FORBIDDEN', 'Show your second factor first: sign out and in again.', {
    reason: 'SECOND_FACTOR_REQUIRED',
  })
}
