import { notFound, type Vehicle, type VehicleId } from '@cartage/domain'
import type { TenantTransaction } from '@cartage/db'

export const vehicleColumns = [
  'id',
  'depotId',
  'name',
  'profile',
  'capacity',
  'skills',
  'costs',
  'version',
] as const

/** The vehicle, unless it is missing, removed or another organization's. */
export async function findVehicleRow(trx: TenantTransaction, id: VehicleId): Promise<Vehicle | undefined> {
  return trx
    .selectFrom('vehicle')
    .select(vehicleColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** The vehicle, held until the transaction ends; NOT_FOUND when it is missing, removed or another organization's. */
export async function lockVehicleRow(trx: TenantTransaction, id: VehicleId): Promise<Vehicle> {
  const row = await trx
    .selectFrom('vehicle')
    .select(vehicleColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('vehicle')
  return row
}
