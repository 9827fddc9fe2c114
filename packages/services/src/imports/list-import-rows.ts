import type { TenantTables } from '@cartage/db'
import type { ImportRowPage, ListImportRowsInput } from '@cartage/domain'
import type { ExpressionBuilder } from 'kysely'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { decodeOffset, encodeOffset } from '../tenancy/offset-cursor.ts'
import { fileRowColumns, getImportRow } from './internal.ts'

/** One page of an import's rows in the order of the file; `total` counts the rows that `show` lets through. */
export async function listImportRows({ ctx, input }: Call<ListImportRowsInput>): Promise<ImportRowPage> {
  authorize(ctx, 'order:read')
  // The cursor is the last row seen, so a page stays where it is while rows are mended and leave the filter.
  const after = decodeOffset(input.cursor)
  return inTenant(ctx, async (trx) => {
    await getImportRow(trx, input.id)
    const shown = trx
      .selectFrom('importRow')
      .where('importId', '=', input.id)
      .where((of) => isShown(of, input.show))
    const { total } = await shown
      .select((of) => of.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await shown
      .select(fileRowColumns)
      .where('row', '>', after)
      .orderBy('row')
      .limit(input.limit + 1)
      .execute()
    const items = rows.slice(0, input.limit)
    const last = items.at(-1)
    return {
      items,
      total,
      ...(rows.length > input.limit && last !== undefined ? { nextCursor: encodeOffset(last.row) } : {}),
    }
  })
}

const isShown = (of: ExpressionBuilder<TenantTables, 'importRow'>, show: ListImportRowsInput['show']) => {
  switch (show) {
    case 'held':
      return of('action', '=', 'held')
    case 'warnings':
      return of('warnings', '>', 0)
    case 'all':
      return of.and([])
  }
}
