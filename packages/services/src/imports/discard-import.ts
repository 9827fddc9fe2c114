import { precondition, type Import, type ImportId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { announceImport } from './check-import.ts'
import { importColumns, lockImportRow, toImport } from './internal.ts'

/** Throws a dry run away, with its rows. An import that is done cannot be discarded, only undone. */
export async function discardImport({ ctx, input }: Call<{ readonly id: ImportId }>): Promise<Import> {
  authorize(ctx, 'order:write')
  return inTenant(ctx, async (trx) => {
    const stored = await lockImportRow(trx, input.id)
    if (stored.state === 'discarded') return toImport(stored)
    if (stored.state === 'done') {
      throw precondition('This import is done; undo it to take its orders back.', 'IMPORT_DONE')
    }
    await trx.deleteFrom('importRow').where('importId', '=', input.id).execute()
    const discarded = await trx
      .updateTable('import')
      .set({ state: 'discarded', progress: null })
      .where('id', '=', input.id)
      .returning(importColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, { action: 'import.discard', entity: 'import', entityId: input.id })
    await announceImport(trx, ctx, stored)
    return toImport(discarded)
  })
}
