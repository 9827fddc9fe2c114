import { type Kysely, sql } from 'kysely'

/** Says on a channel of PostgreSQL that somebody may have lost a way in, whoever took it away: a server keeps what it read a moment ago. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** What decides whether a session or a key lets in, and nothing that a request writes by itself. */
const changes: Readonly<Record<string, string>> = {
  'identity.session':
    'delete or update of id, organization_id, authenticated_at, second_factor_at, absolute_expires_at, provider_id',
  'identity.api_key':
    'delete or update of revoked_at, expires_at, permissions, allowed_addresses, denied_addresses',
  'identity.membership': 'delete or update of role, role_id, depot_ids, is_disabled',
  'identity."user"': 'delete or update of is_disabled, is_operator, email, name',
  'identity.role': 'delete or update',
  'identity.access_policy': 'insert or delete or update',
  'identity.operator_grant': 'insert or delete or update',
  'identity.totp': 'delete or update of confirmed_at',
  'identity.passkey': 'insert or delete',
}

const statements: readonly string[] = [
  `create function identity.tell_of_access() returns trigger language plpgsql as $$
   begin
     perform pg_catalog.pg_notify('cartage_access', '');
     return null;
   end $$`,
  ...Object.entries(changes).map(
    ([table, when]) =>
      `create trigger told after ${when} on ${table}
         for each statement execute function identity.tell_of_access()`,
  ),
]
