import { withIdentity } from '@cartage/db'
import { notFound } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { finishRemoval, lockFactors } from './finish-removal.ts'
import { requireProven } from './require-proven.ts'

export interface RemoveTotpInput {
  readonly session: SessionContext
  readonly origin?: AuditOrigin | undefined
}

/**
 * Removes the authenticator app, and the recovery codes with the last factor; the person's other sessions end. Throws NOT_FOUND where
 * there is no app, PRECONDITION (`LAST_FACTOR`) for the last factor while one is required.
 */
export function removeTotp(context: AuthContext, { session, origin }: RemoveTotpInput): Promise<void> {
  const { organizationId, userId } = session
  return withIdentity(context.db, organizationId, async (trx) => {
    await lockFactors(trx, userId)
    await requireProven(trx, session)
    const { numDeletedRows } = await trx
      .deleteFrom('identity.totp')
      .where('userId', '=', userId)
      .where('confirmedAt', 'is not', null)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound('authenticator app')
    await finishRemoval(trx, context, session)
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
