import { stat } from 'node:fs/promises'
import { type KeyRotation, rotateKeys } from '@cartage/auth'
import { openDatabase, startEmbeddedPostgres } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import { readEnvironment } from './environment.ts'
import { sealingKeys } from './sealing-keys.ts'

/**
 * Seals every stored secret with the newest key; makes that key first where it is kept in the data folder. With DATABASE_URL servers may
 * run meanwhile; the embedded database has to be free (PRECONDITION).
 */
export async function rotateKey(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Promise<KeyRotation> {
  const environment = readEnvironment(env, cwd)
  const { dataDir } = environment
  if (!(await stat(dataDir).catch(() => null))) {
    throw new CartageError(
      'PRECONDITION',
      `There is no data folder ${dataDir}. Run this where the server runs, or set CARTAGE_DATA as it has it.`,
    )
  }
  await using cleanUp = new AsyncDisposableStack()
  const ownerUrl = environment.databaseUrl ?? cleanUp.use(await startEmbeddedPostgres({ dataDir })).ownerUrl
  const db = openDatabase({ url: environment.databaseAppUrl ?? ownerUrl })
  cleanUp.defer(() => db.destroy())
  // The database ends with this function, so it has to be waited for in here.
  return await rotateKeys(db, sealingKeys(environment))
}
