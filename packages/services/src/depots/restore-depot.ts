import { notFound, type DepotId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'

/** Brings a removed depot back. Repeating it is harmless. */
export async function restoreDepot({
  ctx,
  input,
}: Call<{ readonly id: DepotId }>): Promise<{ readonly id: DepotId }> {
  authorize(ctx, 'fleet:write')
  const work = inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('depot')
      .select(['id', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('depot')
    if (row.deletedAt === null) return { id: row.id }
    await trx.updateTable('depot').set({ deletedAt: null }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'depot.restore',
      entity: 'depot',
      entityId: row.id,
      before: { isRemoved: true },
      after: { isRemoved: false },
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: row.id, depotId: row.id })
    return { id: row.id }
  })
  return rewordConflict(work, 'depot_name', 'Another depot already has this name.')
}
