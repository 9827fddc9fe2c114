import { notFound, type VehicleId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'

/** Brings a removed vehicle back. Repeating it is harmless. */
export async function restoreVehicle({
  ctx,
  input,
}: Call<{ readonly id: VehicleId }>): Promise<{ readonly id: VehicleId }> {
  authorize(ctx, 'fleet:write')
  const work = inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('vehicle')
      .select(['id', 'depotId', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('vehicle')
    if (row.deletedAt === null) return { id: row.id }
    await trx.updateTable('vehicle').set({ deletedAt: null }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'vehicle.restore',
      entity: 'vehicle',
      entityId: row.id,
      before: { isRemoved: true },
      after: { isRemoved: false },
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: row.id, depotId: row.depotId })
    return { id: row.id }
  })
  return rewordConflict(work, 'vehicle_name', 'Another vehicle of this depot already has this name.')
}
