import {
  notFound,
  type DepotId,
  type DriverId,
  type Shift,
  type ShiftId,
  type VehicleId,
} from '@cartage/domain'
import type { TenantTransaction } from '@cartage/db'

/** A shift's columns under the names that the domain gives them. */
export const shiftColumns = [
  'id',
  'depotId',
  'vehicleId',
  'driverId',
  'date',
  'startTime as start',
  'endTime as end',
  'breaks',
  'version',
] as const

/** The shift, unless it is missing, removed or another organization's. */
export async function findShiftRow(trx: TenantTransaction, id: ShiftId): Promise<Shift | undefined> {
  return trx
    .selectFrom('shift')
    .select(shiftColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** The shift, held until the transaction ends; NOT_FOUND when it is missing, removed or another organization's. */
export async function lockShiftRow(trx: TenantTransaction, id: ShiftId): Promise<Shift> {
  const row = await trx
    .selectFrom('shift')
    .select(shiftColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('shift')
  return row
}

export interface ShiftCrew {
  readonly depotId: DepotId
  readonly vehicleId?: VehicleId | undefined
  readonly driverId?: DriverId | null | undefined
}

/** Throws NOT_FOUND unless the vehicle and the driver are there and stand at the shift's depot. */
export async function requireCrew(trx: TenantTransaction, crew: ShiftCrew): Promise<void> {
  const { depotId, vehicleId, driverId } = crew
  if (vehicleId !== undefined) {
    const vehicle = await trx
      .selectFrom('vehicle')
      .select('id')
      .where('id', '=', vehicleId)
      .where('depotId', '=', depotId)
      .where('deletedAt', 'is', null)
      .executeTakeFirst()
    if (vehicle === undefined) throw notFound('vehicle')
  }
  if (driverId !== undefined && driverId !== null) {
    const driver = await trx
      .selectFrom('driver')
      .select('id')
      .where('id', '=', driverId)
      .where('depotId', '=', depotId)
      .where('deletedAt', 'is', null)
      .executeTakeFirst()
    if (driver === undefined) throw notFound('driver')
  }
}
