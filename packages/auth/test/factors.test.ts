import { withTenant } from '@cartage/db'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SessionRead } from '../src/index.ts'
import { hashPassword } from '../src/passwords/argon2id.ts'
import { codeOf, withTotp, wrongCodeOf } from './authenticator.ts'
import {
  aBrowser,
  anInstallation,
  cookieHeaderOf,
  cookieNamed,
  type Installation,
  PASSWORD,
  signedIn,
} from './people.ts'

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

const moveClock = (seconds: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 })
}
const read = (of: Pick<SessionRead, 'cookies'>) =>
  installation.auth.readSession({ cookieHeader: cookieHeaderOf(of) })

/** Somebody with an authenticator app. */
async function aCarefulPerson() {
  const person = await installation.person()
  return { email: person.email, ...(await withTotp(installation.auth, person)) }
}

async function aTicket(email: string, password = PASSWORD): Promise<string> {
  const answer = await installation.auth.signIn({ ...aBrowser(), email, password })
  if (answer.kind !== 'second_factor') throw new Error('No second factor is asked for.')
  return answer.ticket
}

const prove = (ticket: string, code: string) =>
  installation.auth.factors.prove({ ...aBrowser(), ticket, proof: { code } })

describe('an authenticator app', () => {
  it('SEC-A10 counts only once its first code was right', async () => {
    const { auth } = installation
    const person = await installation.person()
    const { session } = person
    const { secret, uri } = await auth.factors.enrolTotp({ session, issuer: 'Cartage test' })
    const confirm = (code: string) =>
      auth.factors.confirmTotp({ ...aBrowser(cookieHeaderOf(person)), session, code })

    await expect(confirm(wrongCodeOf(secret))).rejects.toMatchObject({ code: 'INVALID', field: 'code' })
    await signedIn(auth, { ...aBrowser(), email: person.email, password: PASSWORD })
    expect((await auth.factors.list(session)).totp).toBeNull()
    const confirmed = await confirm(codeOf(secret))

    expect(new URL(uri).searchParams.get('secret')).toBe(secret)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(confirmed.recoveryCodes).toHaveLength(10)
    expect(await auth.factors.list(confirmed.session)).toMatchObject({
      totp: { since: expect.any(String) as string },
      recoveryCodesLeft: 10,
      isRequired: false,
    })
    expect(await auth.signIn({ ...aBrowser(), email: person.email, password: PASSWORD })).toMatchObject({
      kind: 'second_factor',
      methods: ['totp', 'recovery'],
    })
  })

  it('SEC-F02 is kept sealed, and its recovery codes as hashes', async () => {
    const { secret, session, recoveryCodes } = await aCarefulPerson()

    const { rows } = await sql<{ readonly line: string }>`
      select t::text as line from identity.totp t union all select r::text from identity.recovery_code r
      union all select a::text from audit_event a`.execute(database.db)
    const dump = rows.map(({ line }) => line).join('\n')

    expect(dump).toContain(session.userId)
    expect(dump).not.toContain(secret)
    for (const code of recoveryCodes) {
      expect(code).toMatch(/^([a-z2-7]{4}-){7}[a-z2-7]{4}$/)
      expect(dump).not.toContain(code)
      expect(dump).not.toContain(code.replaceAll('-', ''))
    }
  })

  it('SEC-B06 SEC-B05 ends the other sessions of the person, and goes on with a new token', async () => {
    const { auth } = installation
    const person = await installation.person()
    const other = await signedIn(auth, { ...aBrowser(), email: person.email, password: PASSWORD })

    const strong = await withTotp(auth, person)

    expect(await read(other)).toBeNull()
    expect(await read(person)).toBeNull()
    expect(cookieNamed('cartage', strong)).not.toBe(cookieNamed('cartage', person))
    expect((await read(strong))?.session.userId).toBe(person.session.userId)
  })

  it('is set up once; a second one has to wait until it is removed', async () => {
    const { session } = await aCarefulPerson()

    const again = installation.auth.factors.enrolTotp({ session, issuer: 'Cartage' })

    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', reason: 'HAS_TOTP' })
  })

  it('SEC-B06 is removed with its recovery codes, which ends the other sessions', async () => {
    const { auth } = installation
    const person = await aCarefulPerson()
    const other = await prove(await aTicket(person.email), codeOf(person.secret))

    await auth.factors.removeTotp({ session: person.session })

    expect(await read(other)).toBeNull()
    expect(await auth.factors.list(person.session)).toEqual({
      hasPassword: true,
      passkeys: [],
      totp: null,
      recoveryCodesLeft: 0,
      isRequired: false,
      provider: null,
    })
    await signedIn(auth, { ...aBrowser(), email: person.email, password: PASSWORD })
    await expect(auth.factors.removeTotp({ session: person.session })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('SEC-A10 is neither removed nor renewed by a session that has not shown it', async () => {
    const { auth } = installation
    const { session } = await aCarefulPerson()
    await sql`update identity.session set second_factor_at = null where public_id = ${session.sessionId}`.execute(
      database.db,
    )

    const required = { code: 'FORBIDDEN', reason: 'SECOND_FACTOR_REQUIRED' }
    await expect(auth.factors.removeTotp({ session })).rejects.toMatchObject(required)
    await expect(auth.factors.renewRecoveryCodes({ session })).rejects.toMatchObject(required)
    await expect(auth.factors.enrolTotp({ session, issuer: 'Cartage' })).rejects.toMatchObject(required)
  })

  it('SEC-F04 leaves one audit record for each change, with before and after', async () => {
    const { auth, admin } = installation
    const { session } = await aCarefulPerson()
    await auth.factors.renewRecoveryCodes({ session })
    await auth.factors.removeTotp({ session })

    const records = await withTenant(database.db, admin.session.organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select(['action', 'result', 'before', 'after'])
        .where('userId', '=', session.userId)
        .where('entity', '=', 'factor')
        .orderBy('id')
        .execute(),
    )

    expect(records).toEqual([
      { action: 'factor.add', result: 'done', before: null, after: { method: 'totp' } },
      {
        action: 'factor.renewRecoveryCodes',
        result: 'done',
        before: { recoveryCodes: 10 },
        after: { recoveryCodes: 10 },
      },
      { action: 'factor.remove', result: 'done', before: { method: 'totp' }, after: null },
    ])
  })
})

describe('signing in with a code', () => {
  it('SEC-A10 takes the code of the step before, of now and of the next one, and none further away', async () => {
    // The middle of a step, so that it does not end while the test runs.
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 })
    const person = await aCarefulPerson()
    moveClock(300)
    const { email, secret } = person

    await expect(prove(await aTicket(email), codeOf(secret, -2))).rejects.toMatchObject({ field: 'code' })
    await expect(prove(await aTicket(email), codeOf(secret, 2))).rejects.toMatchObject({ field: 'code' })
    for (const steps of [-1, 0, 1]) {
      const begun = await prove(await aTicket(email), codeOf(secret, steps))
      expect((await read(begun))?.session.userId).toBe(person.session.userId)
    }
  })

  it('SEC-A10 takes each code once, of five that come with it at once too', async () => {
    const { email, secret } = await aCarefulPerson()
    await sql`delete from identity.rate_limit`.execute(database.db)
    const tickets = await Promise.all(Array.from({ length: 5 }, () => aTicket(email)))
    const code = codeOf(secret)

    const outcomes = await Promise.allSettled(tickets.map((ticket) => prove(ticket, code)))

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await sql`delete from identity.rate_limit`.execute(database.db)
    await expect(prove(await aTicket(email), code)).rejects.toMatchObject({
      code: 'INVALID',
      reason: 'FACTOR_WRONG',
    })
  })

  it('SEC-A10 refuses the sixth try of ten minutes, however many sign-ins were begun, and lets in after that', async () => {
    const { email, secret } = await aCarefulPerson()
    const wrong = wrongCodeOf(secret)
    const tickets = [await aTicket(email), await aTicket(email)]
    for (let tries = 0; tries < 5; tries++) {
      await expect(prove(tickets[tries % 2]!, wrong)).rejects.toMatchObject({ code: 'INVALID' })
    }

    await expect(prove(tickets[0]!, codeOf(secret))).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      retryAfterS: expect.any(Number) as number,
    })
    await sql`update identity.rate_limit set tat = tat - interval '600 seconds'
      where key like 'second-factor %'`.execute(database.db)
    expect(await prove(tickets[0]!, codeOf(secret))).toMatchObject({ session: { email } })
  })

  it('SEC-A10 has a ticket that works once and for ten minutes, and outlives a wrong code', async () => {
    const { email, secret } = await aCarefulPerson()
    const [used, old] = [await aTicket(email), await aTicket(email)]
    await expect(prove(used, wrongCodeOf(secret))).rejects.toMatchObject({ field: 'code' })
    await prove(used, codeOf(secret))

    const over = { code: 'INVALID', field: 'ticket', reason: 'TICKET' }
    await expect(prove(used, codeOf(secret, 1))).rejects.toMatchObject(over)
    await expect(prove('nothing', codeOf(secret, 1))).rejects.toMatchObject(over)
    moveClock(601)
    await expect(prove(old, codeOf(secret))).rejects.toMatchObject(over)
  })

  it('SEC-A10 is asked for after the password was set anew, too', async () => {
    const { email, secret } = await aCarefulPerson()
    const passwordHash = await hashPassword('three quiet lighthouses')
    await database.db.updateTable('identity.user').set({ passwordHash }).where('email', '=', email).execute()

    const ticket = await aTicket(email, 'three quiet lighthouses')

    expect(await prove(ticket, codeOf(secret))).toMatchObject({ session: { email } })
  })

  it('SEC-F04 leaves one record for a refusal and one for a success', async () => {
    const { admin } = installation
    const { email, secret, session } = await aCarefulPerson()
    const ticket = await aTicket(email)
    await expect(prove(ticket, wrongCodeOf(secret))).rejects.toBeDefined()
    await prove(ticket, codeOf(secret))

    const records = await withTenant(database.db, admin.session.organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select(['action', 'result', 'detail'])
        .where('userId', '=', session.userId)
        .where('entity', '=', 'session')
        .orderBy('id', 'desc')
        .limit(2)
        .execute(),
    )

    expect(records).toEqual([
      { action: 'session.create', result: 'done', detail: { how: 'second_factor' } },
      { action: 'session.create', result: 'refused', detail: { how: 'second_factor' } },
    ])
  })
})

describe('a recovery code', () => {
  const recover = (ticket: string, recoveryCode: string) =>
    installation.auth.factors.prove({ ...aBrowser(), ticket, proof: { recoveryCode } })

  it('SEC-A10 works once in place of the app, however it is typed', async () => {
    const { email, recoveryCodes, session } = await aCarefulPerson()
    const typed = ` ${recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ')} `

    const begun = await recover(await aTicket(email), typed)

    expect(begun.session.email).toBe(email)
    expect((await installation.auth.factors.list(session)).recoveryCodesLeft).toBe(9)
    await expect(recover(await aTicket(email), recoveryCodes[3]!)).rejects.toMatchObject({
      code: 'INVALID',
      field: 'recoveryCode',
    })
  })

  it('SEC-A10 works no longer once new ones were made, and is nobody else’s', async () => {
    const { auth } = installation
    const [person, other] = [await aCarefulPerson(), await aCarefulPerson()]
    const codes = await auth.factors.renewRecoveryCodes({ session: person.session })

    const wrong = { field: 'recoveryCode' }
    await expect(recover(await aTicket(person.email), person.recoveryCodes[0]!)).rejects.toMatchObject(wrong)
    await expect(recover(await aTicket(other.email), codes[0]!)).rejects.toMatchObject(wrong)
    expect(await recover(await aTicket(person.email), codes[0]!)).toMatchObject({
      session: { email: person.email },
    })
  })
})

describe('an organization that requires a second factor', () => {
  const requireIt = async () => {
    const { auth, admin } = installation
    const { organizationId } = admin.session
    await database.db
      .insertInto('identity.accessPolicy')
      .values({ organizationId, requiresSecondFactor: true })
      .execute()
    return auth.getAccessPolicy(organizationId)
  }

  it('SEC-A10 leaves a session good for nothing but setting one up, which makes it whole', async () => {
    const { auth } = installation
    const person = await installation.person()
    expect(await requireIt()).toEqual({ requiresSecondFactor: true })

    const lacking = await read(person)
    const { cookies } = await withTotp(auth, { ...person, session: lacking!.session })

    expect(lacking?.session.lacks).toBe('enrolment')
    expect((await read({ cookies }))?.session.lacks).toBeNull()
  })

  it('SEC-A10 asks a session that began without it, which goes on once it is shown', async () => {
    const { auth } = installation
    const person = await aCarefulPerson()
    await sql`update identity.session set second_factor_at = null
      where public_id = ${person.session.sessionId}`.execute(database.db)
    await requireIt()
    const lacking = (await read(person))!
    // No stream goes on either that began before it was required.
    expect(await auth.isSessionAlive(lacking.session.sessionId, undefined)).toBe(false)
    const show = (code: string) =>
      auth.factors.proveInSession({
        ...aBrowser(cookieHeaderOf(person)),
        session: lacking.session,
        proof: { code },
      })

    await expect(show(wrongCodeOf(person.secret))).rejects.toMatchObject({ field: 'code' })
    const strong = await show(codeOf(person.secret))

    expect(lacking.session.lacks).toBe('second_factor')
    expect(strong.session.lacks).toBeNull()
    expect(await read(person)).toBeNull()
    expect((await read(strong))?.session.lacks).toBeNull()
  })

  it('SEC-A10 keeps the last one that somebody has', async () => {
    const { auth } = installation
    const person = await aCarefulPerson()
    await requireIt()

    await expect(auth.factors.removeTotp({ session: person.session })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'LAST_FACTOR',
    })

    expect(await auth.factors.list(person.session)).toMatchObject({
      totp: { since: expect.any(String) as string },
      recoveryCodesLeft: 10,
    })
    expect((await read(person))?.session.lacks).toBeNull()
  })

  it('becomes one by an administrator who has a second factor, and its members show who has none', async () => {
    const { auth, admin } = installation
    const { organizationId } = admin.session
    const [without, person] = [await installation.person('admin'), await installation.person('admin')]
    const update = (session: SessionRead['session']) =>
      auth.updateAccessPolicy({ session, requiresSecondFactor: true })

    await expect(update(without.session)).rejects.toMatchObject({ code: 'PRECONDITION', reason: 'NO_FACTOR' })
    expect(await auth.getAccessPolicy(organizationId)).toEqual({ requiresSecondFactor: false })
    const { session } = await withTotp(auth, person)
    expect(await update(session)).toEqual({ requiresSecondFactor: true })

    const members = await auth.listMembers(organizationId)
    const hasFactor = new Map(members.map(({ email, hasSecondFactor }) => [email, hasSecondFactor]))
    expect(hasFactor.get(without.email)).toBe(false)
    expect(hasFactor.get(person.email)).toBe(true)
    const [record] = await withTenant(database.db, organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select(['userId', 'before', 'after'])
        .where('action', '=', 'access.update')
        .execute(),
    )
    expect(record).toEqual({
      userId: session.userId,
      before: { requiresSecondFactor: false },
      after: { requiresSecondFactor: true },
    })
  })
})
