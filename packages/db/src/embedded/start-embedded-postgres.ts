import { access, chown, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CartageError } from '@cartage/domain'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { chooseRunner } from './choose-runner.ts'
import { clearRemains } from './clear-remains.ts'
import { initCluster } from './init-cluster.ts'
import { lockFolder } from './lock-folder.ts'
import { readOrCreateSecret } from './secret-file.ts'
import { type ServerProcess, ServerStartError, startServerProcess } from './server-process.ts'

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, the passwords and the lock; made when missing. */
  readonly dataDir: string
  readonly log?: ((line: string) => void) | undefined
  /** A throw-away cluster for tests: nothing is synced to disk, and `dataDir` goes when the server ends. */
  readonly isTemporary?: boolean | undefined
}

export interface EmbeddedPostgres {
  /** Connects as the owner of the database `cartage`, who may also make databases and roles. */
  readonly ownerUrl: string
  /** Rejects when the server died and could not be started again; pending until then. */
  readonly failed: Promise<never>
  /** Stops the server within 5 s, with everything written. */
  [Symbol.asyncDispose](): Promise<void>
}

const MAJOR = '18'
const OWNER = 'cartage'
const RETRY_FOR_MS = 20_000
const RETRY_MS = 300

/**
 * Starts the PostgreSQL that comes with Cartage on a free port of the loopback interface, and keeps it running:
 * one that dies is started again on the same port. What an earlier, killed run left behind is ended or retried.
 * Throws PRECONDITION, in one line, when the folder is in use, unwritable or of another version.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log = () => {},
  isTemporary = false,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = path.resolve(dataDir)
  const cluster = path.join(folder, 'postgres')
  const binaries = findBinaries()
  await using cleanUp = new AsyncDisposableStack()
  cleanUp.use(await lockFolder(folder))
  const superuserPassword = await readOrCreateSecret(folder, 'postgres')
  const ownerPassword = await readOrCreateSecret(folder, 'owner')
  const runner = await chooseRunner(folder, cluster, binaries)
  if (isTemporary && runner.user !== undefined) await chown(folder, runner.user.uid, runner.user.gid)

  if (await isMissing(cluster)) {
    log(`making a database in ${cluster}`)
    await initCluster(cluster, superuserPassword, binaries, runner, !isTemporary)
  }
  await assertVersion(cluster)

  const launch = async (port: number): Promise<ServerProcess> =>
    startServerProcess(
      [binaries.postgres, '-D', cluster, ...settings(port, isTemporary)],
      runner,
      log,
      isTemporary ? folder : undefined,
    )

  await clearRemains(cluster, log)
  let port = 0
  let server = await retryStart(cluster, log, async () => {
    port = await freePort()
    return launch(port)
  })
  let isStopping = false
  const failed = new Promise<never>((_, reject) => {
    const supervise = async (): Promise<void> => {
      for (;;) {
        await server.ended
        if (isStopping) return
        log('PostgreSQL has died; starting it again')
        await clearRemains(cluster, log)
        server = await retryStart(cluster, log, () => launch(port))
        if (isStopping) await server.stop()
      }
    }
    supervise().catch(reject)
  })
  failed.catch(() => {
    // Whoever awaits `failed` handles it; nobody has to.
  })
  cleanUp.defer(async () => {
    isStopping = true
    await server.stop()
  })

  const ownerUrl = ownerUrlAt(port, ownerPassword)
  if (!(await canConnect(ownerUrl))) {
    await createOwner(urlAt(port, 'postgres', superuserPassword), ownerPassword)
  }
  const stack = cleanUp.move()
  return { ownerUrl, failed, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Each role has a database of its own name. */
const urlAt = (port: number, user: string, password: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${user}`

/** How the owner of an embedded database connects to it. */
export const ownerUrlAt = (port: number, password: string): string => urlAt(port, OWNER, password)

const settings = (port: number, isTemporary: boolean): readonly string[] =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(isTemporary
      ? {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: '0',
        }
      : {}),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

const isMissing = async (file: string): Promise<boolean> => {
  try {
    await access(file)
    return false
  } catch {
    return true
  }
}

async function assertVersion(cluster: string): Promise<void> {
  const version = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch((cause: unknown) => {
    throw new CartageError(
      'PRECONDITION',
      `The database folder ${cluster} cannot be read; make it readable, or set CARTAGE_DATA to another folder.`,
      { reason: 'DATA_FOLDER_UNREADABLE', cause },
    )
  })
  if (version.trim() !== MAJOR) {
    throw new CartageError(
      'PRECONDITION',
      `The database in ${cluster} is of PostgreSQL ${version.trim()}, this Cartage runs ${MAJOR}; set CARTAGE_DATA to another folder or restore a backup.`,
      { reason: 'POSTGRES_VERSION' },
    )
  }
}

const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('No free port on the loopback interface.'))
      })
    })
  })

// Somebody else may take the port between our look and the server's; after a kill the old shared memory stays
// attached until the last process of the old server notices (a few seconds).
const PASSING =
  /could not bind|could not create any TCP|lock file .* already exists|shared memory block|is being used/

async function retryStart(
  cluster: string,
  log: (line: string) => void,
  start: () => Promise<ServerProcess>,
): Promise<ServerProcess> {
  for (const until = Date.now() + RETRY_FOR_MS; ;) {
    try {
      return await start()
    } catch (error) {
      if (!(error instanceof ServerStartError)) throw error
      if (Date.now() > until || !error.lines.some((line) => PASSING.test(line))) {
        throw new CartageError('PRECONDITION', `PostgreSQL did not start in ${cluster}: ${error.message}`, {
          reason: 'POSTGRES_START',
          cause: error,
        })
      }
      log(`PostgreSQL is not ready to start yet (${error.message}); trying again`)
      await sleep(RETRY_MS)
      await clearRemains(cluster, log)
    }
  }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}

async function createOwner(superuserUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rowCount: roles } = await client.query('select from pg_roles where rolname = $1', [OWNER])
    if (roles === 0) await client.query(`create role ${OWNER} login createrole createdb`)
    await client.query(`alter role ${OWNER} password ${client.escapeLiteral(password)}`)
    const { rowCount: databases } = await client.query('select from pg_database where datname = $1', [OWNER])
    if (databases === 0) await client.query(`create database ${OWNER} owner ${OWNER}`)
  } finally {
    await client.end()
  }
}
