import { precondition, type PlanId, type PlanSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { hashDay } from './hash-day.ts'
import { lockPlanRow, planColumns, toPlanSummary } from './internal.ts'

/** Takes a published plan back to ready. A plan that is ready already stays so. */
export async function unpublishPlan({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanSummary> {
  authorize(ctx, 'plan:publish')
  return inTenant(ctx, async (trx) => {
    const plan = await lockPlanRow(trx, input.id)
    const dayHash = await hashDay(trx, plan)
    if (plan.state === 'ready') return toPlanSummary(plan, dayHash)
    if (plan.state !== 'published') {
      throw precondition(`This plan is ${plan.state}; there is nothing to take back.`, 'PLAN_NOT_PUBLISHED')
    }
    const row = await trx
      .updateTable('plan')
      .set({ state: 'ready', publishedAt: null, publishedBy: null })
      .where('id', '=', plan.id)
      .returning(planColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'plan.unpublish',
      entity: 'plan',
      entityId: plan.id,
      before: { state: plan.state },
      after: { state: row.state },
    })
    await announce(trx, ctx, {
      kind: 'plan.changed',
      entityId: plan.id,
      depotId: plan.depotId,
      date: plan.date,
    })
    return toPlanSummary(row, dayHash)
  })
}
