import type { ChangeEvent, DepotId, LocalDate, OrganizationId, UserId } from '@cartage/domain'
import type { ColumnType, Generated } from 'kysely'
import type { DefaultedJsonColumn } from './json.ts'

type Kept<Value> = ColumnType<Value, never, never>

/** A change that open consoles should know of, kept for a while so that a broken stream resumes without a gap. */
export interface ChangeEventTable {
  organizationId: OrganizationId
  id: Kept<number>
  kind: ChangeEvent['kind']
  entityId: string | null
  depotId: DepotId | null
  date: LocalDate | null
  at: Kept<Date>
  /** The transaction that wrote it. Ids can commit out of order; a snapshot tells what a reader has seen. */
  xid: Kept<string>
}

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
