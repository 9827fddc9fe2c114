import { withIdentity } from '@cartage/db'
import type { ApiKeyId, OrganizationId, UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { ApiKey } from './key-columns.ts'
import { lockKey } from './list-keys.ts'

export interface KeyChange {
  readonly organizationId: OrganizationId
  readonly id: ApiKeyId
  readonly changedBy: UserId
  readonly origin?: AuditOrigin | undefined
}

/** Ends a key at once and for good. Repeating it is harmless. */
export function revokeKey(
  { db, now }: AuthContext,
  { organizationId, id, changedBy, origin }: KeyChange,
): Promise<ApiKey> {
  return withIdentity(db, organizationId, async (trx) => {
    const key = await lockKey(trx, organizationId, id)
    if (key.revokedAt !== null) return key
    const revokedAt = now()
    await trx.updateTable('identity.apiKey').set({ revokedAt }).where('id', '=', id).execute()
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: 'key.revoke',
      entity: 'key',
      entityId: id,
      origin,
      before: { name: key.name, account: key.account.name, permissions: key.permissions },
    })
    return { ...key, revokedAt: revokedAt.toISOString() }
  })
}

/** Gives a key another name; what it may do stays as it was made. */
export function renameKey(
  { db }: AuthContext,
  { organizationId, id, changedBy, origin, name }: KeyChange & { readonly name: string },
): Promise<ApiKey> {
  return withIdentity(db, organizationId, async (trx) => {
    const key = await lockKey(trx, organizationId, id)
    if (key.name === name) return key
    await trx.updateTable('identity.apiKey').set({ name }).where('id', '=', id).execute()
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: 'key.rename',
      entity: 'key',
      entityId: id,
      origin,
      before: { name: key.name },
      after: { name },
    })
    return { ...key, name }
  })
}
