import { notFound, type DriverId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

/** Hides the driver; `restoreDriver` brings it back. Repeating it is harmless. */
export async function removeDriver({
  ctx,
  input,
}: Call<{ readonly id: DriverId }>): Promise<{ readonly id: DriverId }> {
  authorize(ctx, 'fleet:write')
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('driver')
      .select(['id', 'depotId', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('driver')
    if (row.deletedAt !== null) return { id: row.id }
    await trx.updateTable('driver').set({ deletedAt: ctx.now() }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'driver.remove',
      entity: 'driver',
      entityId: row.id,
      before: { isRemoved: false },
      after: { isRemoved: true },
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: row.id, depotId: row.depotId })
    return { id: row.id }
  })
}
