import { stat } from 'node:fs/promises'
import { openOwnDatabase } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import type { Environment } from './environment.ts'

/** The database of the settings as its owner, for a command beside the server. PRECONDITION where the server never ran here. */
export async function ownerDatabase({
  databaseUrl,
  dataDir,
}: Pick<Environment, 'databaseUrl' | 'dataDir'>): Promise<AsyncDisposable & { readonly ownerUrl: string }> {
  if (databaseUrl !== undefined) {
    return { ownerUrl: databaseUrl, [Symbol.asyncDispose]: () => Promise.resolve() }
  }
  if (!(await stat(dataDir).catch(() => null))) {
    throw new CartageError(
      'PRECONDITION',
      `There is no data folder ${dataDir}. Run this where the server runs, or set CARTAGE_DATA as it has it.`,
    )
  }
  return openOwnDatabase(dataDir)
}
