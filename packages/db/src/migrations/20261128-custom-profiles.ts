import { type Kysely, sql } from 'kysely'

/** A region can be built for profiles that somebody wrote, which stay with it for the next build. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table region.region
      add column custom_profiles jsonb not null default '[]' check (jsonb_typeof(custom_profiles) = 'array')
  `.execute(db)
}
