import type { ByDayInput, OrderId, OrderState } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'

/** Where an order is, as the map draws it. */
export interface OrderPoint {
  readonly id: OrderId
  readonly reference: string
  readonly lon: number
  readonly lat: number
  readonly state: OrderState
  readonly priority: number
}
export interface OrderPoints {
  readonly items: readonly OrderPoint[]
}

/** The map shows no more orders than this. */
const POINT_LIMIT = 10_000

/** All orders of a day as points, by reference; at most 10,000. */
export async function listOrderPoints({ ctx, input }: Call<ByDayInput>): Promise<OrderPoints> {
  authorize(ctx, 'order:read')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const items = await trx
      .selectFrom('order')
      .select(['id', 'reference', 'lon', 'lat', 'state', 'priority'])
      .where('depotId', '=', input.depotId)
      .where('date', '=', input.date)
      .where('deletedAt', 'is', null)
      .orderBy('reference')
      .limit(POINT_LIMIT)
      .execute()
    return { items }
  })
}
