import { notFound, type OrderIdsInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

export interface RemovedOrders {
  readonly removed: number
}

/** Hides orders; `restoreOrders` brings them back. Ids that are already removed count as nothing. NOT_FOUND, and nothing changes, when one does not exist. */
export async function removeOrders({ ctx, input }: Call<OrderIdsInput>): Promise<RemovedOrders> {
  authorize(ctx, 'order:write')
  const ids = [...new Set(input.ids)]
  return inTenant(ctx, async (trx) => {
    const known = await trx.selectFrom('order').select('id').where('id', 'in', ids).execute()
    if (known.length < ids.length) throw notFound('order')
    const rows = await trx
      .updateTable('order')
      .set({ deletedAt: ctx.now() })
      .where('id', 'in', ids)
      .where('deletedAt', 'is', null)
      .returning(['id', 'depotId', 'date'])
      .execute()
    if (rows.length === 0) return { removed: 0 }
    await recordAudit(trx, ctx, {
      action: 'order.remove',
      entity: 'order',
      entityId: rows.length === 1 ? (rows[0]?.id ?? null) : null,
      before: { isRemoved: false },
      after: { isRemoved: true },
      detail: { ids: rows.map((row) => row.id) },
    })
    const days = new Map(rows.map(({ depotId, date }) => [`${depotId} ${date}`, { depotId, date }]))
    for (const day of days.values())
      await announce(trx, ctx, { kind: 'order.changed', entityId: null, ...day })
    return { removed: rows.length }
  })
}
