import type { PlanByDayInput, PlanSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { hashDay } from './hash-day.ts'
import { findCurrentPlanRow, toPlanSummary } from './internal.ts'

/** The plan that counts for a day, or null before the first one: the newest that came to something or failed. */
export async function findCurrentPlan({ ctx, input }: Call<PlanByDayInput>): Promise<PlanSummary | null> {
  authorize(ctx, 'plan:read')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const row = await findCurrentPlanRow(trx, input)
    return row === undefined ? null : toPlanSummary(row, await hashDay(trx, input))
  })
}
