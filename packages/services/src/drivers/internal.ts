import { notFound, type Driver, type DriverId } from '@cartage/domain'
import type { TenantTransaction } from '@cartage/db'

export const driverColumns = ['id', 'depotId', 'name', 'phone', 'skills', 'version'] as const

/** The driver, unless it is missing, removed or another organization's. */
export async function findDriverRow(trx: TenantTransaction, id: DriverId): Promise<Driver | undefined> {
  return trx
    .selectFrom('driver')
    .select(driverColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** The driver, held until the transaction ends; NOT_FOUND when it is missing, removed or another organization's. */
export async function lockDriverRow(trx: TenantTransaction, id: DriverId): Promise<Driver> {
  const row = await trx
    .selectFrom('driver')
    .select(driverColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('driver')
  return row
}
