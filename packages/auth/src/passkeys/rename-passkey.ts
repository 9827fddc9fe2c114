import { withIdentity } from '@cartage/db'
import { notFound } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'

export interface RenamePasskeyInput {
  readonly session: SessionContext
  readonly id: string
  readonly name: string
  readonly origin?: AuditOrigin | undefined
}

/** Gives one of the person's own passkeys another name. Throws NOT_FOUND for any other. */
export function renamePasskey(
  { db }: AuthContext,
  { session: { organizationId, userId }, id, name, origin }: RenamePasskeyInput,
): Promise<void> {
  return withIdentity(db, organizationId, async (trx) => {
    const before = await trx
      .selectFrom('identity.passkey')
      .select('name')
      .where('id', '=', id)
      .where('userId', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound('passkey')
    await trx.updateTable('identity.passkey').set({ name }).where('id', '=', id).execute()
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'factor.rename',
      entity: 'factor',
      entityId: userId,
      origin,
      before: { method: 'passkey', name: before.name },
      after: { method: 'passkey', name },
    })
  })
}
