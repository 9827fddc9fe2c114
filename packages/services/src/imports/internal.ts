import { json, type TenantTransaction } from '@cartage/db'
import { notFound, type Import, type ImportId, type ImportRow } from '@cartage/domain'
import { sql } from 'kysely'
import type { FileRow } from '../order-file/order-file.ts'

export const importColumns = [
  'id',
  'depotId',
  'date',
  'fileName',
  'state',
  'columns',
  'encoding',
  'separator',
  'counts',
  'findings',
  'progress',
  'failure',
  'createdAt',
] as const

export interface StoredImport extends Omit<Import, 'createdAt'> {
  readonly createdAt: Date
}

/** The public shape of a row. */
export const toImport = (row: StoredImport): Import => ({ ...row, createdAt: row.createdAt.toISOString() })

/** The import; NOT_FOUND when it is missing or another organization's. */
export async function getImportRow(trx: TenantTransaction, id: ImportId): Promise<StoredImport> {
  const row = await trx.selectFrom('import').select(importColumns).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('import')
  return row
}

/** As {@link getImportRow}, held until the transaction ends. */
export async function lockImportRow(trx: TenantTransaction, id: ImportId): Promise<StoredImport> {
  const row = await trx
    .selectFrom('import')
    .select(importColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('import')
  return row
}

export const fileRowColumns = ['row', 'cells', 'action', 'findings', 'place'] as const

export const noCounts: Import['counts'] = {
  rows: 0,
  create: 0,
  update: 0,
  unchanged: 0,
  held: 0,
  warnings: 0,
}

/** How many rows would do what. */
export async function countRows(trx: TenantTransaction, id: ImportId): Promise<Import['counts']> {
  const counts = await trx
    .selectFrom('importRow')
    .select((of) => [
      of.fn.countAll<number>().as('rows'),
      of.fn.countAll<number>().filterWhere('action', '=', 'create').as('create'),
      of.fn.countAll<number>().filterWhere('action', '=', 'update').as('update'),
      of.fn.countAll<number>().filterWhere('action', '=', 'unchanged').as('unchanged'),
      of.fn.countAll<number>().filterWhere('action', '=', 'held').as('held'),
      of.fn.countAll<number>().filterWhere('warnings', '>', 0).as('warnings'),
    ])
    .where('importId', '=', id)
    .executeTakeFirst()
  return counts ?? noCounts
}

/** Writes the new texts of rows that were edited. */
export async function saveCells(
  trx: TenantTransaction,
  id: ImportId,
  rows: readonly FileRow[],
): Promise<void> {
  await sql`
    update import_row as target
    set cells = edited.cells
    from jsonb_to_recordset(${json(rows)}::jsonb) as edited (row integer, cells text[])
    where target.import_id = ${id} and target.row = edited.row
  `.execute(trx)
}

/** What a check found out about one row. */
export interface JudgedRow extends Pick<ImportRow, 'row' | 'action' | 'findings' | 'place'> {
  readonly fields: unknown
}

/** Writes what a check found out about many rows at once. */
export async function saveJudgedRows(
  trx: TenantTransaction,
  id: ImportId,
  rows: readonly JudgedRow[],
): Promise<void> {
  if (rows.length === 0) return
  const judged = rows.map(({ row, action, findings, place, fields }) => ({
    row,
    action,
    findings,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    place,
    fields: fields ?? null,
  }))
  await sql`
    update import_row as target
    set action = judged.action,
        findings = judged.findings,
        warnings = judged.warnings,
        place = nullif(judged.place, 'null'::jsonb),
        fields = nullif(judged.fields, 'null'::jsonb)
    from jsonb_to_recordset(${json(judged)}::jsonb)
      as judged (row integer, action text, findings jsonb, warnings integer, place jsonb, fields jsonb)
    where target.import_id = ${id} and target.row = judged.row
  `.execute(trx)
}
