import type { Import, ImportId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { isBrokenUpload } from './broken-upload.ts'
import { getImportRow, toImport } from './internal.ts'

/** One import and how far it is; NOT_FOUND when it is missing. One whose file broke off is shown as failed. */
export async function getImport({ ctx, input }: Call<{ readonly id: ImportId }>): Promise<Import> {
  authorize(ctx, 'order:read')
  return inTenant(ctx, async (trx) => {
    const found = toImport(await getImportRow(trx, input.id))
    if (found.state !== 'reading') return found
    const broken = await trx
      .selectFrom('import')
      .select('id')
      .where('id', '=', input.id)
      .where(isBrokenUpload)
      .executeTakeFirst()
    return broken === undefined ? found : { ...found, state: 'failed', progress: null, failure }
  })
}

const failure = 'The file did not arrive as a whole. Drop it again.'
