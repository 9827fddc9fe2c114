import type { Db } from '@cartage/db'
import { sql } from 'kysely'

/** Removes the organizations whose period of grace is over, each with all that it owns. */
export async function removeDueOrganizations(db: Db): Promise<void> {
  const due = await db
    .selectFrom('identity.organizationRemoval')
    .select('organizationId')
    .where('removeAt', '<=', sql<Date>`now()`)
    .execute()
  for (const { organizationId } of due) {
    await db.transaction().execute(async (trx) => {
      await sql`select set_config('statement_timeout', '600s', true)`.execute(trx)
      await sql`select identity.remove_organization(${organizationId})`.execute(trx)
    })
  }
}
