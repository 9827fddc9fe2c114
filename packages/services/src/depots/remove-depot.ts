import { notFound, type DepotId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

/** Hides the depot; `restoreDepot` brings it back. Repeating it is harmless. */
export async function removeDepot({
  ctx,
  input,
}: Call<{ readonly id: DepotId }>): Promise<{ readonly id: DepotId }> {
  authorize(ctx, 'fleet:write')
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('depot')
      .select(['id', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('depot')
    if (row.deletedAt !== null) return { id: row.id }
    await trx.updateTable('depot').set({ deletedAt: ctx.now() }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'depot.remove',
      entity: 'depot',
      entityId: row.id,
      before: { isRemoved: false },
      after: { isRemoved: true },
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: row.id, depotId: row.id })
    return { id: row.id }
  })
}
