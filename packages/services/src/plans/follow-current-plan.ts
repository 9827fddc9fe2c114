import type { TenantTransaction } from '@cartage/db'
import type { DepotId, LocalDate } from '@cartage/domain'
import { findCurrentPlanRow } from './internal.ts'
import { statesThatBecome, syncOrderStates } from './sync-order-states.ts'

/**
 * Sets the states of a day's orders right after orders came to it or left it: assigned are those that have a stop in
 * the day's current plan, and none where there is no plan. A search that runs does this itself when it ends.
 */
export async function followCurrentPlan(
  trx: TenantTransaction,
  { depotId, date }: { readonly depotId: DepotId; readonly date: LocalDate },
): Promise<void> {
  const plan = await findCurrentPlanRow(trx, { depotId, date })
  if (plan !== undefined) {
    if (plan.state !== 'solving') await syncOrderStates(trx, { planId: plan.id, depotId, date })
    return
  }
  await trx
    .updateTable('order')
    .set({ state: 'unassigned' })
    .where('depotId', '=', depotId)
    .where('date', '=', date)
    .where('deletedAt', 'is', null)
    .where('state', 'in', statesThatBecome('unassigned'))
    .execute()
}
