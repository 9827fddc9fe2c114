import { withIdentity } from '@cartage/db'
import { notFound } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { removeRecoveryCodes } from './recovery-codes.ts'
import { requireProven } from './require-proven.ts'

export interface RemoveTotpInput {
  readonly session: SessionContext
  readonly origin?: AuditOrigin | undefined
}

/**
 * Removes the authenticator app, and the recovery codes with the last factor; the person's other sessions end. Where the organization
 * asks for a second factor, the session is good for nothing but setting up another. Throws NOT_FOUND where there is no app.
 */
export function removeTotp(
  { db, sessions }: AuthContext,
  { session, origin }: RemoveTotpInput,
): Promise<void> {
  const { organizationId, userId, sessionId } = session
  return withIdentity(db, organizationId, async (trx) => {
    await requireProven(trx, session)
    const { numDeletedRows } = await trx
      .deleteFrom('identity.totp')
      .where('userId', '=', userId)
      .where('confirmedAt', 'is not', null)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound('authenticator app')
    const { hasSecondFactor } = entryOf(await requireMember(trx, organizationId, userId))
    if (!hasSecondFactor) {
      await removeRecoveryCodes(trx, userId)
      await trx
        .updateTable('identity.session')
        .set({ secondFactorAt: null })
        .where('publicId', '=', sessionId)
        .execute()
    }
    await sessions.endAllOf(trx, userId, sessionId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'factor.remove',
      entity: 'factor',
      entityId: userId,
      origin,
      before: { method: 'totp' },
    })
  })
}
