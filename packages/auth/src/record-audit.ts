import { type IdentityTransaction, json } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'

export interface AuditEntry {
  readonly organizationId: OrganizationId
  readonly userId: UserId | null
  readonly action: string
  readonly entity: 'session' | 'user' | 'member' | 'organization'
  readonly entityId: string | null
  readonly result?: 'done' | 'refused'
  readonly remoteAddress?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Writes who did what, in the transaction that does it; that transaction names the organization. */
export async function recordAudit(
  trx: IdentityTransaction,
  { remoteAddress, detail = {}, ...entry }: AuditEntry,
): Promise<void> {
  await trx
    .insertInto('auditEvent')
    .values({ ...entry, ip: remoteAddress ?? null, detail: json(detail) })
    .execute()
}
