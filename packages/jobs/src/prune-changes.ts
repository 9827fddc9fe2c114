import type { TenantTransaction } from '@cartage/db'
import { sql } from 'kysely'

/** How long a broken stream can resume without loading everything anew. */
const KEPT = '24 hours'

/** Forgets the organization's changes that no open console waits for any more; answers how many. */
export async function pruneChanges(trx: TenantTransaction): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from change_event where at < now() - ${KEPT}::interval
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}
