import type { TenantTransaction } from '@cartage/db'
import { today, type DepotId, type LocalDate, type Order, type OrderFields } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import type { CheckContext } from '../order-file/check-context.ts'
import { fleetCapacity } from '../order-file/fleet-capacity.ts'
import { regionLookups } from '../order-file/region-lookups.ts'
import { askFurther } from '../geocoding/ask-further.ts'
import { getDepotRow } from '../depots/internal.ts'
import { orderColumns, toOrder } from '../orders/internal.ts'
import { inTenant } from '../tenancy/in-tenant.ts'

/** A context of checks whose known orders are loaded as they are needed. */
export interface CheckSetting {
  readonly context: CheckContext
  readonly dimensions: readonly string[]
  /** Makes the orders of these references known to the checks. */
  load(trx: TenantTransaction, references: readonly string[]): Promise<void>
}

/** What the rows of an import are checked against: depot, region, fleet and the orders that are there. */
export async function checkSetting(
  ctx: Pick<StaffContext, 'db' | 'organizationId' | 'regions' | 'now' | 'geocoder' | 'log' | 'signal'>,
  { depotId, date }: { readonly depotId: DepotId; readonly date: LocalDate },
): Promise<CheckSetting> {
  const { depot, capacity } = await inTenant(ctx, async (trx) => ({
    depot: await getDepotRow(trx, depotId),
    capacity: fleetCapacity(
      await trx
        .selectFrom('vehicle')
        .select('capacity')
        .where('depotId', '=', depotId)
        .where('deletedAt', 'is', null)
        .execute(),
    ),
  }))
  // Opening a region may read its files: no transaction waits for that.
  const region = await ctx.regions.open(depot.region)
  const known = new Map<string, OrderFields>()
  return {
    dimensions: Object.keys(capacity),
    context: {
      ...regionLookups(region),
      askFurther: askFurther({
        geocoder: ctx.geocoder,
        within: region.info.bounds,
        log: ctx.log,
        signal: ctx.signal,
      }),
      depot: { lon: depot.lon, lat: depot.lat, zone: depot.zone },
      date,
      today: today(depot.zone, ctx.now()),
      capacity,
      existing: (reference) => known.get(reference),
    },
    async load(trx, references) {
      const wanted = [...new Set(references)].filter((reference) => !known.has(reference))
      for (const [reference, order] of await findOrdersByReference(trx, depotId, wanted, { lock: false })) {
        known.set(reference, fieldsOf(order))
      }
    },
  }
}

/** The depot's orders that have these references; with `lock` held until the transaction ends. */
export async function findOrdersByReference(
  trx: TenantTransaction,
  depotId: DepotId,
  references: readonly string[],
  { lock }: { readonly lock: boolean },
): Promise<Map<string, Order>> {
  if (references.length === 0) return new Map()
  const query = trx
    .selectFrom('order')
    .select(orderColumns)
    .where('depotId', '=', depotId)
    .where('reference', 'in', references)
    .where('deletedAt', 'is', null)
  const rows = await (lock ? query.forUpdate() : query).execute()
  return new Map(rows.map((row) => [row.reference, toOrder(row)]))
}

/** What a person can set on an order, without what the system adds. */
export function fieldsOf(order: Order): OrderFields {
  const { reference, kind, date, place, serviceS, priority, notes } = order
  return {
    reference,
    kind,
    date,
    place,
    windows: [...order.windows],
    serviceS,
    load: { ...order.load },
    skills: [...order.skills],
    priority,
    contact: order.contact,
    notes,
    custom: { ...order.custom },
  }
}
