import { precondition } from '@cartage/domain'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { migrations } from '../migrations/index.ts'
import { appliedMigrations } from './applied-migrations.ts'
import { writeBackupFile } from './backup-file.ts'
import { copyText } from './copy-text.ts'
import type { Frame } from './frames.ts'
import type { BackupHead, Note } from './notes.ts'
import { listTables, SCHEMAS } from './tables.ts'

export interface BackUpOptions {
  /** The owner of the tables. */
  readonly ownerUrl: string
  readonly file: string
  /** What secrets are sealed with, to be kept in the file; null keeps it out. */
  readonly key: string | null
  readonly now: Date
  /** Called before each table. */
  readonly onTable?: ((name: string, at: number, of: number) => void | Promise<void>) | undefined
}

export interface BackedUp {
  readonly tables: number
  readonly rows: number
}

/** Writes all that the database holds, as it is at one instant, to a file. Servers go on meanwhile. */
export async function backUpDatabase({
  ownerUrl,
  file,
  key,
  now,
  onTable,
}: BackUpOptions): Promise<BackedUp> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'cartage-backup' })
  const done = { tables: 0, rows: 0 }
  await client.connect()
  try {
    // One snapshot for all tables.
    await client.query('begin isolation level repeatable read read only')
    await client.query(
      `select set_config('app.is_backup', 'yes', true), set_config('statement_timeout', '0', true)`,
    )
    await requireReadable(client)
    const head: BackupHead = {
      note: 'head',
      madeAt: now.toISOString(),
      migrations: Object.keys(migrations),
      key,
    }
    await writeBackupFile(file, frames(head))
  } finally {
    await client.end()
  }
  return done

  async function* frames(head: BackupHead): AsyncGenerator<Frame> {
    yield note(head)
    const tables = await listTables(client)
    for (const [index, table] of tables.entries()) {
      await onTable?.(table.name, index + 1, tables.length)
      yield note({ note: 'table', table })
      const rows = client.query(copyTo(copyText(table, 'to stdout')))
      for await (const data of rows) yield { kind: 'data', data }
      yield note({ note: 'rows', count: rows.rowCount })
      done.tables++
      done.rows += rows.rowCount
    }
    // Behind the rows: a sequence is no part of the snapshot and may only be ahead of them.
    const { rows: sequences } = await client.query<{ schema: string; name: string; value: string }>(
      `select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences
       where schemaname = any ($1) and last_value is not null order by 1, 2`,
      [SCHEMAS],
    )
    yield note({ note: 'sequences', sequences })
    yield note({ note: 'end' })
  }
}

/** Where a policy is missing that lets the owner read, rows would be missing too, and nobody would notice. */
async function requireReadable(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relrowsecurity and not exists (
       select from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
         and p.policyname = 'backup' and current_user = any (p.roles))`,
    [SCHEMAS],
  )
  if (rowCount !== 0) {
    throw precondition(
      'Only the owner of the tables can make a backup. Name the role in DATABASE_URL that the first start was made with.',
      'DATABASE_ROLE',
    )
  }
  const applied = await appliedMigrations(client)
  if (applied.toSorted().join() !== Object.keys(migrations).toSorted().join()) {
    throw precondition(
      'The database is not the one of this release. Start this release on it once, or make the backup with the release that it is of.',
      'SCHEMA_OTHER',
    )
  }
}

const note = (value: Note): Frame => ({ kind: 'note', note: value })
