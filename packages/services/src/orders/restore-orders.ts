import { notFound, type OrderIdsInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { followCurrentPlan } from '../plans/follow-current-plan.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'

export interface RestoredOrders {
  readonly restored: number
}

/** Brings removed orders back. Ids that are not removed count as nothing. NOT_FOUND, and nothing changes, when one does not exist. */
export async function restoreOrders({ ctx, input }: Call<OrderIdsInput>): Promise<RestoredOrders> {
  authorize(ctx, 'order:write')
  const ids = [...new Set(input.ids)]
  const work = inTenant(ctx, async (trx) => {
    const known = await trx.selectFrom('order').select('id').where('id', 'in', ids).execute()
    if (known.length < ids.length) throw notFound('order')
    const rows = await trx
      .updateTable('order')
      .set({ deletedAt: null })
      .where('id', 'in', ids)
      .where('deletedAt', 'is not', null)
      .returning(['id', 'depotId', 'date'])
      .execute()
    if (rows.length === 0) return { restored: 0 }
    await recordAudit(trx, ctx, {
      action: 'order.restore',
      entity: 'order',
      entityId: rows.length === 1 ? (rows[0]?.id ?? null) : null,
      before: { isRemoved: true },
      after: { isRemoved: false },
      detail: { ids: rows.map((row) => row.id) },
    })
    const days = new Map(rows.map(({ depotId, date }) => [`${depotId} ${date}`, { depotId, date }]))
    for (const day of days.values()) {
      // The plan may have changed while they were away.
      await followCurrentPlan(trx, day)
      await announce(trx, ctx, { kind: 'order.changed', entityId: null, ...day })
    }
    return { restored: rows.length }
  })
  return rewordConflict(work, 'order_reference', 'Another order of this depot took the reference meanwhile.')
}
