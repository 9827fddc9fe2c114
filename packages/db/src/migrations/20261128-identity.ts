import { type Kysely, sql } from 'kysely'

/** Roles that organizations make, members limited to depots, further ways to sign in, keys for programs, and who used what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const stamps = `
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()`

const byUser = `user_id uuid not null references identity."user" (id) on delete cascade`
const stamped = (table: string): string =>
  `create trigger updated before update on ${table} for each row execute function set_updated_at()`

// In a sub-select, so that it is worked out once a statement and not once a row; null where the person may see every depot.
const depots = `(select nullif(current_setting('app.depot_ids', true), ''))::uuid[]`

/** Who is limited to depots sees the rows of these alone, whatever a query asks for. */
const limitToDepots = (table: string, isAllowed: string): string =>
  `create policy depots on ${table} as restrictive
     using (${depots} is null or ${isAllowed}) with check (${depots} is null or ${isAllowed})`

// The parent's own policy decides which of its rows there are.
const ofParent = (table: string, parent: string, key: string): string =>
  limitToDepots(
    table,
    `exists (select from ${parent} as parent
       where parent.organization_id = ${table}.organization_id and parent.id = ${table}.${key})`,
  )

const statements: readonly string[] = [
  // Somebody who signs in with a passkey or at a provider has no password, and a service account has no address.
  `alter table identity."user"
     alter column password_hash drop not null,
     alter column email drop not null,
     add column kind text not null default 'person' check (kind in ('person', 'service')),
     add column is_operator boolean not null default false,
     add check (kind = 'service' or email is not null)`,

  `create table identity.role (
     organization_id uuid not null references organization (id),
     id uuid not null,
     name text not null check (length(name) between 1 and 60),
     permissions text[] not null,
     version integer not null default 1 check (version > 0),${stamps},
     primary key (organization_id, id)
   )`,
  `create unique index role_name on identity.role (organization_id, lower(name))`,
  stamped('identity.role'),

  `alter table identity.membership
     alter column role drop not null,
     add column role_id uuid,
     add column depot_ids uuid[] check (cardinality(depot_ids) > 0),
     add column is_disabled boolean not null default false,
     add column last_used_at timestamptz,
     add foreign key (organization_id, role_id) references identity.role (organization_id, id),
     add check (num_nonnulls(role, role_id) = 1),
     add check (depot_ids is null or role is distinct from 'admin')`,
  // Until now somebody was locked out everywhere; from here on an organization locks out of itself alone.
  `update identity.membership as membership set is_disabled = true
     from identity."user" as person where person.id = membership.user_id and person.is_disabled`,
  `update identity."user" set is_disabled = false`,

  `alter table identity.session
     add column kind text not null default 'console' check (kind in ('console', 'driver')),
     add column authenticated_at timestamptz,
     add column second_factor_at timestamptz,
     add column device_id text references identity.known_device (id) on delete set null,
     add column place text`,
  `update identity.session set authenticated_at = created_at`,
  `alter table identity.session alter column authenticated_at set not null`,

  `alter table identity.one_time_token
     drop constraint one_time_token_kind_check,
     add constraint one_time_token_kind_check check (kind in
       ('first_admin', 'invite', 'reset', 'email', 'second_factor', 'passkey', 'oidc'))`,

  `create table identity.totp (
     user_id uuid primary key references identity."user" (id) on delete cascade,
     secret text not null,
     confirmed_at timestamptz,
     last_step bigint not null default 0,
     created_at timestamptz not null default now()
   )`,
  `create table identity.recovery_code (
     ${byUser},
     hash text not null check (length(hash) = 64),
     primary key (user_id, hash)
   )`,
  `create table identity.passkey (
     id text primary key,
     ${byUser},
     name text not null check (length(name) between 1 and 80),
     public_key bytea not null,
     counter bigint not null,
     transports text[] not null default '{}',
     is_backed_up boolean not null,
     created_at timestamptz not null default now(),
     last_used_at timestamptz
   )`,
  `create index passkey_by_user on identity.passkey (user_id)`,

  `create table identity.oidc_provider (
     organization_id uuid not null references organization (id),
     id uuid not null unique,
     name text not null check (length(name) between 1 and 60),
     issuer text not null,
     client_id text not null,
     client_secret text not null,
     email_domains text[] not null default '{}',
     role text check (role in ('dispatcher', 'driver', 'viewer')),
     is_enabled boolean not null default true,
     is_required boolean not null default false check (is_enabled or not is_required),
     version integer not null default 1 check (version > 0),${stamps},
     primary key (organization_id, id)
   )`,
  stamped('identity.oidc_provider'),
  `create table identity.oidc_account (
     provider_id uuid not null references identity.oidc_provider (id) on delete cascade,
     subject text not null,
     ${byUser},
     created_at timestamptz not null default now(),
     primary key (provider_id, subject),
     unique (provider_id, user_id)
   )`,
  `create index oidc_account_by_user on identity.oidc_account (user_id)`,
  // A session that a provider vouched for is good in the provider's organization alone, and ends with the provider.
  `alter table identity.session
     add column provider_id uuid references identity.oidc_provider (id) on delete cascade`,
  `create index session_by_provider on identity.session (provider_id)`,

  `create table identity.api_key (
     organization_id uuid not null,
     id uuid not null unique,
     user_id uuid not null,
     name text not null check (length(name) between 1 and 80),
     hash text not null unique check (length(hash) = 64),
     hint text not null,
     permissions text[] not null,
     allowed_addresses cidr[] not null default '{}',
     denied_addresses cidr[] not null default '{}',
     expires_at timestamptz not null,
     last_used_at timestamptz,
     last_used_ip text,
     created_by uuid,
     created_at timestamptz not null default now(),
     revoked_at timestamptz,
     primary key (organization_id, id),
     foreign key (user_id, organization_id)
       references identity.membership (user_id, organization_id) on delete cascade
   )`,

  // What a sign-in looked like, for judging the next ones; kept half a year.
  `create table identity.sign_in (
     id bigserial primary key,
     ${byUser},
     organization_id uuid not null references organization (id),
     at timestamptz not null,
     ip_prefix text,
     ip_wide text,
     network text,
     country text,
     system text not null,
     agent text not null,
     device_id text,
     is_new_device boolean not null,
     round_trip_ms integer,
     score double precision,
     is_trusting boolean not null default false,
     outcome text not null check (outcome in ('done', 'wrong', 'stepped_up', 'denied'))
   )`,
  `create index sign_in_by_user on identity.sign_in (user_id, at)`,
  `create index sign_in_by_time on identity.sign_in (at)`,
  `create index sign_in_by_device on identity.sign_in (device_id, at) where device_id is not null`,

  `create table identity.permission_use (
     organization_id uuid not null,
     user_id uuid not null,
     permission text not null,
     day date not null,
     count integer not null check (count > 0),
     primary key (organization_id, user_id, permission, day),
     foreign key (user_id, organization_id)
       references identity.membership (user_id, organization_id) on delete cascade
   )`,
  // What an administrator did with a proposal to take permissions away; before it, for going back.
  `create table identity.role_advice (
     organization_id uuid not null,
     id uuid not null,
     user_id uuid not null,
     state text not null check (state in ('applied', 'dismissed', 'reverted')),
     permissions text[] not null,
     before jsonb not null,
     decided_by uuid,
     decided_at timestamptz not null default now(),
     primary key (organization_id, id),
     foreign key (user_id, organization_id)
       references identity.membership (user_id, organization_id) on delete cascade
   )`,

  `create table identity.operator_grant (
     organization_id uuid not null references organization (id),
     user_id uuid not null references identity."user" (id) on delete cascade,
     reason text not null check (length(reason) between 1 and 200),
     granted_by uuid not null,
     granted_at timestamptz not null default now(),
     expires_at timestamptz not null,
     primary key (organization_id, user_id)
   )`,

  // Who may come in, which is asked before it is known to which organization a request belongs.
  `create table identity.access_policy (
     organization_id uuid primary key references organization (id),
     requires_second_factor boolean not null default false,
     allowed_addresses cidr[] not null default '{}',
     denied_addresses cidr[] not null default '{}',
     suspended_at timestamptz,
     version integer not null default 1 check (version > 0),${stamps}
   )`,
  stamped('identity.access_policy'),

  `alter table audit_event
     add column before jsonb,
     add column after jsonb,
     add column user_agent text,
     add column api_key_id uuid`,
  `create index audit_event_by_time on audit_event (organization_id, at desc, id desc)`,
  `create index audit_event_by_user on audit_event (organization_id, user_id, at desc, id desc)`,
  `create index audit_event_by_action on audit_event (organization_id, action, at desc, id desc)`,
  `create index audit_event_by_kind on audit_event (organization_id, entity, at desc, id desc)`,
  `drop index audit_event_by_entity`,
  `create index audit_event_by_entity on audit_event (organization_id, entity_id, at desc, id desc)`,

  limitToDepots('depot', `id = any (${depots})`),
  ...['vehicle', 'driver', 'shift', '"order"', 'import', 'plan'].map((table) =>
    limitToDepots(table, `depot_id = any (${depots})`),
  ),
  limitToDepots('change_event', `(depot_id is null or depot_id = any (${depots}))`),
  ofParent('import_row', 'import', 'import_id'),
  ...['route', 'stop', 'unassigned'].map((table) => ofParent(table, 'plan', 'plan_id')),
]
