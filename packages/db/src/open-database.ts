import { CamelCasePlugin, sql } from 'kysely'
import pg from 'pg'
import { GatheringSocket } from './gathering-socket.ts'
import { PipelinedKysely } from './pipelined-kysely.ts'
import type { Database } from './tables/database.ts'
import { type Db, STATEMENT_TIMEOUT_MS } from './with-tenant.ts'

export interface OpenDatabaseOptions {
  readonly url: string
  /** Most connections at a time. */
  readonly max?: number | undefined
  readonly applicationName?: string | undefined
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onError?: ((error: Error) => void) | undefined
}

const CONNECT_TIMEOUT_MS = 2_000
const IDLE_TIMEOUT_MS = 30_000
/** These stay open however idle: on a busy machine a new one can take longer than a caller is made to wait. */
const KEPT_OPEN = 4

/** A pool of connections behind Kysely; SQL has snake_case, TypeScript camelCase. `await db.destroy()` ends it. */
export function openDatabase({
  url,
  max = 10,
  applicationName = 'cartage',
  onError,
}: OpenDatabaseOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    min: Math.min(KEPT_OPEN, max),
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    types: { getTypeParser },
    pipeline: true,
    stream: () => new GatheringSocket(),
  })
  // Without a listener a connection that the server drops would end the process.
  pool.on('error', (error) => onError?.(error))
  return new PipelinedKysely<Database>({
    pool,
    // Keys inside JSON are data, such as load dimensions, and stay as they are.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** Opens the connections that stay open, before anybody waits for one. Throws when that fails three times. */
export async function warmUp(db: Db): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // Held by all at once, so that each gets one of its own.
      await Promise.all(
        Array.from({ length: KEPT_OPEN }, () =>
          db.connection().execute((one) => sql`select pg_sleep(0.05)`.execute(one)),
        ),
      )
      return
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}

const readDate = (value: string): string => value
const readBigint = (value: string): number => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`The number ${value} of the database is too large.`)
  return number
}

// Calendar days stay text: a Date would move them by the zone of the server.
function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, 'binary')
  if (oid === pg.types.builtins.DATE) return readDate
  if (oid === pg.types.builtins.INT8) return readBigint
  return pg.types.getTypeParser(oid, 'text')
}
