import { json, withTenant, type TenantTransaction } from '@cartage/db'
import {
  orderId,
  type Import,
  type ImportAction,
  type ImportId,
  type Order,
  type OrderFields,
  type OrderId,
} from '@cartage/domain'
import { sql } from 'kysely'
import type { Call, StaffContext } from '../context.ts'
import { isSameOrder } from '../order-file/same-order.ts'
import { followCurrentPlan } from '../plans/follow-current-plan.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { announceImport } from './check-import.ts'
import { fieldsOf, findOrdersByReference } from './check-setting.ts'
import { requireReady } from './edit-import-rows.ts'
import { countRows, importColumns, lockImportRow, toImport, type StoredImport } from './internal.ts'
import { insertOrders, overwriteOrders, type OrderToWrite } from './write-orders.ts'

const BATCH_ROWS = 500
/** Ten thousand orders take about a second; a slow disk may take a minute. */
const STATEMENT_TIMEOUT_MS = 60_000
/** Days that are announced one by one; beyond that consoles are told that many changed. */
const ANNOUNCED_DAYS = 31

/**
 * Imports the good rows of a checked dry run, all of them or none. An order is known by its reference: one that is
 * there already is changed where the row says something else and left alone where it does not. Held rows stay out.
 * Committing again answers with what the first time did.
 */
export async function commitImport({ ctx, input }: Call<{ readonly id: ImportId }>): Promise<Import> {
  authorize(ctx, 'order:write')
  const work = withTenant(ctx.db, ctx, (trx) => commit(trx, ctx, input.id), {
    signal: ctx.signal,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  })
  return rewordConflict(
    work,
    'order_reference',
    'Somebody added an order with one of these references meanwhile. Nothing was imported; import again.',
  )
}

const commit = async (trx: TenantTransaction, ctx: StaffContext, id: ImportId): Promise<Import> => {
  const stored = await lockImportRow(trx, id)
  if (stored.state === 'done') return toImport(stored)
  requireReady(stored)
  const days = new Set<string>()
  let after = 1
  for (;;) {
    const rows = await trx
      .selectFrom('importRow')
      .select(['row', 'fields'])
      .where('importId', '=', id)
      .where('action', 'in', ['create', 'update'])
      .where('row', '>', after)
      .orderBy('row')
      .limit(BATCH_ROWS)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.row
    for (const day of await commitRows(trx, ctx, stored, rows)) days.add(day)
  }
  const counts = await countRows(trx, id)
  const done = await trx
    .updateTable('import')
    .set({ state: 'done', counts: json(counts), undoneAt: null })
    .where('id', '=', id)
    .returning(importColumns)
    .executeTakeFirstOrThrow()
  await recordAudit(trx, ctx, {
    action: 'import.commit',
    entity: 'import',
    entityId: id,
    detail: { ...counts },
  })
  await announceImport(trx, ctx, stored)
  // An order that was moved to another day has no stop there.
  for (const date of days) await followCurrentPlan(trx, { depotId: stored.depotId, date })
  await announceDays(trx, ctx, stored, days)
  return toImport(done)
}

/** What was done with a row, for its record. */
interface DoneRow {
  readonly row: number
  readonly action: ImportAction
  readonly order_id: OrderId | null
  readonly before: OrderFields | null
}

const commitRows = async (
  trx: TenantTransaction,
  ctx: StaffContext,
  { id, depotId }: StoredImport,
  rows: readonly { readonly row: number; readonly fields: OrderFields | null }[],
): Promise<ReadonlySet<string>> => {
  const wanted = rows.flatMap(({ row, fields }) => (fields === null ? [] : [{ row, fields }]))
  const references = wanted.map(({ fields }) => fields.reference)
  // What the dry run saw may have changed since: the orders as they are now decide.
  const existing = await findOrdersByReference(trx, depotId, references, { lock: true })
  const created: OrderToWrite[] = []
  const changed: OrderToWrite[] = []
  const days = new Set<string>()
  const done = wanted.map(({ row, fields }): DoneRow => {
    const order: Order | undefined = existing.get(fields.reference)
    if (order === undefined) {
      const newId = orderId.parse(ctx.newId())
      created.push({ id: newId, fields })
      days.add(fields.date)
      return { row, action: 'create', order_id: newId, before: null }
    }
    const before = fieldsOf(order)
    if (isSameOrder(before, fields)) return { row, action: 'unchanged', order_id: null, before: null }
    changed.push({ id: order.id, fields })
    days.add(before.date).add(fields.date)
    return { row, action: 'update', order_id: order.id, before }
  })
  await insertOrders(trx, { organizationId: ctx.organizationId, depotId, importId: id }, created)
  await overwriteOrders(trx, id, changed)
  await recordRows(trx, id, done)
  return days
}

/** Writes down what was done with each row, so that it can be undone. */
export async function recordRows(
  trx: TenantTransaction,
  id: ImportId,
  rows: readonly DoneRow[],
): Promise<void> {
  await sql`
    update import_row as target
    set action = done.action, order_id = done.order_id, before = done.before
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as done (row integer, action text, order_id uuid, before jsonb)
    where target.import_id = ${id} and target.row = done.row
  `.execute(trx)
}

/** Tells open consoles on which days orders changed. */
export async function announceDays(
  trx: TenantTransaction,
  ctx: StaffContext,
  { depotId }: Pick<StoredImport, 'depotId'>,
  days: ReadonlySet<string>,
): Promise<void> {
  const dates = days.size > ANNOUNCED_DAYS ? [null] : [...days]
  for (const date of dates) await announce(trx, ctx, { kind: 'order.changed', entityId: null, depotId, date })
}
