import type { TenantTransaction } from '@cartage/db'
import type { PlanId, PlanTotals } from '@cartage/domain'
import { totalsOf } from '../planning/read-solution.ts'

export interface StoredSum {
  readonly totals: PlanTotals
  /** True when no search has stored anything yet. */
  readonly isEmpty: boolean
}

/** The totals of a plan's rows as they are now. */
export async function sumStoredPlan(trx: TenantTransaction, planId: PlanId): Promise<StoredSum> {
  const routes = await trx
    .selectFrom('route')
    .leftJoin('stop', 'stop.routeId', 'route.id')
    .select((of) => [
      'route.cost',
      'route.distanceM',
      'route.drivingS',
      of.fn.count<number>('stop.id').as('stops'),
    ])
    .where('route.planId', '=', planId)
    .groupBy(['route.organizationId', 'route.id', 'route.cost', 'route.distanceM', 'route.drivingS'])
    .having((of) => of.fn.count('stop.id'), '>', 0)
    .execute()
  const gaps = await trx
    .selectFrom('unassigned')
    .select((of) => of.fn.countAll<number>().as('orders'))
    .where('planId', '=', planId)
    .executeTakeFirstOrThrow()
  return { totals: totalsOf(routes, gaps.orders), isEmpty: routes.length === 0 && gaps.orders === 0 }
}
