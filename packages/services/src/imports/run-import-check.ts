import type { JobRun } from '@cartage/jobs'
import type { Services } from '../context.ts'
import { checkImport, failImport } from './check-import.ts'
import type { ImportCheckPayload } from './check-queue.ts'

type Checker = Pick<Services, 'db' | 'regions' | 'now' | 'log'>

/** The job that checks the rows of a dry run. */
export async function runImportCheck(
  services: Checker,
  { payload, signal }: JobRun<ImportCheckPayload>,
): Promise<void> {
  const { importId, organizationId } = payload
  try {
    await checkImport({ ...services, organizationId, signal }, importId)
  } catch (error) {
    if (!signal.aborted) services.log.error({ err: error, importId }, 'an import could not be checked')
    throw error
  }
}

/** Has an import whose check failed for good, or died with its process, say so instead of waiting for ever. */
export const giveUpImportCheck = (
  services: Checker,
  { organizationId, importId }: ImportCheckPayload,
): Promise<void> =>
  failImport({ ...services, organizationId }, importId, 'The rows could not be checked. Drop the file again.')
