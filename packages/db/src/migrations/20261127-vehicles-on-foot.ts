import { type Kysely, sql } from 'kysely'

/** Whoever delivers may go on foot. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `alter table vehicle
     drop constraint vehicle_profile_check,
     add constraint vehicle_profile_check check (profile in ('car', 'van', 'truck', 'bike', 'walk'))`,
]
