import { type Kysely, sql } from 'kysely'

/** A region has usual speeds by the hour of the week, which stay when it is built again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table region.traffic (
     region text primary key references region.region (name) on delete cascade,
     id uuid not null,
     text text not null check (length(text) between 1 and 500000),
     patterns integer not null check (patterns > 0),
     time_zone text not null,
     since timestamptz not null,
     created_by uuid,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     deleted_at timestamptz
   )`,
  `create trigger updated before update on region.traffic for each row execute function set_updated_at()`,
]
