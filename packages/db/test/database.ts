import { randomUUID } from 'node:crypto'
import type { DepotId, OrganizationId } from '@cartage/domain'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Db, withTenant } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing/index.ts'
import './global-setup.ts'

/** A database for the test file, by the time its tests run. */
export function useDatabase(): { readonly current: TestDatabase } {
  const holder: { current?: TestDatabase } = {}
  beforeAll(async () => {
    holder.current = await createTestDatabase(inject('testServer'))
  }, 60_000)
  afterAll(async () => {
    await holder.current?.[Symbol.asyncDispose]()
  }, 60_000)
  return {
    get current() {
      return holder.current!
    },
  }
}

/** An organization with one depot. */
export async function aTenantWithDepot(
  db: Db,
): Promise<{ readonly organizationId: OrganizationId; readonly depotId: DepotId }> {
  const organizationId = randomUUID() as OrganizationId
  const depotId = randomUUID() as DepotId
  await withTenant(db, organizationId, async (trx) => {
    await trx
      .insertInto('organization')
      .values({ id: organizationId, name: 'Northwind', currency: 'EUR' })
      .execute()
    await trx
      .insertInto('depot')
      .values({
        organizationId,
        id: depotId,
        name: 'Depot North',
        address: '',
        lon: 11.95,
        lat: 57.72,
        zone: 'Europe/Stockholm',
        region: 'gothenburg',
      })
      .execute()
  })
  return { organizationId, depotId }
}
