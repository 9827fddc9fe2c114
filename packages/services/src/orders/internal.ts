import { json, type TenantTransaction } from '@cartage/db'
import { notFound, type Order, type OrderFields, type OrderId } from '@cartage/domain'
import { withoutUndefined } from '../tenancy/without-undefined.ts'

export const orderColumns = [
  'id',
  'depotId',
  'reference',
  'kind',
  'date',
  'address',
  'lon',
  'lat',
  'matchLevel',
  'confidence',
  'windows',
  'serviceS',
  'load',
  'skills',
  'priority',
  'contact',
  'notes',
  'custom',
  'state',
  'version',
  'createdAt',
  'updatedAt',
] as const

interface OrderRow extends Omit<Order, 'place' | 'createdAt' | 'updatedAt'> {
  readonly address: string
  readonly lon: number
  readonly lat: number
  readonly matchLevel: Order['place']['level']
  readonly confidence: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The public shape of a row. */
export function toOrder({ address, lon, lat, matchLevel, confidence, ...row }: OrderRow): Order {
  return {
    ...row,
    place: { address, lon, lat, level: matchLevel, confidence },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** All fields of an order as the columns that a new row fills. */
export function newOrderValues({ place, windows, load, contact, custom, ...plain }: OrderFields) {
  return {
    ...plain,
    address: place.address,
    lon: place.lon,
    lat: place.lat,
    matchLevel: place.level,
    confidence: place.confidence,
    windows: json(windows),
    load: json(load),
    contact: json(contact),
    custom: json(custom),
    state: 'unassigned' as const,
  }
}

/** The columns that the given fields of an order fill. */
export function orderValues(fields: { readonly [Key in keyof OrderFields]?: OrderFields[Key] | undefined }) {
  const { place, windows, load, contact, custom, ...plain } = fields
  return {
    ...withoutUndefined(plain),
    ...(place === undefined
      ? {}
      : {
          address: place.address,
          lon: place.lon,
          lat: place.lat,
          matchLevel: place.level,
          confidence: place.confidence,
        }),
    ...(windows === undefined ? {} : { windows: json(windows) }),
    ...(load === undefined ? {} : { load: json(load) }),
    ...(contact === undefined ? {} : { contact: json(contact) }),
    ...(custom === undefined ? {} : { custom: json(custom) }),
  }
}

/** The order, unless it is missing, removed or another organization's. */
export async function findOrderRow(trx: TenantTransaction, id: OrderId): Promise<Order | undefined> {
  const row = await trx
    .selectFrom('order')
    .select(orderColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  return row === undefined ? undefined : toOrder(row)
}

/** The order, held until the transaction ends; NOT_FOUND when it is missing, removed or another organization's. */
export async function lockOrderRow(trx: TenantTransaction, id: OrderId): Promise<Order> {
  const row = await trx
    .selectFrom('order')
    .select(orderColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('order')
  return toOrder(row)
}

export const referenceTaken = 'Another order of this depot already has this reference.'
