import type { TenantTransaction } from '@cartage/db'
import { precondition } from '@cartage/domain'
import { findCurrentPlanRow, type PlanRow } from './internal.ts'

/** Throws PRECONDITION unless the plan is the one that counts for its day. */
export async function requireCurrent(trx: TenantTransaction, plan: PlanRow): Promise<void> {
  const current = await findCurrentPlanRow(trx, plan)
  if (current === undefined || current.id === plan.id) return
  throw precondition(
    `This is version ${plan.version} of the day's plan; version ${current.version} has replaced it.`,
    'PLAN_OLD',
  )
}
