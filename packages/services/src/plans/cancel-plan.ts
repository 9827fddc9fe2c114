import { setTimeout as sleep } from 'node:timers/promises'
import type { PlanId, PlanSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { finishPlan } from './finish-plan.ts'
import { hashDay } from './hash-day.ts'
import { getPlanRow, lockPlanRow, toPlanSummary } from './internal.ts'
import { solveQueue } from './solve-queue.ts'

/** How long the search gets to hand over its very best. */
const PATIENCE_MS = 2_000
const LOOK_MS = 50

/**
 * Ends a search and keeps the best plan so far. The search writes its last word itself; where it does not answer,
 * what it stored before counts. A plan that is not being solved stays as it is.
 */
export async function cancelPlan({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanSummary> {
  authorize(ctx, 'plan:write')
  const { id } = input
  const plan = await inTenant(ctx, (trx) => getPlanRow(trx, id))
  if (plan.state === 'solving') {
    await ctx.jobs.cancel(solveQueue, id)
    const isRunning = plan.attempt > 0
    for (let waited = 0; isRunning && waited < PATIENCE_MS; waited += LOOK_MS) {
      const { state } = await inTenant(ctx, (trx) => getPlanRow(trx, id))
      if (state !== 'solving') break
      await sleep(LOOK_MS)
    }
  }
  return inTenant(ctx, async (trx) => {
    const current = await lockPlanRow(trx, id)
    if (current.state === 'solving') await finishPlan(trx, ctx, current, { failure: null })
    const ended = await getPlanRow(trx, id)
    if (plan.state === 'solving') {
      await recordAudit(trx, ctx, {
        action: 'plan.cancel',
        entity: 'plan',
        entityId: id,
        before: { state: plan.state },
        after: { state: ended.state },
      })
    }
    return toPlanSummary(ended, await hashDay(trx, current))
  })
}
