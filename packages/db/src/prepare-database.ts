import { CartageError } from '@cartage/domain'
import pg from 'pg'
import { readOrCreateSecret } from './embedded/secret-file.ts'
import { migrate } from './migrate.ts'

export interface PrepareDatabaseOptions {
  /** May make tables and, without `appUrl`, roles. */
  readonly ownerUrl: string
  /** How the server connects; default: as `cartage_app`, which is made here. */
  readonly appUrl?: string | undefined
  /** Keeps the password of `cartage_app`, mode 0600. */
  readonly dataDir: string
}

const APP_ROLE = 'cartage_app'
const OLDEST_VERSION = 15
const CONNECT_TIMEOUT_MS = 4_000

/**
 * Migrates as the owner, and gives the role of the server the rights it needs and no more. Answers the address
 * to run with. Throws PRECONDITION when that role could get around row-level security.
 */
export async function prepareDatabase({ ownerUrl, appUrl, dataDir }: PrepareDatabaseOptions): Promise<{
  readonly appUrl: string
}> {
  await assertServer(ownerUrl)
  await migrate(ownerUrl)
  const url = appUrl ?? (await ensureAppRole(ownerUrl, dataDir))
  await grantRights(ownerUrl, roleOf(url))
  await assertAppRole(url)
  return { appUrl: url }
}

async function assertServer(ownerUrl: string): Promise<void> {
  const { rows } = await query<{ readonly version: number }>(
    ownerUrl,
    `select current_setting('server_version_num')::integer as version`,
  ).catch((cause: unknown) => {
    const { host, pathname } = new URL(ownerUrl)
    throw new CartageError(
      'PRECONDITION',
      `The database ${host}${pathname} cannot be used (${reasonOf(cause)}); check DATABASE_URL.`,
      { reason: 'DATABASE_UNREACHABLE', cause },
    )
  })
  const version = Math.floor((rows[0]?.version ?? 0) / 10_000)
  if (version < OLDEST_VERSION) {
    throw new CartageError(
      'PRECONDITION',
      `DATABASE_URL names a PostgreSQL ${version}; Cartage needs ${OLDEST_VERSION} or later.`,
      { reason: 'POSTGRES_VERSION' },
    )
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.message === '' && 'code' in error ? String(error.code) : error.message
}

/** The role that a database address names. */
export const roleOf = (url: string): string => decodeURIComponent(new URL(url).username)

/** Throws PRECONDITION when the role of the address is a superuser, has BYPASSRLS or owns the tables. */
export async function assertAppRole(appUrl: string): Promise<void> {
  const { rows } = await query<{ readonly may: boolean }>(
    appUrl,
    `select rolsuper or rolbypassrls or exists (
       select from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'identity', 'region') and c.relkind = 'r'
         and pg_has_role(current_user, c.relowner, 'member')
     ) as may
     from pg_roles where rolname = current_user`,
  )
  if (rows[0]?.may !== false) {
    throw new CartageError(
      'PRECONDITION',
      `The database role "${roleOf(appUrl)}" could read across organizations: it is a superuser, has BYPASSRLS or owns the tables. Name a plain role in DATABASE_APP_URL, or leave it out to have one made.`,
      { reason: 'DATABASE_ROLE' },
    )
  }
}

async function ensureAppRole(ownerUrl: string, dataDir: string): Promise<string> {
  const password = await readOrCreateSecret(dataDir, 'app')
  const url = new URL(ownerUrl)
  url.username = APP_ROLE
  url.password = password
  if (await canConnect(url.href)) return url.href
  // Two servers may start at once: only one makes the role.
  await query(
    ownerUrl,
    `do $$ begin
       perform pg_advisory_xact_lock(hashtext('cartage role'));
       if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
         create role ${APP_ROLE} login;
       end if;
       alter role ${APP_ROLE} password ${pg.escapeLiteral(password)};
     end $$`,
  ).catch((cause: unknown) => {
    throw new CartageError(
      'PRECONDITION',
      `The database role "${roleOf(ownerUrl)}" may not make the role "${APP_ROLE}"; make one yourself and name it in DATABASE_APP_URL.`,
      { reason: 'DATABASE_ROLE', cause },
    )
  })
  return url.href
}

async function grantRights(ownerUrl: string, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role)
  await query(
    ownerUrl,
    `do $$ begin
       perform pg_advisory_xact_lock(hashtext('cartage rights'));
       grant usage on schema public, identity, region to ${name};
       grant select, insert, update, delete on all tables in schema public, identity, region to ${name};
       grant usage on all sequences in schema public, identity, region to ${name};
       -- What happened stays written.
       revoke update, delete on audit_event from ${name};
     end $$`,
  )
}

async function canConnect(url: string): Promise<boolean> {
  try {
    await query(url, 'select')
    return true
  } catch {
    return false
  }
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    return await client.query<Row>(text)
  } finally {
    await client.end()
  }
}
