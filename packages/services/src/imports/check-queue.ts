import type { TenantTransaction } from '@cartage/db'
import { importId, organizationId, type ImportId, type OrganizationId } from '@cartage/domain'
import { defineQueue } from '@cartage/jobs'
import { z } from 'zod'
import type { StaffContext } from '../context.ts'

/** Which import of which organization is to be checked. */
export interface ImportCheckPayload {
  readonly organizationId: OrganizationId
  readonly importId: ImportId
}

/** Dry runs whose rows wait to be checked. */
export const importCheckQueue = defineQueue<ImportCheckPayload>(
  'imports.check',
  z.strictObject({ organizationId, importId }),
  { retryLimit: 3, expireInS: 1_800 },
)

/** Has an import checked once the transaction commits. */
export function enqueueCheck(
  trx: TenantTransaction,
  ctx: Pick<StaffContext, 'jobs' | 'newId' | 'organizationId'>,
  id: ImportId,
): Promise<void> {
  return ctx.jobs.enqueue(trx, importCheckQueue, ctx.newId(), {
    organizationId: ctx.organizationId,
    importId: id,
  })
}
