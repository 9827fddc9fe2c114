import type { ChangeEvent, DepotId, LocalDate, OrganizationId } from '@cartage/domain'
import type { ColumnType } from 'kysely'

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
