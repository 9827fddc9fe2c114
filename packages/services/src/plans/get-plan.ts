import type { Plan, PlanId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { listRouteRows } from '../routes/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { hashDay } from './hash-day.ts'
import { getPlanRow, toPlanSummary } from './internal.ts'

/** A plan with its routes, stops and the orders it has no stop for. */
export async function getPlan({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<Plan> {
  authorize(ctx, 'plan:read')
  return inTenant(ctx, async (trx) => {
    const plan = await getPlanRow(trx, input.id)
    const unassigned = await trx
      .selectFrom('unassigned')
      .innerJoin('order', 'order.id', 'unassigned.orderId')
      .select(['unassigned.orderId', 'order.reference', 'unassigned.reasons'])
      .where('unassigned.planId', '=', plan.id)
      .orderBy('order.priority', 'desc')
      .orderBy('order.reference')
      .execute()
    return {
      ...toPlanSummary(plan, await hashDay(trx, plan)),
      routes: await listRouteRows(trx, { planId: plan.id }),
      unassigned,
    }
  })
}
