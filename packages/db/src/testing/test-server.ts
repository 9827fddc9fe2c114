import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts'
import { prepareDatabase } from '../prepare-database.ts'

/** Where the databases of a test run live. Plain data: it travels from the set-up of a run to its workers. */
export interface TestServerAddress {
  readonly ownerUrl: string
  readonly appUrl: string
}

export interface TestServer extends TestServerAddress {
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a PostgreSQL of its own with a migrated database, from which {@link createTestDatabase} makes copies.
 * It ends with the process that started it, killed or not, and removes its files. `prepare` may add to the
 * database that is copied.
 */
export async function startTestServer(
  prepare?: (address: TestServerAddress) => Promise<void>,
): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'cartage-test-'))
  // As root the database runs as another user, which must be able to pass through.
  await chmod(dataDir, 0o711)
  await using cleanUp = new AsyncDisposableStack()
  cleanUp.defer(() => rm(dataDir, { recursive: true, force: true }))
  const { ownerUrl } = cleanUp.use(await startEmbeddedPostgres({ dataDir, isTemporary: true }))
  const { appUrl } = await prepareDatabase({ ownerUrl, dataDir })
  await prepare?.({ ownerUrl, appUrl })
  const stack = cleanUp.move()
  return { ownerUrl, appUrl, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}
