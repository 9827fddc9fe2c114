import { withTenant } from '@cartage/db'
import { createTestDatabase } from '@cartage/db/testing'
import pg from 'pg'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { aDepot, aDriver, anOrder, aShift, aTenant, aVehicle, insert } from '../src/index.ts'
import { useTestDatabase } from '../src/vitest.ts'

const database = useTestDatabase()

describe('a test database', () => {
  it('is migrated and holds what the builders make', async () => {
    const { db } = database
    const organizationId = await aTenant(db)
    const depot = aDepot()
    const vehicle = aVehicle({ depotId: depot.id })
    const driver = aDriver({ depotId: depot.id })
    const shift = aShift({ depotId: depot.id, vehicleId: vehicle.id, driverId: driver.id })
    const order = anOrder({ depotId: depot.id, load: { weight_kg: 12 } })

    const row = await withTenant(db, organizationId, async (trx) => {
      await insert.depot(trx, organizationId, depot)
      await insert.vehicle(trx, organizationId, vehicle)
      await insert.driver(trx, organizationId, driver)
      await insert.shift(trx, organizationId, shift)
      await insert.order(trx, organizationId, order)
      return trx.selectFrom('order').select(['reference', 'load', 'date']).executeTakeFirstOrThrow()
    })

    expect(row).toEqual({ reference: order.reference, load: { weight_kg: 12 }, date: '2026-04-07' })
  })

  it('is apart from every other one', async () => {
    const organizationId = await aTenant(database.db)
    await using other = await createTestDatabase(inject('testServer'))

    const seen = await withTenant(other.db, organizationId, (trx) =>
      trx.selectFrom('organization').selectAll().execute(),
    )

    expect(seen).toEqual([])
  })

  it('names a connection that a test left open', async () => {
    const other = await createTestDatabase(inject('testServer'))
    const forgotten = new pg.Client({ connectionString: other.appUrl })
    await forgotten.connect()
    onTestFinished(() => forgotten.end())

    await expect(other[Symbol.asyncDispose]()).rejects.toThrow(/left open/)
  }, 60_000)
})
