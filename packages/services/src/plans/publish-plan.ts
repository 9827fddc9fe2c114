import { canPlanMove, precondition, type PlanId, type PlanSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { hashDay } from './hash-day.ts'
import { lockPlanRow, planColumns, toPlanSummary } from './internal.ts'
import { requireCurrent } from './require-current.ts'

/**
 * Makes a ready plan the one that drivers will see; an older published version of the day goes back to ready.
 * Publishing a published plan changes nothing.
 */
export async function publishPlan({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanSummary> {
  authorize(ctx, 'plan:publish')
  return inTenant(ctx, async (trx) => {
    const plan = await lockPlanRow(trx, input.id)
    const dayHash = await hashDay(trx, plan)
    if (plan.state === 'published') return toPlanSummary(plan, dayHash)
    if (!canPlanMove(plan.state, 'published')) {
      throw precondition(`This plan is ${plan.state}; only a ready one can be published.`, 'PLAN_NOT_READY')
    }
    await requireCurrent(trx, plan)
    await trx
      .updateTable('plan')
      .set({ state: 'ready', publishedAt: null, publishedBy: null })
      .where('depotId', '=', plan.depotId)
      .where('date', '=', plan.date)
      .where('state', '=', 'published')
      .execute()
    const row = await trx
      .updateTable('plan')
      .set({ state: 'published', publishedAt: ctx.now(), publishedBy: ctx.userId })
      .where('id', '=', plan.id)
      .returning(planColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'plan.publish',
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
