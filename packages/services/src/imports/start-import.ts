import { json } from '@cartage/db'
import {
  CartageError,
  conflict,
  type DepotId,
  type Import,
  type ImportColumn,
  type ImportId,
  type LocalDate,
} from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { cleanText } from '../order-file/clean-text.ts'
import { headerSignature, mapColumns, type ColumnMapping } from '../order-file/map-columns.ts'
import type { FileRow, OrderFile } from '../order-file/order-file.ts'
import { readOrderFile } from '../order-file/read-order-file.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { keepUploadAlive, removeBrokenUploads } from './broken-upload.ts'
import { checkSetting } from './check-setting.ts'
import { enqueueCheck } from './check-queue.ts'
import { getImportRow, importColumns, noCounts, toImport } from './internal.ts'

export interface StartImportCall {
  readonly id: ImportId
  readonly depotId: DepotId
  readonly date: LocalDate
  readonly fileName: string
  /** The bytes of the file, as they come in. */
  readonly file: Uint8Array | AsyncIterable<Uint8Array>
  /** Larger files are refused; {@link MAX_FILE_BYTES} when absent. */
  readonly maxBytes?: number | undefined
}

/**
 * Takes in an order file as a dry run: stores its rows as they are and has them checked as a job. The answer is the
 * import in state `reading`; it is `ready` once every row is checked. A file that cannot be read leaves nothing
 * behind. Repeating it with the same id answers with what the first one made.
 */
export async function startImport({ ctx, input }: Call<StartImportCall>): Promise<Import> {
  authorize(ctx, 'order:write')
  const { id, depotId, date } = input
  // Asked first, so that a missing depot or region is said before a long upload is read.
  const { dimensions } = await checkSetting(ctx, { depotId, date })
  if (!(await createImport(ctx, input))) return findSameImport(ctx, input)
  using _ = keepUploadAlive(ctx, id)
  try {
    const file = await readOrderFile(input.file, shortName(input.fileName), {
      maxBytes: input.maxBytes,
      signal: ctx.signal,
    })
    const remembered = await findMapping(ctx, file.header)
    const mapping = mapColumns(file.header, { dimensions, remembered })
    const rows = await storeRows(ctx, input, file)
    return await finishReading(ctx, input, file, mapping, rows)
  } catch (error) {
    // The request's own signal may have ended already; the half-read import has to go all the same.
    await inTenant({ ...ctx, signal: undefined }, (trx) =>
      trx.deleteFrom('import').where('id', '=', id).where('state', '=', 'reading').execute(),
    )
    throw error
  }
}

const shortName = (fileName: string): string => cleanText(fileName).text.slice(-200) || 'orders'

/** True when this call made the import, false when the id is taken. */
const createImport = (
  ctx: StaffContext,
  { id, depotId, date, fileName }: StartImportCall,
): Promise<boolean> =>
  inTenant(ctx, async (trx) => {
    await removeBrokenUploads(trx)
    const created = await trx
      .insertInto('import')
      .values({
        organizationId: ctx.organizationId,
        id,
        depotId,
        date,
        fileName: shortName(fileName),
        state: 'reading',
        counts: json(noCounts),
        progress: json({ phase: 'reading', done: 0, total: 0 }),
        createdBy: ctx.userId,
      })
      .onConflict((target) => target.columns(['organizationId', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (created === undefined) return false
    await recordAudit(trx, ctx, { action: 'import.start', entity: 'import', entityId: id })
    await announce(trx, ctx, { kind: 'import.changed', entityId: id, depotId, date })
    return true
  })

const findSameImport = (
  ctx: StaffContext,
  { id, depotId, date, fileName }: StartImportCall,
): Promise<Import> =>
  inTenant(ctx, async (trx) => {
    const found = await getImportRow(trx, id)
    if (found.depotId !== depotId || found.date !== date || found.fileName !== shortName(fileName)) {
      throw conflict('This id already names another import.', 'ID_USED')
    }
    return toImport(found)
  })

const findMapping = (
  ctx: StaffContext,
  header: readonly string[],
): Promise<readonly ImportColumn[] | undefined> =>
  inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('columnMapping')
      .select('columns')
      .where('signature', '=', headerSignature(header))
      .executeTakeFirst()
    return row?.columns
  })

const PROGRESS_MS = 500

const storeRows = async (
  ctx: StaffContext,
  { id, depotId, date }: StartImportCall,
  file: OrderFile,
): Promise<number> => {
  let rows = 0
  let announced = performance.now()
  for await (const batch of file.rows) {
    rows += batch.length
    const isDue = performance.now() - announced > PROGRESS_MS
    await inTenant(ctx, async (trx) => {
      await trx
        .insertInto('importRow')
        .values(batch.map((row) => unchecked(ctx, id, row)))
        .execute()
      if (!isDue) return
      await trx
        .updateTable('import')
        .set({ progress: json({ phase: 'reading', done: rows, total: 0 }) })
        .where('id', '=', id)
        .execute()
      await announce(trx, ctx, { kind: 'import.changed', entityId: id, depotId, date })
    })
    if (isDue) announced = performance.now()
  }
  return rows
}

const unchecked = ({ organizationId }: StaffContext, importId: ImportId, { row, cells }: FileRow) => ({
  organizationId,
  importId,
  row,
  cells,
  action: 'held' as const,
  findings: json([]),
})

const finishReading = (
  ctx: StaffContext,
  { id, depotId, date }: StartImportCall,
  file: OrderFile,
  { columns, findings }: ColumnMapping,
  rows: number,
): Promise<Import> =>
  inTenant(ctx, async (trx) => {
    const stored = await trx
      .updateTable('import')
      .set({
        columns: json(columns),
        findings: json(findings),
        encoding: file.encoding,
        separator: file.separator,
        counts: json({ ...noCounts, rows }),
        progress: json({ phase: 'checking', done: 0, total: rows }),
      })
      .where('id', '=', id)
      .where('state', '=', 'reading')
      .returning(importColumns)
      .executeTakeFirst()
    if (stored === undefined) {
      throw new CartageError('CONFLICT', 'The import was discarded while its file was read.', {
        reason: 'DISCARDED',
      })
    }
    await enqueueCheck(trx, ctx, id)
    await announce(trx, ctx, { kind: 'import.changed', entityId: id, depotId, date })
    return toImport(stored)
  })
