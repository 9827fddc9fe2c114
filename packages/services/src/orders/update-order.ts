import { precondition, type Order, type UpdateOrderInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { followCurrentPlan } from '../plans/follow-current-plan.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { findOrderRow, lockOrderRow, orderColumns, orderValues, referenceTaken, toOrder } from './internal.ts'

/** Changes the named fields of an order; CONFLICT when it changed since it was read. */
export async function updateOrder({ ctx, input }: Call<UpdateOrderInput>): Promise<Order> {
  authorize(ctx, 'order:write')
  const { id, version, ...fields } = input
  const work = inTenant(ctx, async (trx) => {
    const before = await lockOrderRow(trx, id)
    requireVersion(before.version, version, 'order')
    if (before.state === 'active' || before.state === 'completed') {
      throw precondition(`This order is ${before.state}; it can no longer be changed.`, 'ORDER_UNDER_WAY')
    }
    const after = await trx
      .updateTable('order')
      .set({ ...orderValues(fields), version: version + 1 })
      .where('id', '=', id)
      .returning(orderColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'order.update',
      entity: 'order',
      entityId: id,
      ...changedFields(before, toOrder(after)),
    })
    for (const date of new Set([before.date, after.date])) {
      await announce(trx, ctx, { kind: 'order.changed', entityId: id, depotId: after.depotId, date })
    }
    if (after.date === before.date) return toOrder(after)
    // Another day has another plan, in which this order has no stop.
    await followCurrentPlan(trx, after)
    return (await findOrderRow(trx, id)) ?? toOrder(after)
  })
  return rewordConflict(work, 'order_reference', referenceTaken, 'reference')
}
