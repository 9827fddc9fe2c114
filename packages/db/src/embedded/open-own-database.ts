import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isRunning } from './processes.ts'
import { ownerUrlAt, startEmbeddedPostgres } from './start-embedded-postgres.ts'

export interface OwnDatabase extends AsyncDisposable {
  readonly ownerUrl: string
}

/** The embedded database of a data folder: the one that a server runs just now, or one that is started for this. */
export async function openOwnDatabase(dataDir: string): Promise<OwnDatabase> {
  const folder = path.resolve(dataDir)
  const ownerUrl = await findRunning(folder)
  if (ownerUrl === undefined) return startEmbeddedPostgres({ dataDir: folder })
  return { ownerUrl, [Symbol.asyncDispose]: () => Promise.resolve() }
}

/** PostgreSQL writes down its process (line 1) and port (line 4) where it runs. */
async function findRunning(folder: string): Promise<string | undefined> {
  try {
    const lines = (await readFile(path.join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    if (!isRunning(pid) || !(port > 0)) return undefined
    return ownerUrlAt(port, (await readFile(path.join(folder, 'owner.password'), 'utf8')).trim())
  } catch {
    // None has been started here, or we may not look; starting one says which.
    return undefined
  }
}
