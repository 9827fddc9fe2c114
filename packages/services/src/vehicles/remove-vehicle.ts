import { notFound, type VehicleId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

/** Hides the vehicle; `restoreVehicle` brings it back. Repeating it is harmless. */
export async function removeVehicle({
  ctx,
  input,
}: Call<{ readonly id: VehicleId }>): Promise<{ readonly id: VehicleId }> {
  authorize(ctx, 'fleet:write')
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('vehicle')
      .select(['id', 'depotId', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('vehicle')
    if (row.deletedAt !== null) return { id: row.id }
    await trx.updateTable('vehicle').set({ deletedAt: ctx.now() }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'vehicle.remove',
      entity: 'vehicle',
      entityId: row.id,
      before: { isRemoved: false },
      after: { isRemoved: true },
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: row.id, depotId: row.depotId })
    return { id: row.id }
  })
}
