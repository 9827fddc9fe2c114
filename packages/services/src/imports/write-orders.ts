import { json, type TenantTransaction } from '@cartage/db'
import type { DepotId, ImportId, OrderFields, OrderId, OrganizationId } from '@cartage/domain'
import { sql } from 'kysely'
import { newOrderValues } from '../orders/internal.ts'

export interface OrderToWrite {
  readonly id: OrderId
  readonly fields: OrderFields
}

export interface NewOrders {
  readonly organizationId: OrganizationId
  readonly depotId: DepotId
  readonly importId: ImportId
}

/** Adds many orders with one statement. */
export async function insertOrders(
  trx: TenantTransaction,
  { organizationId, depotId, importId }: NewOrders,
  orders: readonly OrderToWrite[],
): Promise<void> {
  if (orders.length === 0) return
  await trx
    .insertInto('order')
    .values(
      orders.map(({ id, fields }) => ({ ...newOrderValues(fields), organizationId, id, depotId, importId })),
    )
    .execute()
}

/** Gives many orders new fields with one statement; each becomes a new version. */
export async function overwriteOrders(
  trx: TenantTransaction,
  importId: ImportId | null,
  orders: readonly OrderToWrite[],
): Promise<void> {
  if (orders.length === 0) return
  const next = orders.map(({ id, fields: { place, serviceS, ...fields } }) => ({
    ...fields,
    id,
    service_s: serviceS,
    address: place.address,
    lon: place.lon,
    lat: place.lat,
    match_level: place.level,
    confidence: place.confidence,
  }))
  await sql`
    update "order" as target
    set kind = next.kind, date = next.date, address = next.address, lon = next.lon, lat = next.lat,
        match_level = next.match_level, confidence = next.confidence, windows = next.windows,
        service_s = next.service_s, load = next.load, skills = next.skills, priority = next.priority,
        contact = next.contact, notes = next.notes, custom = next.custom,
        import_id = ${importId}, version = target.version + 1
    from jsonb_to_recordset(${json(next)}::jsonb) as next (
      id uuid, kind text, date date, address text, lon double precision, lat double precision, match_level text,
      confidence double precision, windows jsonb, service_s integer, load jsonb, skills text[], priority integer,
      contact jsonb, notes text, custom jsonb)
    where target.id = next.id
  `.execute(trx)
}
