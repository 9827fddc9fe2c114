import { CartageError } from '@cartage/domain'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from './migrations/index.ts'

/**
 * Brings the database to the schema of this release, as its owner, all in one transaction: a killed run leaves
 * nothing behind. Several processes may start at once; one migrates, the others wait for it. Refuses a database
 * that a newer release has migrated. Answers the names of the migrations that ran.
 */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: ownerUrl, max: 1 }) }),
  })
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...migrations }) },
      migrationTableSchema: 'migration',
    })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error !== undefined) throw new Error('A database migration failed.', { cause: error })
    return results.filter((result) => result.status === 'Success').map((result) => result.migrationName)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    const isNewer =
      cause instanceof Error && /previously executed migration .* is missing/.test(cause.message)
    throw isNewer ? newerSchema(cause) : error
  } finally {
    await db.destroy()
  }
}

const newerSchema = (cause?: unknown): CartageError =>
  new CartageError(
    'PRECONDITION',
    'The database was migrated by a newer release of Cartage; start that release or restore a backup.',
    { reason: 'SCHEMA_NEWER', cause },
  )
