import type { TenantTransaction } from '@cartage/db'
import {
  type Closure,
  type DepotId,
  instantOf,
  type LocalDate,
  type TimeZone,
  windowSeconds,
} from '@cartage/domain'
import { closuresBetween } from './closures-between.ts'

export interface DayOfDepot {
  readonly depot: { readonly id: DepotId; readonly region: string; readonly zone: TimeZone }
  readonly date: LocalDate
}

/**
 * The closures that count at some moment while the depot's vehicles are out on a day. A plan takes each of them for the
 * whole day: nobody is sent through a road that is closed for part of it.
 */
export async function closuresOfDay(
  trx: TenantTransaction,
  { depot, date }: DayOfDepot,
): Promise<readonly Closure[]> {
  const shifts = await trx
    .selectFrom('shift')
    .select(['startTime', 'endTime'])
    .where('depotId', '=', depot.id)
    .where('date', '=', date)
    .where('deletedAt', 'is', null)
    .execute()
  if (shifts.length === 0) return []
  const windows = shifts.map(({ startTime, endTime }) =>
    windowSeconds(date, { from: startTime, to: endTime }, depot.zone),
  )
  const at = (seconds: number): Date => new Date(instantOf(date, seconds, depot.zone))
  const from = at(Math.min(...windows.map(([startS]) => startS)))
  const until = at(Math.max(...windows.map(([, endS]) => endS)))
  return closuresBetween(trx, depot.region, { from, until })
}
