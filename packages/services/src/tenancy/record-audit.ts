import { json, type TenantTransaction } from '@cartage/db'
import type { StaffContext } from '../context.ts'

type Values = Readonly<Record<string, unknown>>

export interface AuditEntry {
  /** Entity and verb, such as `order.create`. */
  readonly action: string
  readonly entity: string
  /** Null when many were touched; `detail` then counts them. */
  readonly entityId: string | null
  readonly result?: 'done' | 'refused'
  /** What changed, each with its value before and after. */
  readonly before?: Values
  readonly after?: Values
  readonly detail?: Values
}

/** Writes who did what, in the transaction that does it; much of some kinds at once is looked at later. */
export async function recordAudit(
  trx: TenantTransaction,
  ctx: Pick<StaffContext, 'organizationId' | 'userId' | 'remoteAddress' | 'userAgent' | 'apiKeyId'> &
    Partial<Pick<StaffContext, 'auth'>>,
  { action, entity, entityId, result = 'done', before, after, detail = {} }: AuditEntry,
): Promise<void> {
  await trx
    .insertInto('auditEvent')
    .values({
      organizationId: ctx.organizationId,
      userId: ctx.userId,
      action,
      entity,
      entityId,
      result,
      apiKeyId: ctx.apiKeyId ?? null,
      ip: ctx.remoteAddress ?? null,
      userAgent: ctx.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
      before: before === undefined ? null : json(before),
      after: after === undefined ? null : json(after),
      detail: json(detail),
    })
    .execute()
  if (result === 'done') {
    ctx.auth?.unusual.note({ organizationId: ctx.organizationId, userId: ctx.userId, action })
  }
}

const MAX_USER_AGENT = 300
