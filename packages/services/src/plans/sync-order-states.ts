import type { TenantTransaction } from '@cartage/db'
import { canOrderMove, type DepotId, type LocalDate, type OrderState, type PlanId } from '@cartage/domain'
import { plannableStates } from './internal.ts'

export interface PlannedDate {
  readonly planId: PlanId
  readonly depotId: DepotId
  readonly date: LocalDate
}

/**
 * Lets the day's orders follow a plan: those with a stop become assigned, the others unassigned. The version of an
 * order stays, for nobody edited it.
 */
export async function syncOrderStates(trx: TenantTransaction, plan: PlannedDate): Promise<void> {
  const stops = trx.selectFrom('stop').select('orderId').where('planId', '=', plan.planId)
  const ofDay = trx
    .updateTable('order')
    .where('depotId', '=', plan.depotId)
    .where('date', '=', plan.date)
    .where('deletedAt', 'is', null)
  await ofDay
    .set({ state: 'assigned' })
    .where('state', 'in', statesThatBecome('assigned'))
    .where('id', 'in', stops)
    .execute()
  await ofDay
    .set({ state: 'unassigned' })
    .where('state', 'in', statesThatBecome('unassigned'))
    .where('id', 'not in', stops)
    .execute()
}

/** From which states a plan may move an order to this one. */
export const statesThatBecome = (state: OrderState): readonly OrderState[] =>
  plannableStates.filter((from) => canOrderMove(from, state))
