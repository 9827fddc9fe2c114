import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type ApiKeyId, notFound, type OrganizationId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { type ApiKey, keyColumns, toKey } from './key-columns.ts'

/** The keys of an organization that are good or were good lately, the newest first. */
export async function listKeys(
  { db, now }: AuthContext,
  organizationId: OrganizationId,
): Promise<readonly ApiKey[]> {
  const since = new Date(now().getTime() - SHOWN_AFTER_END_MS)
  const rows = await withIdentity(db, organizationId, (trx) =>
    selectKeys(trx, organizationId)
      .where('key.expiresAt', '>', since)
      .where((eb) => eb.or([eb('key.revokedAt', 'is', null), eb('key.revokedAt', '>', since)]))
      .orderBy('key.createdAt', 'desc')
      .orderBy('key.id')
      .execute(),
  )
  return rows.map(toKey)
}

const SHOWN_AFTER_END_MS = 30 * 24 * 3_600_000

/** One key of an organization, held until the transaction ends. Throws NOT_FOUND for another's. */
export async function lockKey(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  id: ApiKeyId,
): Promise<ApiKey> {
  const row = await selectKeys(trx, organizationId)
    .where('key.id', '=', id)
    .forUpdate('key')
    .executeTakeFirst()
  if (row === undefined) throw notFound('key')
  return toKey(row)
}

const selectKeys = (trx: IdentityTransaction, organizationId: OrganizationId) =>
  trx
    .selectFrom('identity.apiKey as key')
    .innerJoin('identity.user as user', 'user.id', 'key.userId')
    .select([...keyColumns, 'user.name as accountName', 'user.kind as accountKind'])
    .where('key.organizationId', '=', organizationId)
