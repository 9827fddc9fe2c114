import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { addKeys, checkKeys } from '@cartage/auth'
import { openDatabase, restoreDatabase, type Restored, startEmbeddedPostgres } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import { readEnvironment } from './environment.ts'
import { sealingKeys } from './sealing-keys.ts'

export interface RestoreBackupOptions {
  readonly file: string
  /** Whether an installation that is there already may go. */
  readonly mayReplace: boolean
  readonly say: (line: string) => void
}

export interface RestoredBackup extends Restored {
  /** What is still to be done before a server starts; null where nothing is. */
  readonly missingKey: string | null
}

/** Puts a backup in place, all of it or nothing. No server may run meanwhile. */
export async function restore(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  { file, mayReplace, say }: RestoreBackupOptions,
): Promise<RestoredBackup> {
  const environment = readEnvironment(env, cwd)
  const { databaseUrl, dataDir } = environment
  await using cleanUp = new AsyncDisposableStack()
  const ownerUrl = databaseUrl ?? cleanUp.use(await startEmbeddedPostgres({ dataDir })).ownerUrl
  const restored = await restoreDatabase({
    ownerUrl,
    file: path.resolve(cwd, file),
    mayReplace,
    onTable: say,
    async onKey(key) {
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      await addKeys(dataDir, key)
    },
  })
  const db = openDatabase({ url: ownerUrl })
  cleanUp.defer(() => db.destroy())
  return { ...restored, missingKey: await missingKey() }

  /** The server would say it at its start; whoever restores wants to know now. */
  async function missingKey(): Promise<string | null> {
    try {
      await checkKeys(db, sealingKeys(environment))
      return null
    } catch (error) {
      if (error instanceof CartageError && error.code === 'PRECONDITION') return error.message
      throw error
    }
  }
}
