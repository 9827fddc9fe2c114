import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withIdentity } from '../src/index.ts'
import { useDatabase } from './database.ts'

const database = useDatabase()
const notices: string[] = []
let client: pg.Client
beforeAll(async () => {
  client = new pg.Client({ connectionString: database.current.appUrl })
  await client.connect()
  client.on('notification', ({ channel }) => void notices.push(channel))
  await client.query('listen cartage_access')
})
afterAll(() => client.end())

/** How many notices came of the statement. */
async function noticesOf(statement: string): Promise<number> {
  notices.length = 0
  await withIdentity(database.current.db, null, (trx) => sql.raw(statement).execute(trx))
  // What was told before it is answered first.
  await client.query('select 1')
  return notices.length
}

it.each([
  `delete from identity.session where id = '${'0'.repeat(64)}'`,
  `update identity.session set id = id`,
  `update identity.session set second_factor_at = null`,
  `update identity.api_key set revoked_at = now()`,
  `update identity.membership set role = role`,
  `update identity.membership set depot_ids = null`,
  `update identity.membership set is_disabled = true`,
  `delete from identity.membership where user_id = '${randomUUID()}'`,
  `update identity."user" set is_disabled = true`,
  `update identity."user" set is_operator = false`,
  `update identity.role set permissions = '{}'`,
  `update identity.access_policy set suspended_at = now()`,
  `update identity.operator_grant set expires_at = now()`,
  `update identity.totp set confirmed_at = now()`,
  `delete from identity.passkey`,
])('SEC-B06 is told where access may have ended: %s', async (statement) => {
  expect(await noticesOf(statement)).toBe(1)
})

it.each([
  `update identity.session set last_seen_at = now(), expires_at = expires_at`,
  `update identity.api_key set last_used_at = now()`,
  `update identity.membership set last_used_at = now()`,
  `update identity."user" set password_hash = null`,
])('is not told of what every request may write: %s', async (statement) => {
  expect(await noticesOf(statement)).toBe(0)
})
