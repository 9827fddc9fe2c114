import { type IdentityTransaction, json } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import type { AuditOrigin } from './auth-context.ts'

type Values = Readonly<Record<string, unknown>>

export interface AuditEntry {
  readonly organizationId: OrganizationId
  readonly userId: UserId | null
  readonly action: string
  readonly entity:
    | 'session'
    | 'user'
    | 'member'
    | 'organization'
    | 'role'
    | 'key'
    | 'factor'
    | 'provider'
    | 'advice'
  readonly entityId: string | null
  readonly result?: 'done' | 'refused'
  /** What changed, each with its value before and after. */
  readonly before?: Values
  readonly after?: Values
  readonly origin?: AuditOrigin | undefined
  readonly detail?: Values
}

/** Writes who did what, in the transaction that does it; that transaction names the organization. */
export async function recordAudit(
  trx: IdentityTransaction,
  { origin, before, after, detail = {}, ...entry }: AuditEntry,
): Promise<void> {
  await trx
    .insertInto('auditEvent')
    .values({
      ...entry,
      ip: origin?.remoteAddress ?? null,
      apiKeyId: origin?.apiKeyId ?? null,
      userAgent: origin?.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
      before: before === undefined ? null : json(before),
      after: after === undefined ? null : json(after),
      detail: json(detail),
    })
    .execute()
}

const MAX_USER_AGENT = 300
