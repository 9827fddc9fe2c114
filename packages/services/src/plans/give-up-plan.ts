import type { OrganizationId, PlanId } from '@cartage/domain'
import type { Services } from '../context.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { finishPlan } from './finish-plan.ts'
import { findPlanRowForUpdate } from './internal.ts'

export interface GivenUpSearch {
  readonly organizationId: OrganizationId
  readonly planId: PlanId
}

/** Ends a plan whose search nobody will take up again; what it had found is kept. Others stay as they are. */
export async function giveUpPlan(
  { db }: Pick<Services, 'db'>,
  { organizationId, planId }: GivenUpSearch,
): Promise<void> {
  const ctx = { db, organizationId, signal: undefined }
  await inTenant(ctx, async (trx) => {
    const plan = await findPlanRowForUpdate(trx, planId)
    if (plan?.state === 'solving') await finishPlan(trx, ctx, plan, { failure })
  })
}

const failure = 'The search ended unexpectedly. The best plan that it had found so far is kept.'
