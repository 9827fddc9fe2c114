import { type Kysely, sql } from 'kysely'

/** The tables of a planned day, who may sign in, and the regions of the installation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** Every tenant-owned table: its rows show and take only the organization that the transaction names. */
const tenantTables = [
  'depot',
  'vehicle',
  'driver',
  'shift',
  '"order"',
  'import',
  'import_row',
  'column_mapping',
  'plan',
  'route',
  'stop',
  'unassigned',
  'change_event',
  'audit_event',
]

const stampedTables = [
  'organization',
  'depot',
  'vehicle',
  'driver',
  'shift',
  '"order"',
  'import',
  'column_mapping',
  'plan',
  'route',
  'identity."user"',
  'region.region',
]

const stamps = `
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()`
const versioned = `version integer not null default 1 check (version > 0),${stamps}`
const softDeleted = `${versioned},
  deleted_at timestamptz`

const isPoint = 'check (lon between -180 and 180), check (lat between -90 and 90)'
const isLoad = (column: string): string => `check (jsonb_typeof(${column}) = 'object')`
const isList = (column: string): string => `check (jsonb_typeof(${column}) = 'array')`
const ofDepot = `foreign key (organization_id, depot_id) references depot (organization_id, id)`

// A setting that was made in an earlier transaction of the connection reads as '' and not as null.
const activeOrganization = `nullif(current_setting('app.organization_id', true), '')::uuid`

const rowSecurity = (table: string, column: string): readonly string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy tenant on ${table}
     using (${column} = ${activeOrganization}) with check (${column} = ${activeOrganization})`,
]

const statements: readonly string[] = [
  `create schema identity`,
  `create schema region`,

  `create function set_updated_at() returns trigger language plpgsql as $$
   begin
     new.updated_at := now();
     return new;
   end $$`,

  `create table organization (
     id uuid primary key,
     name text not null check (length(name) between 1 and 80),
     currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
     ${versioned}
   )`,

  `create table depot (
     organization_id uuid not null references organization (id),
     id uuid not null,
     name text not null check (length(name) between 1 and 80),
     address text not null default '',
     lon double precision not null,
     lat double precision not null,
     zone text not null,
     region text not null,
     ${softDeleted},
     primary key (organization_id, id),
     ${isPoint}
   )`,
  `create unique index depot_name on depot (organization_id, lower(name)) where deleted_at is null`,

  `create table vehicle (
     organization_id uuid not null,
     id uuid not null,
     depot_id uuid not null,
     name text not null check (length(name) between 1 and 80),
     profile text not null check (profile in ('car', 'van', 'truck', 'bike')),
     capacity jsonb not null ${isLoad('capacity')},
     skills text[] not null default '{}',
     costs jsonb not null ${isLoad('costs')},
     ${softDeleted},
     primary key (organization_id, id),
     ${ofDepot}
   )`,
  `create unique index vehicle_name on vehicle (organization_id, depot_id, lower(name)) where deleted_at is null`,

  `create table driver (
     organization_id uuid not null,
     id uuid not null,
     depot_id uuid not null,
     name text not null check (length(name) between 1 and 80),
     phone text not null default '',
     skills text[] not null default '{}',
     ${softDeleted},
     primary key (organization_id, id),
     ${ofDepot}
   )`,
  `create index driver_by_depot on driver (organization_id, depot_id)`,

  `create table shift (
     organization_id uuid not null,
     id uuid not null,
     depot_id uuid not null,
     vehicle_id uuid not null,
     driver_id uuid,
     date date not null,
     start_time text not null check (start_time ~ '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$'),
     end_time text not null check (end_time ~ '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$'),
     breaks jsonb not null default '[]' ${isList('breaks')},
     ${softDeleted},
     primary key (organization_id, id),
     ${ofDepot},
     foreign key (organization_id, vehicle_id) references vehicle (organization_id, id),
     foreign key (organization_id, driver_id) references driver (organization_id, id)
   )`,
  `create unique index shift_once on shift (organization_id, depot_id, date, vehicle_id) where deleted_at is null`,

  `create table import (
     organization_id uuid not null,
     id uuid not null,
     depot_id uuid not null,
     date date not null,
     file_name text not null,
     state text not null
       check (state in ('reading', 'ready', 'importing', 'done', 'failed', 'discarded')),
     columns jsonb not null default '[]' ${isList('columns')},
     encoding text not null default '',
     separator text not null default '',
     counts jsonb not null ${isLoad('counts')},
     findings jsonb not null default '[]' ${isList('findings')},
     progress jsonb,
     failure text,
     created_by uuid,
     undone_at timestamptz,
     ${stamps},
     primary key (organization_id, id),
     ${ofDepot}
   )`,
  `create index import_by_day on import (organization_id, depot_id, date)`,

  `create table "order" (
     organization_id uuid not null,
     id uuid not null,
     depot_id uuid not null,
     reference text not null check (length(reference) between 1 and 80),
     kind text not null check (kind in ('delivery', 'pickup', 'service')),
     date date not null,
     address text not null,
     lon double precision not null,
     lat double precision not null,
     match_level text not null
       check (match_level in ('house', 'interpolated', 'street', 'place', 'given', 'pin')),
     confidence double precision not null check (confidence between 0 and 1),
     windows jsonb not null default '[]' ${isList('windows')},
     service_s integer not null check (service_s between 0 and 86400),
     load jsonb not null default '{}' ${isLoad('load')},
     skills text[] not null default '{}',
     priority integer not null check (priority between 0 and 100),
     contact jsonb not null default '{}' ${isLoad('contact')},
     notes text not null default '',
     custom jsonb not null default '{}' ${isLoad('custom')},
     state text not null default 'unassigned'
       check (state in ('draft', 'unassigned', 'assigned', 'active', 'completed', 'failed', 'cancelled')),
     import_id uuid,
     ${softDeleted},
     primary key (organization_id, id),
     ${ofDepot},
     foreign key (organization_id, import_id) references import (organization_id, id),
     ${isPoint}
   )`,
  `create unique index order_reference on "order" (organization_id, depot_id, reference) where deleted_at is null`,
  `create index order_by_day on "order" (organization_id, depot_id, date, reference) where deleted_at is null`,
  `create index order_by_import on "order" (organization_id, import_id) where import_id is not null`,

  `create table import_row (
     organization_id uuid not null,
     import_id uuid not null,
     row integer not null check (row >= 2),
     cells text[] not null,
     action text not null check (action in ('create', 'update', 'unchanged', 'held')),
     findings jsonb not null default '[]' ${isList('findings')},
     warnings integer not null default 0,
     place jsonb,
     fields jsonb,
     order_id uuid,
     before jsonb,
     primary key (organization_id, import_id, row),
     foreign key (organization_id, import_id) references import (organization_id, id) on delete cascade
   )`,

  `create table column_mapping (
     organization_id uuid not null references organization (id),
     signature text not null,
     columns jsonb not null ${isList('columns')},
     ${stamps},
     primary key (organization_id, signature)
   )`,

  `create table plan (
     organization_id uuid not null,
     id uuid not null,
     depot_id uuid not null,
     date date not null,
     version integer not null check (version > 0),
     state text not null check (state in ('draft', 'solving', 'ready', 'published')),
     totals jsonb not null ${isLoad('totals')},
     progress jsonb,
     failure text,
     time_limit_s integer not null check (time_limit_s > 0),
     seed integer not null,
     attempt integer not null default 0 check (attempt >= 0),
     input_hash text,
     is_stale boolean not null default false,
     created_by uuid,
     published_at timestamptz,
     published_by uuid,
     ${stamps},
     primary key (organization_id, id),
     unique (organization_id, depot_id, date, version),
     ${ofDepot}
   )`,
  `create unique index plan_published_once on plan (organization_id, depot_id, date) where state = 'published'`,
  `create unique index plan_solving_once on plan (organization_id, depot_id, date) where state = 'solving'`,

  `create table route (
     organization_id uuid not null,
     id uuid not null,
     plan_id uuid not null,
     shift_id uuid not null,
     vehicle_id uuid not null,
     vehicle_name text not null,
     driver_id uuid,
     driver_name text,
     sequence integer not null check (sequence > 0),
     colour integer not null check (colour between 0 and 11),
     start_at timestamptz not null,
     end_at timestamptz not null check (end_at >= start_at),
     shift_start timestamptz not null,
     shift_end timestamptz not null,
     distance_m double precision not null check (distance_m >= 0),
     driving_s double precision not null check (driving_s >= 0),
     service_s double precision not null check (service_s >= 0),
     wait_s double precision not null check (wait_s >= 0),
     breaks jsonb not null default '[]' ${isList('breaks')},
     cost double precision not null,
     capacity jsonb not null ${isLoad('capacity')},
     start_load jsonb not null ${isLoad('start_load')},
     violations jsonb not null default '[]' ${isList('violations')},
     ${versioned},
     primary key (organization_id, id),
     unique (organization_id, plan_id, id),
     unique (organization_id, plan_id, shift_id),
     foreign key (organization_id, plan_id) references plan (organization_id, id) on delete cascade,
     foreign key (organization_id, shift_id) references shift (organization_id, id),
     foreign key (organization_id, vehicle_id) references vehicle (organization_id, id),
     foreign key (organization_id, driver_id) references driver (organization_id, id)
   )`,

  `create table stop (
     organization_id uuid not null,
     id uuid not null,
     plan_id uuid not null,
     route_id uuid not null,
     order_id uuid not null,
     sequence integer not null check (sequence > 0),
     trip integer not null check (trip > 0),
     state text not null default 'assigned'
       check (state in ('assigned', 'active', 'completed', 'failed', 'cancelled')),
     arrival timestamptz not null,
     service_start timestamptz not null,
     departure timestamptz not null,
     wait_s double precision not null check (wait_s >= 0),
     late_s double precision not null check (late_s >= 0),
     load jsonb not null ${isLoad('load')},
     primary key (organization_id, id),
     unique (organization_id, plan_id, order_id),
     unique (organization_id, route_id, sequence) deferrable initially deferred,
     foreign key (organization_id, plan_id, route_id)
       references route (organization_id, plan_id, id) on delete cascade,
     foreign key (organization_id, order_id) references "order" (organization_id, id),
     check (arrival <= service_start and service_start <= departure)
   )`,
  `create index stop_by_order on stop (organization_id, order_id)`,

  `create table unassigned (
     organization_id uuid not null,
     plan_id uuid not null,
     order_id uuid not null,
     reasons jsonb not null ${isList('reasons')} check (jsonb_array_length(reasons) > 0),
     primary key (organization_id, plan_id, order_id),
     foreign key (organization_id, plan_id) references plan (organization_id, id) on delete cascade,
     foreign key (organization_id, order_id) references "order" (organization_id, id)
   )`,

  `create table change_event (
     organization_id uuid not null references organization (id),
     id bigserial not null,
     kind text not null,
     entity_id text,
     depot_id uuid,
     date date,
     at timestamptz not null default clock_timestamp(),
     xid xid8 not null default pg_current_xact_id(),
     primary key (organization_id, id)
   )`,
  `create index change_event_by_xid on change_event (organization_id, xid, id)`,
  `create index change_event_by_time on change_event (at)`,

  `create table audit_event (
     organization_id uuid not null references organization (id),
     id bigserial not null,
     at timestamptz not null default clock_timestamp(),
     user_id uuid,
     action text not null,
     entity text not null,
     entity_id text,
     result text not null default 'done' check (result in ('done', 'refused')),
     ip text,
     detail jsonb not null default '{}',
     primary key (organization_id, id)
   )`,
  `create index audit_event_by_entity on audit_event (organization_id, entity, entity_id)`,

  `create table region.region (
     name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
     state text not null check (state in ('building', 'ready', 'failed')),
     bounds jsonb,
     profiles text[] not null default '{}',
     attribution text not null default '',
     size_bytes bigint,
     progress jsonb,
     failure text,
     source text not null,
     built_at timestamptz,
     updated_at timestamptz not null default now()
   )`,

  `create table identity."user" (
     id uuid primary key,
     email text not null unique check (email = lower(email) and length(email) between 3 and 254),
     name text not null check (length(name) between 1 and 120),
     password_hash text not null,
     is_disabled boolean not null default false,
     ${stamps}
   )`,
  `create table identity.membership (
     user_id uuid not null references identity."user" (id) on delete cascade,
     organization_id uuid not null references organization (id),
     role text not null check (role in ('admin', 'dispatcher', 'driver', 'viewer')),
     created_at timestamptz not null default now(),
     primary key (user_id, organization_id)
   )`,
  `create index membership_by_organization on identity.membership (organization_id)`,
  `create table identity.session (
     id text primary key check (length(id) = 64),
     public_id uuid not null unique default gen_random_uuid(),
     user_id uuid not null,
     organization_id uuid not null,
     created_at timestamptz not null,
     expires_at timestamptz not null,
     absolute_expires_at timestamptz not null,
     last_seen_at timestamptz not null,
     user_agent text,
     ip text,
     foreign key (user_id, organization_id)
       references identity.membership (user_id, organization_id) on delete cascade
   )`,
  `create index session_by_user on identity.session (user_id)`,
  `create index session_by_end on identity.session (expires_at)`,
  `create table identity.one_time_token (
     id text primary key check (length(id) = 64),
     kind text not null check (kind in ('first_admin', 'invite')),
     payload jsonb not null,
     created_at timestamptz not null default now(),
     expires_at timestamptz not null
   )`,
  `create table identity.known_device (
     id text primary key check (length(id) = 64),
     user_id uuid not null references identity."user" (id) on delete cascade,
     created_at timestamptz not null default now(),
     expires_at timestamptz not null
   )`,
  // Unlogged: a crash forgets the buckets, which is cheaper than a write-ahead record for every sign-in.
  `create unlogged table identity.rate_limit (
     key text primary key,
     tat timestamptz not null
   )`,
  `create index rate_limit_by_time on identity.rate_limit (tat)`,

  ...stampedTables.map(
    (table) =>
      `create trigger updated before update on ${table} for each row execute function set_updated_at()`,
  ),
  ...rowSecurity('organization', 'id'),
  ...tenantTables.flatMap((table) => rowSecurity(table, 'organization_id')),
]
