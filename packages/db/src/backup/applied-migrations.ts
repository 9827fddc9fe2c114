import type pg from 'pg'

/** The migrations that a database has had; none where it has never been one of ours. */
export async function appliedMigrations(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: tables } = await client.query(`select to_regclass('migration.kysely_migration') as found`)
  if (tables[0]?.found === null) return []
  const { rows } = await client.query<{ name: string }>(
    'select name from migration.kysely_migration order by name',
  )
  return rows.map(({ name }) => name)
}
