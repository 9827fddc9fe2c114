import { type Kysely, sql } from 'kysely'

/** A vehicle may take the roads of a profile that somebody wrote. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table vehicle
      drop constraint vehicle_profile_check,
      add constraint vehicle_profile_check check (profile ~ '^[a-z0-9][a-z0-9-]{0,63}$')
  `.execute(db)
}
