import { z } from 'zod'
import { type ApiKeyId, userId, type UserId } from './ids.ts'
import { pageInput } from './page.ts'
import { textLine } from './text.ts'

const word = textLine(80)

/** What of the audit log is asked for; what is left out does not narrow it. */
export const auditFilter = z.strictObject({
  userId: userId.optional(),
  /** Such as `order.update`. */
  action: word.optional(),
  /** Such as `order`. */
  entity: word.optional(),
  entityId: textLine(120).optional(),
  result: z.enum(['done', 'refused']).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  /** Not included. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** Stands somewhere in the action, the id, the address or what changed, in any case of letters. */
  text: textLine(120).optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

export const listAuditInput = auditFilter.extend({
  cursor: pageInput.shape.cursor,
  direction: pageInput.shape.direction,
  limit: pageInput.shape.limit,
})
export type ListAuditInput = z.infer<typeof listAuditInput>

type Values = Readonly<Record<string, unknown>>

/** Who did what to what, when, from where, and how it ended. */
export interface AuditEvent {
  readonly id: number
  /** To the microsecond. */
  readonly at: string
  /** Null for what nobody did who is known. */
  readonly user: { readonly id: UserId; readonly name: string } | null
  /** Set when a program acted, with a key. */
  readonly key: { readonly id: ApiKeyId; readonly name: string } | null
  readonly action: string
  readonly entity: string
  readonly entityId: string | null
  readonly result: 'done' | 'refused'
  readonly ip: string | null
  readonly userAgent: string | null
  readonly before: Values | null
  readonly after: Values | null
  readonly detail: Values
}
