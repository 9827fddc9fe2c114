import type { ChangeEvent, OrganizationId } from '@cartage/domain'
import type { TenantTransaction } from '@cartage/db'
import { sql } from 'kysely'
import { pruneChanges } from './prune-changes.ts'

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

const PRUNE_EVERY = 256

/**
 * Records a change in the transaction that makes it; consoles hear of it when, and only if, it commits. Now and
 * then it forgets the organization's old changes, so that they need no caretaker.
 */
export async function publishChange(trx: TenantTransaction, change: Change): Promise<void> {
  const { organizationId, kind, entityId, depotId, date } = change
  const { rows } = await sql<{ id: number }>`
    with recorded as (
      insert into change_event (organization_id, kind, entity_id, depot_id, date)
      values (${organizationId}, ${kind}, ${entityId}, ${depotId}, ${date})
      returning id
    )
    select id, pg_notify(${CHANGE_CHANNEL}, ${organizationId}) from recorded
  `.execute(trx)
  if ((rows[0]?.id ?? 1) % PRUNE_EVERY === 0) await pruneChanges(trx)
}
