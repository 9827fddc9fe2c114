import type { OrganizationId, UserId } from '@cartage/domain'
import type { ColumnType, Generated } from 'kysely'
import type { DefaultedJsonColumn } from './json.ts'

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
  result: Generated<'done' | 'refused'>
  ip: string | null
  detail: DefaultedJsonColumn<Readonly<Record<string, unknown>>>
}
