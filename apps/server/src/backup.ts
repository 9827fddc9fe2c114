import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type BackedUp, backUpDatabase } from '@cartage/db'
import { invalid } from '@cartage/domain'
import { type Environment, readEnvironment } from './environment.ts'
import { ownerDatabase } from './own-database.ts'

export interface BackupOptions {
  readonly file: string
  /** Whether the key that secrets are sealed with goes into the file as well. */
  readonly withKey: boolean
  readonly say: (line: string) => void
}

export interface Backup extends BackedUp {
  /** Regions, whose files are not in the backup. */
  readonly regions: readonly string[]
}

/** Writes what cannot be built again to one file. The server may run meanwhile. */
export async function backUp(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  { file, withKey, say }: BackupOptions,
): Promise<Backup> {
  const environment = readEnvironment(env, cwd)
  const key = withKey ? await readKey(environment) : null
  await using database = await ownerDatabase(environment)
  const done = await backUpDatabase({
    ownerUrl: database.ownerUrl,
    file: path.resolve(cwd, file),
    key,
    now: new Date(),
    onTable: (name, at, of) => say(`${at}/${of} ${name}`),
  })
  return { ...done, regions: await listFolders(path.join(environment.dataDir, 'regions')) }
}

async function readKey({ secretKey, secretKeyFile, dataDir }: Environment): Promise<string> {
  if (secretKey !== undefined || secretKeyFile !== undefined) {
    throw invalid(
      `--with-key takes the key of the data folder, and yours is in ${secretKey === undefined ? 'the file of CARTAGE_SECRET_KEY_FILE' : 'CARTAGE_SECRET_KEY'}. Keep it where you keep your settings.`,
    )
  }
  const file = path.join(dataDir, 'secret.key')
  return readFile(file, 'utf8').catch(() => {
    throw invalid(`--with-key: there is no key in ${file}.`)
  })
}

const listFolders = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && /^[a-z0-9]/.test(entry.name))
    .map(({ name }) => name)
}
