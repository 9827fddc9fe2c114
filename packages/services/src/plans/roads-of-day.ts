import type { TenantTransaction } from '@cartage/db'
import { instantOf } from '@cartage/domain'
import { dayRoads, type DayRoads, usualRoads } from '../planning/day-roads.ts'
import { conditionsOfDay, type DayOfDepot } from './conditions-of-day.ts'
import { plannableStates } from './internal.ts'

/** The roads that a plan of this day is made on, as they change in it; one at least. */
export async function roadsOfDay(
  trx: TenantTransaction,
  { depot, date }: DayOfDepot,
): Promise<readonly DayRoads[]> {
  const { closures, traffic, span } = await conditionsOfDay(trx, { depot, date })
  if (closures.length === 0 && traffic === undefined) return usualRoads
  const { orders } = await trx
    .selectFrom('order')
    .select((of) => of.fn.countAll<number>().as('orders'))
    .where('depotId', '=', depot.id)
    .where('date', '=', date)
    .where('deletedAt', 'is', null)
    .where('state', 'in', plannableStates)
    .executeTakeFirstOrThrow()
  const dayStart = new Date(instantOf(date, 0, depot.zone))
  return dayRoads({ closures, traffic: traffic?.conditions }, { span, dayStart, places: Number(orders) + 1 })
}
