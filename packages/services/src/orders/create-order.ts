import type { CreateOrderInput, Order } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { sameOrConflict } from '../tenancy/same-or-conflict.ts'
import { findOrderRow, newOrderValues, orderColumns, referenceTaken, toOrder } from './internal.ts'

/** Adds an order by hand. Repeating it with the same id and content is harmless. */
export async function createOrder({ ctx, input }: Call<CreateOrderInput>): Promise<Order> {
  authorize(ctx, 'order:write')
  const { id, depotId, ...fields } = input
  const work = inTenant(ctx, async (trx) => {
    await getDepotRow(trx, depotId)
    const row = await trx
      .insertInto('order')
      .values({ ...newOrderValues(fields), id, depotId, organizationId: ctx.organizationId })
      .onConflict((target) => target.columns(['organizationId', 'id']).doNothing())
      .returning(orderColumns)
      .executeTakeFirst()
    if (row === undefined) return sameOrConflict(await findOrderRow(trx, id), input, 'order')
    await recordAudit(trx, ctx, {
      action: 'order.create',
      entity: 'order',
      entityId: row.id,
      ...changedFields(null, toOrder(row)),
    })
    await announce(trx, ctx, {
      kind: 'order.changed',
      entityId: row.id,
      depotId: row.depotId,
      date: row.date,
    })
    return toOrder(row)
  })
  return rewordConflict(work, 'order_reference', referenceTaken, 'reference')
}
