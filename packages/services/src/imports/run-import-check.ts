import type { JobRun } from '@cartage/jobs'
import type { Services } from '../context.ts'
import { checkImport, failImport } from './check-import.ts'
import type { ImportCheckPayload } from './check-queue.ts'

/** The job that checks the rows of a dry run. When its last attempt fails the import says so instead of waiting for ever. */
export async function runImportCheck(
  services: Pick<Services, 'db' | 'regions' | 'now' | 'log'>,
  { payload, isLastAttempt, signal }: JobRun<ImportCheckPayload>,
): Promise<void> {
  const ctx = { ...services, organizationId: payload.organizationId }
  try {
    await checkImport({ ...ctx, signal }, payload.importId)
  } catch (error) {
    if (isLastAttempt && !signal.aborted) {
      services.log.error({ err: error, importId: payload.importId }, 'An import could not be checked')
      await failImport(ctx, payload.importId, 'The rows could not be checked. Drop the file again.')
    }
    throw error
  }
}
