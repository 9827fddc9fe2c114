import { type Kysely, sql } from 'kysely'

/** Closures can be changed, so a change names what it was read from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table region.closure add column version integer not null default 1`.execute(db)
}
