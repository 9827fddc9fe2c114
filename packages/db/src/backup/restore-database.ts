import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { precondition } from '@cartage/domain'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrations } from '../migrations/index.ts'
import { appliedMigrations } from './applied-migrations.ts'
import { newer, openBackupFile } from './backup-file.ts'
import { type BackupReader, createBackupReader } from './backup-reader.ts'
import { copyText } from './copy-text.ts'
import { settleWork } from './settle-work.ts'
import { SCHEMAS } from './tables.ts'

export interface RestoreOptions {
  /** May make the tables. */
  readonly ownerUrl: string
  readonly file: string
  /** Whether what is there already may go. */
  readonly mayReplace: boolean
  /** Called before each table. */
  readonly onTable?: ((name: string) => void) | undefined
  /** Called with the key of the file, where it has one, before anything is final. */
  readonly onKey: (key: string) => Promise<void>
}

export interface Restored {
  /** When the backup was made, as an ISO instant. */
  readonly madeAt: string
  readonly tables: number
  readonly rows: number
  readonly hasKey: boolean
}

/** What the connections of a server call themselves. */
const SERVERS = ['cartage', 'cartage-jobs', 'cartage-listen']

/**
 * Puts a backup in place of what the database holds, all in one transaction: it ends as the backup has it, migrated to this release, or
 * as it was before. Throws INVALID for a file that cannot be used, PRECONDITION when servers are connected or the installation is not
 * empty.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<Restored> {
  const { ownerUrl, file, mayReplace, onKey } = options
  await using backup = await openBackupFile(file)
  const reader = createBackupReader(file, backup.frames)
  const { madeAt, migrations: had, key } = await reader.next('head')
  if (had.some((name) => !Object.hasOwn(migrations, name))) throw newer(file)
  // The file is closed when this function ends, so that has to be waited for in here.
  return await inOneTransaction(ownerUrl, async (trx, client) => {
    await client.query(
      `select set_config('statement_timeout', '0', true), set_config('lock_timeout', '10s', true)`,
    )
    await requireAlone(client)
    if (!mayReplace) await requireEmpty(client)
    await dropAll(client)
    await migrateTo(trx, had)
    const loaded = await withoutRowSecurity(client, async () => {
      const counts = await load(client, reader, options)
      await settleWork(client)
      return counts
    })
    await migrateTo(trx, Object.keys(migrations))
    if (key !== null) await onKey(key)
    return { madeAt, ...loaded, hasKey: key !== null }
  })
}

/** The transaction as Kysely's migrator takes it, and its connection for COPY. */
async function inOneTransaction<Result>(
  url: string,
  work: (trx: Transaction<unknown>, client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'cartage-restore' })
  let client: pg.ClientBase | undefined
  pool.on('connect', (made) => {
    client = made
  })
  // Whoever waits for the connection learns of it; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await db.transaction().execute(async (trx) => {
      if (client === undefined) throw new Error('The pool made no connection.')
      return work(trx, client)
    })
  } finally {
    await db.destroy()
  }
}

async function requireAlone(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = any ($1)`,
    [SERVERS],
  )
  if (rowCount === 0) return
  throw precondition(
    'A server of Cartage uses this database. Stop all of them, and restore then.',
    'DATABASE_IN_USE',
  )
}

async function requireEmpty(client: pg.ClientBase): Promise<void> {
  if ((await appliedMigrations(client)).length === 0) return
  await client.query('alter table public.organization no force row level security')
  const { rows } = await client.query<{ isFull: boolean }>(
    `select exists (select from public.organization) or exists (select from identity."user") as "isFull"`,
  )
  if (rows[0]?.isFull === false) return
  throw precondition(
    'There is an installation here already, and the backup would take its place. Give --replace where that is meant.',
    'NOT_EMPTY',
  )
}

/** What is ours goes, and nothing else that may be in the database. */
async function dropAll(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_policies where schemaname = 'public' and policyname = 'tenant'`,
  )
  for (const { name } of rows) await client.query(`drop table public.${pg.escapeIdentifier(name)} cascade`)
  await client.query(
    `drop schema if exists identity, region, migration, pgboss cascade;
     drop function if exists public.set_updated_at() cascade`,
  )
}

/** Runs those of the migrations that have not run. */
async function migrateTo(trx: Transaction<unknown>, names: readonly string[]): Promise<void> {
  const wanted = Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)))
  const migrator = new Migrator({
    db: trx,
    provider: { getMigrations: async () => ({ ...wanted }) },
    migrationTableSchema: 'migration',
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error('A database migration failed.', { cause: error })
}

/** The owner cannot load rows into a table whose row-level security holds for owners too; within this transaction it does not. */
async function withoutRowSecurity<Result>(
  client: pg.ClientBase,
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind = 'r' and c.relforcerowsecurity`,
    [SCHEMAS],
  )
  for (const { name } of rows) await client.query(`alter table ${name} no force row level security`)
  const result = await work()
  for (const { name } of rows) await client.query(`alter table ${name} force row level security`)
  return result
}

async function load(
  client: pg.ClientBase,
  reader: BackupReader,
  { onTable }: RestoreOptions,
): Promise<Pick<Restored, 'tables' | 'rows'>> {
  let [tables, rows] = [0, 0]
  for (;;) {
    const note = await reader.next('table', 'sequences')
    if (note.note === 'sequences') {
      for (const { schema, name, value } of note.sequences) {
        await client.query(`select setval(format('%I.%I', $1::text, $2::text)::regclass, $3::bigint)`, [
          schema,
          name,
          value,
        ])
      }
      await reader.next('end')
      return { tables, rows }
    }
    onTable?.(note.table.name)
    const into = client.query(copyFrom(copyText(note.table, 'from stdin')))
    await pipeline(Readable.from(reader.data(), { objectMode: true }), into)
    const { count } = await reader.next('rows')
    if (into.rowCount !== count) {
      throw new Error(`${note.table.name} took ${into.rowCount} rows of ${count}.`)
    }
    tables++
    rows += count
  }
}
