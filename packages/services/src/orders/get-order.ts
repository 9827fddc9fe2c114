import { notFound, type Order, type OrderId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { findOrderRow } from './internal.ts'

/** One order; NOT_FOUND when it is missing or removed. */
export async function getOrder({ ctx, input }: Call<{ readonly id: OrderId }>): Promise<Order> {
  authorize(ctx, 'order:read')
  return inTenant(ctx, async (trx) => {
    const order = await findOrderRow(trx, input.id)
    if (order === undefined) throw notFound('order')
    return order
  })
}
