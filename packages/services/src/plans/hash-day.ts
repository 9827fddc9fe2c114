import { createHash } from 'node:crypto'
import type { TenantTransaction } from '@cartage/db'
import type { DepotId, LocalDate } from '@cartage/domain'
import { sql } from 'kysely'
import { conditionsOfDay } from './conditions-of-day.ts'
import { plannableStates } from './internal.ts'

/**
 * A hash of what a plan of this day is made from: the plannable orders, the shifts with their vehicles and drivers,
 * the depot, the closures of that day and its region's traffic, each by id and version. A plan that carries another hash is stale.
 */
export async function hashDay(
  trx: TenantTransaction,
  { depotId, date }: { readonly depotId: DepotId; readonly date: LocalDate },
): Promise<string> {
  const { rows } = await sql<{ readonly hash: string | null }>`
    select md5(string_agg(part, ',' order by part collate "C")) as hash from (
      select 'order ' || id || ' ' || version as part from "order"
      where depot_id = ${depotId} and date = ${date} and deleted_at is null
        and state = any(${plannableStates}::text[])
      union all
      select concat_ws(' ', 'shift', shift.id, shift.version, vehicle.version, driver.version) from shift
      join vehicle on vehicle.id = shift.vehicle_id and vehicle.deleted_at is null
      left join driver on driver.id = shift.driver_id and driver.deleted_at is null
      where shift.depot_id = ${depotId} and shift.date = ${date} and shift.deleted_at is null
      union all
      select 'depot ' || version from depot where id = ${depotId}
    ) as parts
  `.execute(trx)
  const hash = rows[0]?.hash ?? ''
  const depot = await trx
    .selectFrom('depot')
    .select(['id', 'region', 'zone'])
    .where('id', '=', depotId)
    .executeTakeFirst()
  if (depot === undefined) return hash
  const { closures, traffic } = await conditionsOfDay(trx, { depot, date })
  if (closures.length === 0 && traffic === undefined) return hash
  const conditions = closures.map(({ id, version }) => `${id} ${version}`)
  return createHash('md5')
    .update([hash, ...conditions, ...(traffic === undefined ? [] : [traffic.id])].join(' '))
    .digest('hex')
}
