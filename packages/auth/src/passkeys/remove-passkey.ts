import { withIdentity } from '@cartage/db'
import { notFound } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { finishRemoval, lockFactors } from '../factors/finish-removal.ts'
import { requireProven } from '../factors/require-proven.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'

export interface RemovePasskeyInput {
  readonly session: SessionContext
  readonly id: string
  readonly origin?: AuditOrigin | undefined
}

/**
 * Removes one of the person's own passkeys, and the recovery codes with the last factor; the person's other sessions end. Throws
 * NOT_FOUND for any other, PRECONDITION (`LAST_FACTOR`) for the last factor while one is required.
 */
export function removePasskey(
  context: AuthContext,
  { session, id, origin }: RemovePasskeyInput,
): Promise<void> {
  const { organizationId, userId } = session
  return withIdentity(context.db, organizationId, async (trx) => {
    await lockFactors(trx, userId)
    await requireProven(trx, session)
    const removed = await trx
      .deleteFrom('identity.passkey')
      .where('id', '=', id)
      .where('userId', '=', userId)
      .returning('name')
      .executeTakeFirst()
    if (removed === undefined) throw notFound('passkey')
    await finishRemoval(trx, context, session)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'factor.remove',
      entity: 'factor',
      entityId: userId,
      origin,
      before: { method: 'passkey', name: removed.name },
    })
  })
}
