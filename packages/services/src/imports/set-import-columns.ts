import { json } from '@cartage/db'
import {
  dimension as dimensionName,
  invalid,
  type Import,
  type ImportColumn,
  type SetImportColumnsInput,
} from '@cartage/domain'
import type { Call } from '../context.ts'
import { headerSignature, isShared, mapColumns, slotOf } from '../order-file/map-columns.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { announceImport } from './check-import.ts'
import { enqueueCheck } from './check-queue.ts'
import { checkSetting } from './check-setting.ts'
import { requireReady } from './edit-import-rows.ts'
import { getImportRow, importColumns, lockImportRow, toImport } from './internal.ts'

/**
 * Says what the columns of a dry run mean, has all rows checked again, and remembers the choice for the next file
 * with the same header. Columns that are not named keep their meaning.
 */
export async function setImportColumns({ ctx, input }: Call<SetImportColumnsInput>): Promise<Import> {
  authorize(ctx, 'order:write')
  const { id } = input
  const seen = await inTenant(ctx, (trx) => getImportRow(trx, id))
  const { dimensions } = await checkSetting(ctx, seen)
  return inTenant(ctx, async (trx) => {
    const stored = await lockImportRow(trx, id)
    requireReady(stored)
    const chosen = mergeColumns(stored.columns, input.columns)
    const header = chosen.map(({ name }) => name)
    const { columns, findings } = mapColumns(header, { dimensions, remembered: chosen })
    await trx
      .insertInto('columnMapping')
      .values({
        organizationId: ctx.organizationId,
        signature: headerSignature(header),
        columns: json(columns),
      })
      .onConflict((target) =>
        target.columns(['organizationId', 'signature']).doUpdateSet({ columns: json(columns) }),
      )
      .execute()
    const updated = await trx
      .updateTable('import')
      .set({
        columns: json(columns),
        findings: json(findings),
        state: 'reading',
        progress: json({ phase: 'checking', done: 0, total: stored.counts.rows }),
      })
      .where('id', '=', id)
      .returning(importColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, { action: 'import.setColumns', entity: 'import', entityId: id })
    await enqueueCheck(trx, ctx, id)
    await announceImport(trx, ctx, stored)
    return toImport(updated)
  })
}

const mergeColumns = (
  stored: readonly ImportColumn[],
  wanted: readonly ImportColumn[],
): readonly ImportColumn[] => {
  const chosen = new Map(wanted.map((column) => [column.name, column]))
  const names = new Set(stored.map(({ name }) => name))
  const slots = new Map<string, string>()
  for (const [position, column] of wanted.entries()) {
    if (!names.has(column.name))
      throw invalid(`The file has no column "${column.name}".`, `columns.${position}.name`)
    if (column.field === 'load' && !dimensionName.safeParse(column.dimension).success) {
      throw invalid(
        `The load column "${column.name}" needs a dimension such as weight_kg: lower-case letters, digits and _.`,
        `columns.${position}.dimension`,
      )
    }
  }
  const columns = stored.map((column) => chosen.get(column.name) ?? column)
  for (const column of columns) {
    if (isShared(column.field)) continue
    const other = slots.get(slotOf(column))
    if (other !== undefined) {
      throw invalid(
        `"${other}" and "${column.name}" cannot both mean the same; ignore one of them.`,
        'columns',
      )
    }
    slots.set(slotOf(column), column.name)
  }
  return columns
}
