import { createHash } from 'node:crypto'
import { withIdentity } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { hashPassword } from '../src/passwords/argon2id.ts'
import {
  aBrowser,
  anInstallation,
  cookieHeaderOf,
  cookieNamed,
  type Installation,
  PASSWORD,
  signedIn,
} from './people.ts'

const HOUR_MS = 3_600_000

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})
afterEach(() => {
  vi.useRealTimers()
})

const moveClock = (ms: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

const storedHash = async (userId: UserId): Promise<string | null> => {
  const user = database.db.selectFrom('identity.user').select('passwordHash').where('id', '=', userId)
  return (await user.executeTakeFirstOrThrow()).passwordHash
}

/** How many connections wait for another one's transaction. */
const waiting = async (): Promise<number> => {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db)
  return rows[0]?.count ?? 0
}

const rowOf = (token: string) =>
  database.db
    .selectFrom('identity.session')
    .select(['id', 'expiresAt'])
    .where('id', '=', createHash('sha256').update(token).digest('hex'))
    .executeTakeFirst()

describe('a session', () => {
  it('SEC-B01 has a token of at least 160 bits, of which the database holds the SHA-256 alone', async () => {
    const person = await installation.person()
    const token = cookieNamed('cartage', person)
    const dump = await withIdentity(database.db, person.session.organizationId, async (trx) => {
      const { rows: tables } = await sql<{ schema: string; name: string }>`
        select table_schema as schema, table_name as name from information_schema.tables
        where table_schema in ('public', 'identity', 'region')`.execute(trx)
      const lines: string[] = []
      for (const { schema, name } of tables) {
        const { rows } = await sql<{ line: string }>`
          select t::text as line from ${sql.id(schema, name)} t`.execute(trx)
        lines.push(...rows.map(({ line }) => line))
      }
      return lines
    })

    const linesWith = (text: string): number => dump.filter((line) => line.includes(text)).length

    expect(dump.length).toBeGreaterThan(5)
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(160)
    expect(linesWith(token)).toBe(0)
    expect(linesWith(createHash('sha256').update(token).digest('hex'))).toBe(1)
  })

  it('SEC-B02 is extended past half its idle time, in the row that the token names, with a fresh cookie', async () => {
    const { auth } = installation
    const person = await installation.person()
    const before = await rowOf(cookieNamed('cartage', person))
    const early = await auth.readSession({ cookieHeader: cookieHeaderOf(person) })

    moveClock(6 * HOUR_MS + 60_000)
    const late = await auth.readSession({ cookieHeader: cookieHeaderOf(person) })

    const after = await rowOf(cookieNamed('cartage', person))
    expect(early?.cookies).toEqual([])
    expect(cookieNamed('cartage', late!)).toBe(cookieNamed('cartage', person))
    expect(after!.expiresAt.getTime() - before!.expiresAt.getTime()).toBeGreaterThanOrEqual(6 * HOUR_MS)
  })

  it('SEC-B02 leaves no row after signing out, nor after its one use past its end', async () => {
    const { auth } = installation
    const [left, idle] = await Promise.all([installation.person(), installation.person()])

    const { cookies } = await auth.signOut({ cookieHeader: cookieHeaderOf(left) })
    moveClock(12 * HOUR_MS + 1_000)
    const read = await auth.readSession({ cookieHeader: cookieHeaderOf(idle) })

    expect(cookies).toEqual([
      'cartage=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
      'cartage-driver=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ])
    expect(read).toBeNull()
    expect(await rowOf(cookieNamed('cartage', left))).toBeUndefined()
    expect(await rowOf(cookieNamed('cartage', idle))).toBeUndefined()
  })

  it('SEC-B03 is listed and ended by a public id, by nobody but its owner', async () => {
    const { auth } = installation
    const [person, other] = await Promise.all([installation.person(), installation.person()])
    const token = cookieNamed('cartage', person)

    const listed = await auth.listSessions(person.session.userId)
    const foreign = auth.endSession(other, person.session.sessionId)

    expect(listed.map(({ id }) => id)).toEqual([person.session.sessionId])
    expect(JSON.stringify(listed)).not.toContain(token)
    expect(JSON.stringify(listed)).not.toContain(createHash('sha256').update(token).digest('hex'))
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await auth.endSession(person, person.session.sessionId)
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(person) })).toBeNull()
  })

  it('SEC-B04 ends 7 days after it began, however often it is used', async () => {
    const { auth } = installation
    const person = await installation.person()
    const read = () => auth.readSession({ cookieHeader: cookieHeaderOf(person) })
    for (let hours = 0; hours < 7 * 24 - 5; hours += 5) {
      moveClock(5 * HOUR_MS)
      expect(await read()).not.toBeNull()
    }

    moveClock(5 * HOUR_MS)

    expect(await read()).toBeNull()
  })

  it('SEC-B04 ends 12 h after its last use; an open stream that looks after it is no use', async () => {
    const { auth } = installation
    const person = await installation.person()
    const isAlive = () => auth.isSessionAlive(person.session.sessionId, undefined)
    expect(await isAlive()).toBe(true)

    moveClock(11 * HOUR_MS)
    expect(await isAlive()).toBe(true)
    moveClock(HOUR_MS + 1_000)

    expect(await isAlive()).toBe(false)
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(person) })).toBeNull()
  })

  it('SEC-B06 SEC-F04 ends with a change of password, except the one that made it; a wrong one is recorded', async () => {
    const { auth } = installation
    const person = await installation.person()
    const elsewhere = await signedIn(auth, { ...aBrowser(), email: person.email, password: PASSWORD })
    const change = (current: string, next: string) =>
      auth.changePassword({ ...person.session, current, next })
    await expect(change('wrong', 'nine brown owls')).rejects.toMatchObject({ field: 'current' })
    await expect(change(PASSWORD, 'password123')).rejects.toMatchObject({
      reason: 'PASSWORD_COMMON',
      field: 'next',
    })
    const recorded = await withIdentity(database.db, person.session.organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select(['action', 'result', 'detail'])
        .where('userId', '=', person.session.userId)
        .where('action', '=', 'user.changePassword')
        .execute(),
    )
    expect(recorded).toEqual([
      { action: 'user.changePassword', result: 'refused', detail: { why: 'current' } },
    ])

    await change(PASSWORD, 'nine brown owls')

    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(elsewhere) })).toBeNull()
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(person) })).not.toBeNull()
    await expect(
      auth.signIn({ ...aBrowser(), email: person.email, password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it.each(['signs in', 'changes the password'])(
    'SEC-B06 is not outlived by who %s with the old password at the moment that it changes',
    async (how) => {
      const { auth } = installation
      const person = await installation.person()
      const { email, session } = person
      const { promise: changed, resolve: change } = Promise.withResolvers<void>()
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
      const newHash = await hashPassword('nine grey owls')
      // What `changePassword` writes, held open until the other one waits for it.
      const owner = withIdentity(database.db, null, async (trx) => {
        const user = trx.selectFrom('identity.user').select('id').where('id', '=', session.userId)
        await user.forUpdate().execute()
        await trx
          .updateTable('identity.user')
          .set({ passwordHash: newHash })
          .where('id', '=', session.userId)
          .execute()
        begin()
        await changed
        await trx.deleteFrom('identity.session').where('userId', '=', session.userId).execute()
      })
      await begun

      const late =
        how === 'signs in'
          ? auth.signIn({ ...aBrowser(), email, password: PASSWORD })
          : auth.changePassword({ ...session, current: PASSWORD, next: 'nine brown owls' })
      const outcome = late.then(
        () => 'done',
        (error: unknown) => (error as { readonly code: string }).code,
      )
      await expect.poll(waiting, { timeout: 10_000 }).toBe(1)
      change()
      await owner

      expect(await outcome).toBe(how === 'signs in' ? 'UNAUTHENTICATED' : 'INVALID')
      expect(await storedHash(session.userId)).toBe(newHash)
    },
  )

  it('SEC-B06 ends when its owner gets another role or is disabled', async () => {
    const { auth, admin } = installation
    const [demoted, locked] = await Promise.all([installation.person(), installation.person()])
    const { organizationId, userId: changedBy, permissions: held } = admin.session

    await auth.setMemberRole({
      organizationId,
      userId: demoted.session.userId,
      role: 'viewer',
      depotIds: null,
      held,
      changedBy,
    })
    await auth.setMemberDisabled({
      organizationId,
      userId: locked.session.userId,
      disabled: true,
      changedBy,
      held: installation.admin.session.permissions,
    })

    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(demoted) })).toBeNull()
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(locked) })).toBeNull()
  })

  it('is removed once it is over when somebody signs in, used or not', async () => {
    const { auth } = installation
    const [person, other] = await Promise.all([installation.person(), installation.person()])
    moveClock(13 * HOUR_MS)

    await auth.signIn({ ...aBrowser(), email: other.email, password: PASSWORD })

    expect(await rowOf(cookieNamed('cartage', person))).toBeUndefined()
  })
})
