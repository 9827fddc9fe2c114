import { type Db, withTenant } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import { anId } from '../builders/ids.ts'

/** A fresh organization in the database; a test that starts with one need not clean up. */
export async function aTenant(db: Db, name = 'Northwind Couriers'): Promise<OrganizationId> {
  const organizationId = anId<'organization'>()
  await withTenant(db, organizationId, async (trx) => {
    await trx.insertInto('organization').values({ id: organizationId, name, currency: 'EUR' }).execute()
  })
  return organizationId
}
