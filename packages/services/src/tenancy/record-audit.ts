import { json, type TenantTransaction } from '@cartage/db'
import type { StaffContext } from '../context.ts'

export interface AuditEntry {
  /** Entity and verb, such as `order.create`. */
  readonly action: string
  readonly entity: string
  /** Null when many were touched; `detail` then counts them. */
  readonly entityId: string | null
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Writes who did what, in the transaction that does it. */
export async function recordAudit(
  trx: TenantTransaction,
  ctx: Pick<StaffContext, 'organizationId' | 'userId' | 'remoteAddress'>,
  { action, entity, entityId, detail = {} }: AuditEntry,
): Promise<void> {
  await trx
    .insertInto('auditEvent')
    .values({
      organizationId: ctx.organizationId,
      userId: ctx.userId,
      action,
      entity,
      entityId,
      ip: ctx.remoteAddress ?? null,
      detail: json(detail),
    })
    .execute()
}
