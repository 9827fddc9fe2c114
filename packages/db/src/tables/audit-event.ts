import type { ApiKeyId, OrganizationId, UserId } from '@cartage/domain'
import type { ColumnType, Generated } from 'kysely'
import type { DefaultedJsonColumn, NullableJsonColumn } from './json.ts'

type Kept<Value> = ColumnType<Value, never, never>

/** Who did what to what, from where, with which result. The server may add and read, never change or remove. */
export interface AuditEventTable {
  organizationId: OrganizationId
  id: Kept<number>
  at: Kept<Date>
  userId: UserId | null
  /** Verb and entity, such as `order.create`. */
  action: string
  entity: string
  entityId: string | null
  /** What changed, each with its value before and after. */
  before: NullableJsonColumn<Readonly<Record<string, unknown>>>
  after: NullableJsonColumn<Readonly<Record<string, unknown>>>
  result: Generated<'done' | 'refused'>
  ip: string | null
  userAgent: string | null
  /** Set when a program acted with a key. */
  apiKeyId: ApiKeyId | null
  detail: DefaultedJsonColumn<Readonly<Record<string, unknown>>>
}
