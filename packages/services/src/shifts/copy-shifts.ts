import { json } from '@cartage/db'
import { shiftId, type CopyShiftsInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

export interface CopiedShifts {
  readonly created: number
}

/** Gives each vehicle without a shift on `date` the one it had on `from`. Repeating it creates nothing more. */
export async function copyShifts({ ctx, input }: Call<CopyShiftsInput>): Promise<CopiedShifts> {
  authorize(ctx, 'fleet:write')
  const { depotId, from, date } = input
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, depotId)
    const earlier = await trx
      .selectFrom('shift')
      .innerJoin('vehicle', 'vehicle.id', 'shift.vehicleId')
      .leftJoin('driver', (join) =>
        join.onRef('driver.id', '=', 'shift.driverId').on('driver.deletedAt', 'is', null),
      )
      .select([
        'shift.vehicleId',
        'driver.id as driverId',
        'shift.startTime',
        'shift.endTime',
        'shift.breaks',
      ])
      .where('shift.depotId', '=', depotId)
      .where('shift.date', '=', from)
      .where('shift.deletedAt', 'is', null)
      .where('vehicle.deletedAt', 'is', null)
      .execute()
    if (earlier.length === 0) return { created: 0 }
    const created = await trx
      .insertInto('shift')
      .values(
        earlier.map(({ breaks, ...shift }) => ({
          ...shift,
          id: shiftId.parse(ctx.newId()),
          organizationId: ctx.organizationId,
          depotId,
          date,
          breaks: json(breaks),
        })),
      )
      .onConflict((target) => target.doNothing())
      .returning('id')
      .execute()
    if (created.length === 0) return { created: 0 }
    await recordAudit(trx, ctx, {
      action: 'shift.copy',
      entity: 'shift',
      entityId: null,
      detail: { depotId, from, date, created: created.length },
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: null, depotId, date })
    return { created: created.length }
  })
}
