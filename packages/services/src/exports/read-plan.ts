import type { Depot, Plan, PlanId } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { getPlan } from '../plans/get-plan.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

/** A plan and its depot for an export, which is written down: data leaves the house. */
export async function readPlanForExport(
  ctx: StaffContext,
  id: PlanId,
  format: string,
): Promise<{ readonly plan: Plan; readonly depot: Depot }> {
  const plan = await getPlan({ ctx, input: { id } })
  return inTenant(ctx, async (trx) => {
    const depot = await getDepotRow(trx, plan.depotId)
    await recordAudit(trx, ctx, { action: 'plan.export', entity: 'plan', entityId: id, detail: { format } })
    return { plan, depot }
  })
}
