import type { ChangeEvent, OrganizationId } from '@cartage/domain'
import type { TenantTransaction } from '@cartage/db'
import { sql } from 'kysely'

/** The PostgreSQL channel that wakes the change feeds; the payload is the organization. */
export const CHANGE_CHANNEL = 'cartage_change'

export interface Change {
  readonly organizationId: OrganizationId
  readonly kind: ChangeEvent['kind']
  /** What changed; null means many. */
  readonly entityId: string | null
  readonly depotId: string | null
  readonly date: string | null
}

/** Records a change in the transaction that makes it; consoles hear of it when, and only if, it commits. */
export async function publishChange(trx: TenantTransaction, change: Change): Promise<void> {
  const { organizationId, kind, entityId, depotId, date } = change
  await sql`
    with recorded as (
      insert into change_event (organization_id, kind, entity_id, depot_id, date)
      values (${organizationId}, ${kind}, ${entityId}, ${depotId}, ${date})
    )
    select pg_notify(${CHANGE_CHANNEL}, ${organizationId})
  `.execute(trx)
}
