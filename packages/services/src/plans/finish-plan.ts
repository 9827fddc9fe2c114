import { json, type TenantTransaction } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import { announce } from '../tenancy/announce.ts'
import type { PlanRow } from './internal.ts'
import { sumStoredPlan } from './sum-stored-plan.ts'
import { syncOrderStates } from './sync-order-states.ts'

export interface Finisher {
  readonly organizationId: OrganizationId
}

export interface FinishOptions {
  /** Why there is no plan, or no better one, in words for a person. */
  readonly failure: string | null
}

/**
 * Ends a search with what is stored of it: `ready` when there are routes or known gaps, else `draft`. Raises the
 * attempt, so that a search which still runs somewhere can write nothing more. The caller holds the plan's row.
 */
export async function finishPlan(
  trx: TenantTransaction,
  finisher: Finisher,
  plan: PlanRow,
  { failure }: FinishOptions,
): Promise<void> {
  const { totals, isEmpty } = await sumStoredPlan(trx, plan.id)
  await trx
    .updateTable('plan')
    .set({
      state: isEmpty ? 'draft' : 'ready',
      attempt: plan.attempt + 1,
      totals: json(totals),
      failure,
    })
    .where('id', '=', plan.id)
    .execute()
  const { depotId, date } = plan
  if (!isEmpty) {
    await syncOrderStates(trx, { planId: plan.id, depotId, date })
    await announce(trx, finisher, { kind: 'order.changed', entityId: null, depotId, date })
  }
  await announce(trx, finisher, { kind: 'plan.changed', entityId: plan.id, depotId, date })
}
