import { PAGE_LIMIT, type PlanByDayInput, type PlanSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { hashDay } from './hash-day.ts'
import { planColumns, toPlanSummary } from './internal.ts'

export interface PlanVersions {
  readonly items: readonly PlanSummary[]
}

/** All versions of a day's plan, newest first. */
export async function listPlanVersions({ ctx, input }: Call<PlanByDayInput>): Promise<PlanVersions> {
  authorize(ctx, 'plan:read')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const rows = await trx
      .selectFrom('plan')
      .select(planColumns)
      .where('depotId', '=', input.depotId)
      .where('date', '=', input.date)
      .orderBy('version', 'desc')
      .limit(PAGE_LIMIT)
      .execute()
    const dayHash = await hashDay(trx, input)
    return { items: rows.map((row) => toPlanSummary(row, dayHash)) }
  })
}
