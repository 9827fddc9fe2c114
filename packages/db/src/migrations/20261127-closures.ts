import { type Kysely, sql } from 'kysely'

/** Roads can be closed for a while, and a region knows the extract that it is built from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `alter table region.region
     drop constraint region_state_check,
     add constraint region_state_check
       check (state in ('building', 'ready', 'outdated', 'damaged', 'failed')),
     add column title text not null default '' check (length(title) <= 80),
     add column turns boolean,
     add column counts jsonb,
     add column extract jsonb check (jsonb_typeof(extract) = 'object'),
     add column built_from jsonb check (jsonb_typeof(built_from) = 'object')`,
  // Uploads of the releases before were not kept, so only files that somebody put on the server are still there.
  `update region.region set extract = case source
     when 'demo' then jsonb_build_object('kind', 'demo', 'path', '', 'fileName', 'demo', 'bytes', 0)
     else jsonb_build_object(
       'kind', 'path', 'path', source, 'fileName', regexp_replace(source, '^.*/', ''), 'bytes', 0)
     end
   where source <> 'folder'`,
  `update region.region set built_from = extract where state = 'ready'`,
  `alter table region.region drop column source`,

  `create table region.closure (
     id uuid primary key,
     region text not null references region.region (name) on delete cascade,
     area jsonb check (jsonb_typeof(area) = 'object'),
     road jsonb check (jsonb_typeof(road) = 'object'),
     factor double precision check (factor > 0),
     from_at timestamptz,
     until_at timestamptz,
     reason text not null default '' check (length(reason) <= 200),
     created_by uuid,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     deleted_at timestamptz,
     check (num_nonnulls(area, road) = 1),
     check (until_at > from_at)
   )`,
  `create index closure_by_region on region.closure (region, until_at)`,
  `create trigger updated before update on region.closure for each row execute function set_updated_at()`,
]
