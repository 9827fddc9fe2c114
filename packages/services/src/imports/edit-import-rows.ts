import { json, type TenantTransaction } from '@cartage/db'
import {
  invalid,
  precondition,
  type EditImportInput,
  type Import,
  type ImportColumn,
  type ImportRow,
} from '@cartage/domain'
import type { Call } from '../context.ts'
import { rowChecker } from '../order-file/check-rows.ts'
import { storable, type FileRow } from '../order-file/order-file.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { announceImport, judgedRow } from './check-import.ts'
import { checkSetting } from './check-setting.ts'
import {
  countRows,
  getImportRow,
  lockImportRow,
  saveCells,
  saveJudgedRows,
  type StoredImport,
} from './internal.ts'
import { referencesOf } from './reference-column.ts'

export interface EditedImportRows {
  /** Every row that was checked again, by row. */
  readonly rows: readonly ImportRow[]
  readonly counts: Import['counts']
}

/**
 * Writes new texts into cells of a dry run and checks the touched rows again, with all rows that share a reference
 * with them before or after, for one row's reference is another row's finding.
 */
export async function editImportRows({ ctx, input }: Call<EditImportInput>): Promise<EditedImportRows> {
  authorize(ctx, 'order:write')
  const { id, edits } = input
  const seen = await inTenant(ctx, (trx) => getImportRow(trx, id))
  const setting = await checkSetting(ctx, seen)
  if (setting.context.askFurther !== undefined) {
    // No transaction waits for a geocoder: its answers are there when the rows are checked below.
    const checker = rowChecker(seen.columns, setting.context)
    const rows = await inTenant(ctx, (trx) => fileRows(trx, seen))
    for (const row of rowsToCheck(rows, seen.columns, edits).group) await checker.askAhead(row)
  }
  return inTenant(ctx, async (trx) => {
    const stored = await lockImportRow(trx, id)
    requireReady(stored)
    const before = await fileRows(trx, stored)
    const { after, group, shared } = rowsToCheck(before, stored.columns, edits)
    await setting.load(trx, [...shared])
    const taken = new Set(referencesOf(stored.columns, after))
    const checker = rowChecker(stored.columns, setting.context, (reference) => taken.has(reference))
    for (const row of group) await checker.askAhead(row)
    const checked = group.map((row) => ({ ...judgedRow(checker.check(row)), cells: row.cells }))
    await saveCells(
      trx,
      id,
      after.filter(({ row }) => edits.some((edit) => edit.row === row)),
    )
    await saveJudgedRows(trx, id, checked)
    const counts = await countRows(trx, id)
    await trx
      .updateTable('import')
      .set({ counts: json(counts) })
      .where('id', '=', id)
      .execute()
    await announceImport(trx, ctx, stored)
    return {
      rows: checked.map(({ row, cells, action, findings, place }) => ({
        row,
        cells,
        action,
        findings,
        place,
      })),
      counts,
    }
  })
}

/** An import can be worked on while it is a checked dry run. */
export function requireReady({ state, failure }: Pick<StoredImport, 'state' | 'failure'>): void {
  switch (state) {
    case 'ready':
      return
    case 'reading':
      throw precondition('The file is still being checked; wait until it is ready.', 'IMPORT_READING')
    case 'importing':
    case 'done':
      throw precondition('This import is done; undo it first to change it.', 'IMPORT_DONE')
    case 'failed':
      throw precondition(`This import failed: ${failure ?? 'drop the file again.'}`, 'IMPORT_FAILED')
    case 'discarded':
      throw precondition('This import was discarded; drop the file again.', 'IMPORT_DISCARDED')
  }
}

const fileRows = (trx: TenantTransaction, { id }: StoredImport): Promise<FileRow[]> =>
  trx.selectFrom('importRow').select(['row', 'cells']).where('importId', '=', id).orderBy('row').execute()

interface RowsToCheck {
  /** All rows with the edits. */
  readonly after: readonly FileRow[]
  /** The edited ones, and those that share a reference with them before or after. */
  readonly group: readonly FileRow[]
  readonly shared: ReadonlySet<string>
}

const rowsToCheck = (
  before: readonly FileRow[],
  columns: readonly ImportColumn[],
  edits: EditImportInput['edits'],
): RowsToCheck => {
  const after = applyEdits(before, columns, edits)
  const touched = new Set(edits.map(({ row }) => row))
  const isTouched = ({ row }: FileRow): boolean => touched.has(row)
  const shared = new Set([
    ...referencesOf(columns, before.filter(isTouched)),
    ...referencesOf(columns, after.filter(isTouched)),
  ])
  const group = after.filter(
    (row) => isTouched(row) || referencesOf(columns, [row]).some((reference) => shared.has(reference)),
  )
  return { after, group, shared }
}

const applyEdits = (
  rows: readonly FileRow[],
  columns: readonly ImportColumn[],
  edits: EditImportInput['edits'],
): FileRow[] => {
  const indexOf = new Map(columns.map(({ name }, index) => [name, index]))
  const edited = new Map<number, string[]>()
  const known = new Map(rows.map((row) => [row.row, row]))
  for (const [position, { row, column, value }] of edits.entries()) {
    const index = indexOf.get(column)
    const target = known.get(row)
    if (index === undefined) throw invalid(`The file has no column "${column}".`, `edits.${position}.column`)
    if (target === undefined) throw invalid(`The file has no order in row ${row}.`, `edits.${position}.row`)
    const cells = edited.get(row) ?? [...target.cells]
    while (cells.length < index) cells.push('')
    cells[index] = storable(value)
    edited.set(row, cells)
  }
  return rows.map((row) => ({ row: row.row, cells: edited.get(row.row) ?? row.cells }))
}
