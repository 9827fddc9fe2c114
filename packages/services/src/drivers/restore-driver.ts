import { notFound, type DriverId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

/** Brings a removed driver back. Repeating it is harmless. */
export async function restoreDriver({
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
    if (row.deletedAt === null) return { id: row.id }
    await trx.updateTable('driver').set({ deletedAt: null }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'driver.restore',
      entity: 'driver',
      entityId: row.id,
      before: { isRemoved: true },
      after: { isRemoved: false },
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: row.id, depotId: row.depotId })
    return { id: row.id }
  })
}
