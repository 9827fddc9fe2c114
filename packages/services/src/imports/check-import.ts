import { isDeepStrictEqual } from 'node:util'
import { json, type TenantTransaction } from '@cartage/db'
import { CartageError, type Import, type ImportId } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { checkBatches, rowChecker, type CheckedRow } from '../order-file/check-rows.ts'
import type { FileRow } from '../order-file/order-file.ts'
import { announce } from '../tenancy/announce.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { checkSetting, type CheckSetting } from './check-setting.ts'
import {
  countRows,
  getImportRow,
  importColumns,
  lockImportRow,
  saveJudgedRows,
  toImport,
  type JudgedRow,
  type StoredImport,
} from './internal.ts'
import { referencesOf } from './reference-column.ts'

export type CheckContextOfImport = Pick<
  StaffContext,
  'db' | 'organizationId' | 'regions' | 'geocoder' | 'log' | 'now' | 'signal'
>

const BATCH_ROWS = 500
const PROGRESS_MS = 250

/**
 * Checks every row of an import in state `reading` and makes it `ready`. Safe to repeat: a run that died half-way
 * starts again from the first row, for a reference can only be judged with those before it. A run that was taken
 * for dead and has been overtaken writes nothing more and answers with the import as it is.
 */
export async function checkImport(ctx: CheckContextOfImport, id: ImportId): Promise<Import> {
  const stored = await inTenant(ctx, (trx) => getImportRow(trx, id))
  if (stored.state !== 'reading') return toImport(stored)
  try {
    const setting = await checkSetting(ctx, stored)
    const checker = rowChecker(stored.columns, setting.context)
    let done = 0
    let announced = performance.now()
    for await (const batch of checkBatches(storedBatches(ctx, stored, setting), checker, ctx.signal)) {
      done += batch.length
      const isDue = performance.now() - announced > PROGRESS_MS
      if (isDue) announced = performance.now()
      const progress = isDue ? { phase: 'checking', done, total: stored.counts.rows } : null
      const overtaken = await saveBatch(ctx, stored, batch, progress)
      if (overtaken !== undefined) return toImport(overtaken)
    }
    return await finishCheck(ctx, stored, null)
  } catch (error) {
    if (!(error instanceof CartageError) || ctx.signal?.aborted === true) throw error
    return finishCheck(ctx, stored, error.message)
  }
}

/** The import as it is now, held, when it no longer waits for this run; undefined when it does. */
const findOvertaken = async (
  trx: TenantTransaction,
  stored: StoredImport,
): Promise<StoredImport | undefined> => {
  const current = await lockImportRow(trx, stored.id)
  return current.state === 'reading' && isDeepStrictEqual(current.columns, stored.columns)
    ? undefined
    : current
}

const saveBatch = (
  ctx: CheckContextOfImport,
  stored: StoredImport,
  batch: readonly CheckedRow[],
  progress: Import['progress'],
): Promise<StoredImport | undefined> =>
  inTenant(ctx, async (trx) => {
    const overtaken = await findOvertaken(trx, stored)
    if (overtaken !== undefined) return overtaken
    await saveJudgedRows(trx, stored.id, batch.map(judgedRow))
    if (progress === null) return undefined
    await trx
      .updateTable('import')
      .set({ progress: json(progress) })
      .where('id', '=', stored.id)
      .execute()
    await announceImport(trx, ctx, stored)
    return undefined
  })

async function* storedBatches(
  ctx: CheckContextOfImport,
  { id, columns }: StoredImport,
  setting: CheckSetting,
): AsyncGenerator<readonly FileRow[]> {
  let after = 1
  for (;;) {
    const from = after
    const batch = await inTenant(ctx, async (trx) => {
      const rows = await trx
        .selectFrom('importRow')
        .select(['row', 'cells'])
        .where('importId', '=', id)
        .where('row', '>', from)
        .orderBy('row')
        .limit(BATCH_ROWS)
        .execute()
      await setting.load(trx, referencesOf(columns, rows))
      return rows
    })
    const last = batch.at(-1)
    if (last === undefined) return
    after = last.row
    yield batch
  }
}

/** What the import keeps of a checked row. */
export const judgedRow = ({ row, action, findings, order, place }: CheckedRow): JudgedRow => ({
  row,
  action,
  findings,
  fields: order,
  place:
    place === undefined
      ? null
      : { lon: place.lon, lat: place.lat, level: place.level, confidence: place.confidence },
})

/** Ends an import that cannot be checked, with words for the person who waits. */
export async function failImport(ctx: CheckContextOfImport, id: ImportId, failure: string): Promise<void> {
  const stored = await inTenant(ctx, (trx) => getImportRow(trx, id))
  if (stored.state === 'reading') await finishCheck(ctx, stored, failure)
}

const finishCheck = (
  ctx: CheckContextOfImport,
  stored: StoredImport,
  failure: string | null,
): Promise<Import> =>
  inTenant(ctx, async (trx) => {
    const overtaken = await findOvertaken(trx, stored)
    if (overtaken !== undefined) return toImport(overtaken)
    const finished = await trx
      .updateTable('import')
      .set({
        state: failure === null ? 'ready' : 'failed',
        failure,
        counts: json(await countRows(trx, stored.id)),
        progress: null,
      })
      .where('id', '=', stored.id)
      .returning(importColumns)
      .executeTakeFirstOrThrow()
    await announceImport(trx, ctx, stored)
    return toImport(finished)
  })

/** Tells open consoles that an import looks different. */
export const announceImport = (
  trx: TenantTransaction,
  ctx: Pick<StaffContext, 'organizationId'>,
  { id, depotId, date }: Pick<StoredImport, 'id' | 'depotId' | 'date'>,
): Promise<void> => announce(trx, ctx, { kind: 'import.changed', entityId: id, depotId, date })
