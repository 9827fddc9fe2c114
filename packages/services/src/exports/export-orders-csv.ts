import type { ByDayInput, Order } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { orderColumns, toOrder } from '../orders/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { toCsv, type Cell } from './csv.ts'
import { fileNameOf, type ExportedFile } from './exported-file.ts'

type Column = readonly [name: string, value: (order: Order) => Cell]

const columns: readonly Column[] = [
  ['order_no', (order) => order.reference],
  ['type', (order) => order.kind],
  ['date', (order) => order.date],
  ['address', (order) => order.place.address],
  ['lat', (order) => order.place.lat],
  ['lon', (order) => order.place.lon],
  ['timeslot', (order) => order.windows.map(({ from, to }) => `${from} - ${to}`).join('; ')],
  ['service_minutes', (order) => order.serviceS / 60],
  ['skills', (order) => order.skills.join(';')],
  ['priority', (order) => order.priority],
  ['name', (order) => order.contact.name ?? null],
  ['company', (order) => order.contact.company ?? null],
  ['phone', (order) => order.contact.phone ?? null],
  ['email', (order) => order.contact.email ?? null],
  ['notes', (order) => order.notes],
]

/** A day's orders as CSV, under the headers that the order import reads. */
export async function exportOrdersCsv({ ctx, input }: Call<ByDayInput>): Promise<ExportedFile> {
  authorize(ctx, 'order:read')
  const { depotId, date } = input
  return inTenant(ctx, async (trx) => {
    const depot = await getDepotRow(trx, depotId)
    const rows = await trx
      .selectFrom('order')
      .select(orderColumns)
      .where('depotId', '=', depotId)
      .where('date', '=', date)
      .where('deletedAt', 'is', null)
      .orderBy('reference')
      .execute()
    const orders = rows.map(toOrder)
    const taken = new Set(columns.map(([name]) => name))
    const fresh = (names: readonly string[]): readonly string[] =>
      [...new Set(names)].filter((name) => !taken.has(name)).sort()
    const all: readonly Column[] = [
      ...columns,
      ...fresh(orders.flatMap(({ load }) => Object.keys(load))).map((name): Column => [
        name,
        (order) => order.load[name] ?? null,
      ]),
      ...fresh(orders.flatMap(({ custom }) => Object.keys(custom))).map((name): Column => [
        name,
        (order) => order.custom[name] ?? null,
      ]),
      ['state', (order) => order.state],
    ]
    await recordAudit(trx, ctx, {
      action: 'order.export',
      entity: 'depot',
      entityId: depotId,
      detail: { date, orders: orders.length },
    })
    return {
      fileName: fileNameOf(['orders', depot.name, date], 'csv'),
      text: toCsv(
        all.map(([name]) => name),
        orders.map((order) => all.map(([, value]) => value(order))),
      ),
    }
  })
}
