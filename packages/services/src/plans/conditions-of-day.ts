import type { TenantTransaction } from '@cartage/db'
import {
  type Closure,
  type DepotId,
  instantOf,
  type LocalDate,
  type TimeZone,
  windowSeconds,
} from '@cartage/domain'
import type { TimeSpan } from '@cartage/roads'
import { closuresBetween } from '../closures/closures-between.ts'
import { trafficOf, type TrafficOfRegion } from '../traffic/traffic-of.ts'

export interface DayOfDepot {
  readonly depot: { readonly id: DepotId; readonly region: string; readonly zone: TimeZone }
  readonly date: LocalDate
}

export interface ConditionsOfDay {
  readonly closures: readonly Closure[]
  readonly traffic: TrafficOfRegion | undefined
  /** From the start of the first shift to the end of the last; a moment where there is none. */
  readonly span: TimeSpan
}

/** The closures that count at some moment while the depot's vehicles are out on a day, and the usual traffic. */
export async function conditionsOfDay(
  trx: TenantTransaction,
  { depot, date }: DayOfDepot,
): Promise<ConditionsOfDay> {
  const shifts = await trx
    .selectFrom('shift')
    .select(['startTime', 'endTime'])
    .where('depotId', '=', depot.id)
    .where('date', '=', date)
    .where('deletedAt', 'is', null)
    .execute()
  const windows = shifts.map(({ startTime, endTime }) =>
    windowSeconds(date, { from: startTime, to: endTime }, depot.zone),
  )
  const at = (seconds: number): Date => new Date(instantOf(date, seconds, depot.zone))
  if (windows.length === 0) {
    return { closures: [], traffic: undefined, span: { from: at(0), until: at(0) } }
  }
  const span = {
    from: at(Math.min(...windows.map(([startS]) => startS))),
    until: at(Math.max(...windows.map(([, endS]) => endS))),
  }
  return {
    closures: await closuresBetween(trx, depot.region, span),
    traffic: await trafficOf(trx, depot.region),
    span,
  }
}
