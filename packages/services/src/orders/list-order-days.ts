import type { DepotId, LocalDate, PlanState } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'

export interface OrderDay {
  readonly date: LocalDate
  readonly orders: number
  readonly unassigned: number
  /** Of the newest plan of the day. */
  readonly planState: PlanState | null
}
export interface OrderDays {
  readonly items: readonly OrderDay[]
}

/** More than a year of days. */
const DAY_LIMIT = 400

/** The days of a depot that hold orders, newest first. */
export async function listOrderDays({ ctx, input }: Call<{ readonly depotId: DepotId }>): Promise<OrderDays> {
  authorize(ctx, 'order:read')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const days = await trx
      .selectFrom('order')
      .select((of) => [
        'date',
        of.fn.countAll<number>().as('orders'),
        of.fn.countAll<number>().filterWhere('state', '=', 'unassigned').as('unassigned'),
      ])
      .where('depotId', '=', input.depotId)
      .where('deletedAt', 'is', null)
      .groupBy('date')
      .orderBy('date', 'desc')
      .limit(DAY_LIMIT)
      .execute()
    const plans = await trx
      .selectFrom('plan')
      .select(['date', 'state'])
      .distinctOn('date')
      .where('depotId', '=', input.depotId)
      .orderBy('date', 'desc')
      .orderBy('version', 'desc')
      .limit(DAY_LIMIT)
      .execute()
    const stateByDate = new Map(plans.map(({ date, state }) => [date, state]))
    return { items: days.map((day) => ({ ...day, planState: stateByDate.get(day.date) ?? null })) }
  })
}
