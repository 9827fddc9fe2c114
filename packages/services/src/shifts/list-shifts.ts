import { PAGE_LIMIT, type ByDayInput, type Shift } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'

export interface ShiftList {
  readonly items: readonly Shift[]
}

/** The shifts of a day in the order of their vehicles' names. Those of removed vehicles rest; a removed driver shows as none. */
export async function listShifts({ ctx, input }: Call<ByDayInput>): Promise<ShiftList> {
  authorize(ctx, 'fleet:read')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const items = await trx
      .selectFrom('shift')
      .innerJoin('vehicle', 'vehicle.id', 'shift.vehicleId')
      .leftJoin('driver', (join) =>
        join.onRef('driver.id', '=', 'shift.driverId').on('driver.deletedAt', 'is', null),
      )
      .select([
        'shift.id',
        'shift.depotId',
        'shift.vehicleId',
        'driver.id as driverId',
        'shift.date',
        'shift.startTime as start',
        'shift.endTime as end',
        'shift.breaks',
        'shift.version',
      ])
      .where('shift.depotId', '=', input.depotId)
      .where('shift.date', '=', input.date)
      .where('shift.deletedAt', 'is', null)
      .where('vehicle.deletedAt', 'is', null)
      .orderBy('vehicle.name')
      .orderBy('shift.id')
      .limit(PAGE_LIMIT)
      .execute()
    return { items }
  })
}
