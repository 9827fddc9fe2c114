import { withIdentity } from '@cartage/db'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SessionRead } from '../src/index.ts'
import { withTotp, codeOf } from './authenticator.ts'
import { anInstallation, cookieHeaderOf, type Installation, PASSWORD } from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})
afterEach(async () => {
  vi.useRealTimers()
  await sql`delete from identity.rate_limit`.execute(database.db)
  await sql`delete from identity.access_policy`.execute(database.db)
})

const DAY_MS = 86_400_000
const DESK = 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0'
const PHONE =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36'
const office = { remoteAddress: '198.51.100.7', userAgent: DESK }
const abroad = { remoteAddress: '203.0.113.99', userAgent: PHONE }

const deviceCookieOf = (read: Pick<SessionRead, 'cookies'>): string =>
  cookieHeaderOf({ cookies: read.cookies.filter((cookie) => cookie.startsWith('cartage-device=')) })

/** Weeks of sign-ins at nine on working days, from the office, in the browser that the person has been known by so far. */
async function withHabits(person: SessionRead, weeks = 6): Promise<void> {
  const { userId, organizationId } = person.session
  await database.db.deleteFrom('identity.signIn').where('userId', '=', userId).execute()
  const nine = new Date()
  nine.setUTCHours(9, 0, 0, 0)
  const habits = Array.from({ length: weeks * 7 }, (_, day) => ({
    userId,
    organizationId,
    at: new Date(nine.getTime() - (day + 1) * DAY_MS),
    ipPrefix: '198.51.100.0/24',
    ipWide: '198.51.0.0/16',
    system: 'Linux',
    agent: 'Firefox',
    isNewDevice: false,
    outcome: 'done' as const,
  }))
  await database.db.insertInto('identity.signIn').values(habits).execute()
}

const atHour = (hour: number): void => {
  const at = new Date()
  at.setUTCHours(hour, 0, 0, 0)
  vi.useFakeTimers({ toFake: ['Date'], now: at })
}

const later = (days: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * DAY_MS })
}

async function anOfficeWorker() {
  const person = await installation.person()
  await withHabits(person)
  return person
}

/** With an authenticator app, and a browser in which they showed it. */
async function aCarefulWorker() {
  const person = await installation.person()
  const { secret, ...strong } = await withTotp(installation.auth, person)
  await withHabits({ ...strong, cookies: [] })
  const asked = await installation.auth.signIn({
    ...office,
    cookieHeader: deviceCookieOf(person),
    email: person.email,
    password: PASSWORD,
  })
  if (asked.kind !== 'second_factor') throw new Error('The second factor is not asked for.')
  const cookieHeader = deviceCookieOf(person)
  await installation.auth.factors.prove({
    ...office,
    cookieHeader,
    ticket: asked.ticket,
    proof: { code: codeOf(secret) },
  })
  return { email: person.email, session: strong.session, secret, cookieHeader }
}

const auditOf = ({ organizationId, userId }: SessionRead['session'], action: string) =>
  withIdentity(database.db, organizationId, (trx) =>
    trx
      .selectFrom('auditEvent')
      .select(['action', 'detail'])
      .where('userId', '=', userId)
      .where('action', '=', action)
      .execute(),
  )

describe('a sign-in of somebody with a second factor', () => {
  it('SEC-A10 asks for it on a new phone at night, and says why', async () => {
    atHour(9)
    const person = await aCarefulWorker()
    atHour(2)

    const answer = await installation.auth.signIn({
      ...abroad,
      cookieHeader: undefined,
      email: person.email,
      password: PASSWORD,
    })

    expect(answer).toMatchObject({ kind: 'second_factor', methods: ['totp', 'recovery'] })
    expect((answer as { reasons: readonly string[] }).reasons).toEqual(
      expect.arrayContaining(['new_phone', 'new_network', 'unusual_hour']),
    )
  })

  it('does not in their own browser, as ever, within 30 days of the last proof', async () => {
    atHour(9)
    const { email, cookieHeader } = await aCarefulWorker()
    const signIn = () => installation.auth.signIn({ ...office, cookieHeader, email, password: PASSWORD })

    expect(await signIn()).toMatchObject({ kind: 'session' })
    later(31)
    expect(await signIn()).toMatchObject({ kind: 'second_factor', reasons: [] })
  })

  it('SEC-A10 does ever where the organization requires it, and after a reset of the password', async () => {
    atHour(9)
    const { email, cookieHeader, session } = await aCarefulWorker()
    const { organizationId } = session
    const reset = await installation.auth.createOwnReset(email)

    const afterReset = await installation.auth.resetPassword({
      ...office,
      cookieHeader,
      token: reset!.token,
      password: 'nine brown otters',
    })
    await database.db
      .insertInto('identity.accessPolicy')
      .values({ organizationId, requiresSecondFactor: true })
      .execute()
    const required = await installation.auth.signIn({
      ...office,
      cookieHeader,
      email,
      password: 'nine brown otters',
    })

    expect(afterReset.kind).toBe('second_factor')
    expect(required.kind).toBe('second_factor')
  })

  it('SEC-B06 does again once they signed out there, or ended a session anywhere', async () => {
    atHour(9)
    const one = await aCarefulWorker()
    const other = await aCarefulWorker()
    const again = ({ email, cookieHeader }: typeof one) =>
      installation.auth.signIn({ ...office, cookieHeader, email, password: PASSWORD })
    const left = await again(other)
    if (left.kind !== 'session') throw new Error('Expected a session.')

    await installation.auth.signOut({ cookieHeader: one.cookieHeader })
    await installation.auth.endOtherSessions({ session: left.session })

    expect((await again(one)).kind).toBe('second_factor')
    expect((await again(other)).kind).toBe('second_factor')
  })

  it('SEC-A10 is nothing that a stranger’s browser can be spared by another person’s cookie', async () => {
    atHour(9)
    const [person, other] = [await aCarefulWorker(), await aCarefulWorker()]

    const answer = await installation.auth.signIn({
      ...office,
      cookieHeader: other.cookieHeader,
      email: person.email,
      password: PASSWORD,
    })

    expect(answer.kind).toBe('second_factor')
  })
})

describe('a sign-in of somebody without a second factor', () => {
  it('SEC-F04 is let in when it is unusual, written down, and told to them and the administrators', async () => {
    const person = await anOfficeWorker()
    atHour(2)

    const answer = await installation.auth.signIn({
      ...abroad,
      cookieHeader: undefined,
      email: person.email,
      password: PASSWORD,
    })

    expect(answer).toMatchObject({
      kind: 'session',
      unusual: expect.arrayContaining(['new_phone', 'unusual_hour']) as unknown,
    })
    expect(await auditOf(person.session, 'session.unusual')).toHaveLength(1)
    const { organizationId, userId } = person.session
    const told = {
      kind: 'sign_in',
      user: { id: userId },
      ip: abroad.remoteAddress,
      device: { isPhone: true },
    }
    expect((await installation.auth.unusual.list(organizationId))[0]).toMatchObject(told)
    expect(await installation.auth.unusual.listOwn(organizationId, userId)).toMatchObject([told])
    expect(
      await installation.auth.unusual.listOwn(organizationId, installation.admin.session.userId),
    ).toEqual([])
  })

  it('is nothing to tell in their own browser, or while hardly anything is known', async () => {
    const person = await anOfficeWorker()
    const fresh = await installation.person()
    atHour(2)

    await installation.auth.signIn({
      ...abroad,
      cookieHeader: deviceCookieOf(person),
      email: person.email,
      password: PASSWORD,
    })
    await installation.auth.signIn({
      ...abroad,
      cookieHeader: undefined,
      email: fresh.email,
      password: PASSWORD,
    })

    expect(await auditOf(person.session, 'session.unusual')).toEqual([])
    expect(await auditOf(fresh.session, 'session.unusual')).toEqual([])
  })

  it('SEC-A05 is neither refused nor unusual in a known browser after strangers tried', async () => {
    atHour(9)
    const person = await anOfficeWorker()
    for (let tries = 0; tries < 6; tries++) {
      await installation.auth
        .signIn({
          ...abroad,
          remoteAddress: `203.0.113.${tries}`,
          cookieHeader: undefined,
          email: person.email,
          password: 'wrong',
        })
        .catch(() => undefined)
    }

    const answer = await installation.auth.signIn({
      ...office,
      cookieHeader: deviceCookieOf(person),
      email: person.email,
      password: PASSWORD,
    })

    expect(answer.kind).toBe('session')
    expect(answer).not.toHaveProperty('unusual')
  })

  it('keeps the network of an address and never the address', async () => {
    const person = await anOfficeWorker()
    await installation.auth.signIn({
      ...abroad,
      cookieHeader: undefined,
      email: person.email,
      password: PASSWORD,
    })

    const { rows } = await sql<{ readonly line: string }>`
      select s::text as line from identity.sign_in s where user_id = ${person.session.userId}`.execute(
      database.db,
    )
    const dump = rows.map(({ line }) => line).join('\n')

    expect(dump).toContain('203.0.113.0/24')
    expect(dump).not.toContain(abroad.remoteAddress)
  })

  it('is forgotten after half a year', async () => {
    const person = await anOfficeWorker()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 200 * DAY_MS })

    await installation.auth.signIn({
      ...office,
      cookieHeader: undefined,
      email: person.email,
      password: PASSWORD,
    })

    const left = await database.db
      .selectFrom('identity.signIn')
      .select('id')
      .where('userId', '=', person.session.userId)
      .execute()
    expect(left).toHaveLength(1)
  })
})
