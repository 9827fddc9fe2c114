import { json, withTenant, type TenantTransaction } from '@cartage/db'
import { precondition, type Import, type ImportId, type OrderFields, type OrderId } from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { isSameOrder } from '../order-file/same-order.ts'
import { orderColumns, toOrder } from '../orders/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { announceImport } from './check-import.ts'
import { fieldsOf } from './check-setting.ts'
import { announceDays, recordRows } from './commit-import.ts'
import { countRows, importColumns, lockImportRow, toImport } from './internal.ts'
import { overwriteOrders, type OrderToWrite } from './write-orders.ts'

const BATCH_ROWS = 500
const STATEMENT_TIMEOUT_MS = 60_000

/**
 * Takes an import back: removes the orders that it made and gives those that it changed their fields of before. An
 * order that somebody changed since is left as it is. The import is a dry run again and can be mended and imported
 * anew.
 */
export async function undoImport({ ctx, input }: Call<{ readonly id: ImportId }>): Promise<Import> {
  authorize(ctx, 'order:write')
  return withTenant(ctx.db, ctx, (trx) => undo(trx, ctx, input.id), {
    signal: ctx.signal,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  })
}

const undo = async (trx: TenantTransaction, ctx: StaffContext, id: ImportId): Promise<Import> => {
  const stored = await lockImportRow(trx, id)
  if (stored.state !== 'done') {
    if (stored.state === 'ready') return toImport(stored)
    throw precondition('Only an import that is done can be undone.', 'IMPORT_NOT_DONE')
  }
  const days = new Set<string>()
  let undone = 0
  let left = 0
  let after = 1
  for (;;) {
    const rows = await trx
      .selectFrom('importRow')
      .select(['row', 'action', 'fields', 'orderId', 'before'])
      .where('importId', '=', id)
      .where('orderId', 'is not', null)
      .where('row', '>', after)
      .orderBy('row')
      .limit(BATCH_ROWS)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.row
    const result = await undoRows(trx, ctx, rows)
    undone += result.undone
    left += rows.length - result.undone
    for (const day of result.days) days.add(day)
    await recordRows(
      trx,
      id,
      rows.map(({ row, action }) => ({ row, action, order_id: null, before: null })),
    )
  }
  const ready = await trx
    .updateTable('import')
    .set({ state: 'ready', undoneAt: ctx.now(), counts: json(await countRows(trx, id)) })
    .where('id', '=', id)
    .returning(importColumns)
    .executeTakeFirstOrThrow()
  await recordAudit(trx, ctx, {
    action: 'import.undo',
    entity: 'import',
    entityId: id,
    detail: { undone, left },
  })
  await announceImport(trx, ctx, stored)
  await announceDays(trx, ctx, stored, days)
  return toImport(ready)
}

interface WrittenRow {
  readonly fields: OrderFields | null
  readonly orderId: OrderId | null
  readonly before: OrderFields | null
}

const undoRows = async (
  trx: TenantTransaction,
  ctx: StaffContext,
  rows: readonly WrittenRow[],
): Promise<{ readonly undone: number; readonly days: ReadonlySet<string> }> => {
  const ids = rows.flatMap(({ orderId }) => (orderId === null ? [] : [orderId]))
  const current = await trx
    .selectFrom('order')
    .select(orderColumns)
    .where('id', 'in', ids)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .execute()
  const fieldsById = new Map(current.map((row) => [row.id, fieldsOf(toOrder(row))]))
  const toRemove: OrderId[] = []
  const toRestore: OrderToWrite[] = []
  const days = new Set<string>()
  for (const { orderId, fields, before } of rows) {
    const now = orderId === null ? undefined : fieldsById.get(orderId)
    if (orderId === null || now === undefined || fields === null || !isSameOrder(now, fields)) continue
    days.add(now.date)
    if (before === null) {
      toRemove.push(orderId)
    } else {
      days.add(before.date)
      toRestore.push({ id: orderId, fields: before })
    }
  }
  await overwriteOrders(trx, null, toRestore)
  if (toRemove.length > 0) {
    await trx.updateTable('order').set({ deletedAt: ctx.now() }).where('id', 'in', toRemove).execute()
  }
  return { undone: toRemove.length + toRestore.length, days }
}
