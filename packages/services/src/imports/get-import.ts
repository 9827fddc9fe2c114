import type { Import, ImportId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { getImportRow, toImport } from './internal.ts'

/** One import and how far it is; NOT_FOUND when it is missing. */
export async function getImport({ ctx, input }: Call<{ readonly id: ImportId }>): Promise<Import> {
  authorize(ctx, 'order:read')
  return inTenant(ctx, async (trx) => toImport(await getImportRow(trx, input.id)))
}
