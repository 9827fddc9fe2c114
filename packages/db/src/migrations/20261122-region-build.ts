import { type Kysely, sql } from 'kysely'

/** A region knows its build, so that one can be cancelled; a plan's staleness is told by its input hash alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table region.region add column build_id uuid`.execute(db)
  await sql`alter table plan drop column is_stale`.execute(db)
}
