import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { withTenant } from '@cartage/db'
import { aMakerCertificate, aPasskeyDevice, type PasskeyDevice, type Twist } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SessionRead } from '../src/index.ts'
import { hashOf, newToken } from '../src/tokens/token.ts'
import { codeOf, withTotp, wrongCodeOf } from './authenticator.ts'
import {
  aBrowser,
  anInstallation,
  cookieHeaderOf,
  cookieNamed,
  type Installation,
  PASSWORD,
  PUBLIC_URL,
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
const aDevice = (options: Partial<Parameters<typeof aPasskeyDevice>[0]> = {}): PasskeyDevice =>
  aPasskeyDevice({ origin: PUBLIC_URL, ...options })

/** Somebody new with the administrator's password, signed in a moment ago; nothing is hashed for it. */
async function aPerson(): Promise<SessionRead & { readonly email: string }> {
  const { userId, organizationId } = installation.admin.session
  const [id, token] = [randomUUID(), newToken()]
  const email = `${id}@example.org`
  await sql`insert into identity."user" (id, email, name, password_hash)
    select ${id}, ${email}, 'Robin', password_hash from identity."user" where id = ${userId}`.execute(
    database.db,
  )
  await sql`insert into identity.membership (user_id, organization_id, role)
    values (${id}, ${organizationId}, 'dispatcher')`.execute(database.db)
  await sql`insert into identity.session (id, user_id, organization_id, created_at, expires_at, absolute_expires_at,
      last_seen_at, authenticated_at)
    values (${hashOf(token)}, ${id}, ${organizationId}, now(), now() + interval '1 day', now() + interval '1 day',
      now(), now())`.execute(database.db)
  const cookies = [`cartage=${token}`]
  const { session } = (await read({ cookies }))!
  return { email, cookies, session }
}

/** Registers a passkey of somebody who is signed in. */
async function addTo(person: SessionRead, device: PasskeyDevice, name = 'Phone', twist?: Twist) {
  const { auth } = installation
  const options = await auth.passkeys.beginRegistration({ session: person.session })
  return auth.passkeys.add({
    ...aBrowser(cookieHeaderOf(person)),
    session: person.session,
    name,
    passkey: device.make(options, twist),
  })
}

/** Somebody with a passkey; a new one where none is given. */
async function aPersonWith(device = aDevice()) {
  const person = await aPerson()
  return { email: person.email, device, ...(await addTo(person, device)) }
}

async function signInWith(device: PasskeyDevice, twist?: Twist, browser = aBrowser()) {
  const options = await installation.auth.passkeys.beginSignIn(browser)
  return installation.auth.passkeys.signIn({ ...browser, passkey: device.show(options, twist) })
}

async function aTicket(email: string) {
  const answer = await installation.auth.signIn({ ...aBrowser(), email, password: PASSWORD })
  if (answer.kind !== 'second_factor') throw new Error('No second factor is asked for.')
  return answer
}

async function proveWith(ticket: string, device: PasskeyDevice, twist?: Twist) {
  const { auth } = installation
  const options = await auth.passkeys.beginForTicket({ ...aBrowser(), ticket })
  return auth.factors.prove({ ...aBrowser(), ticket, proof: { passkey: device.show(options, twist) } })
}

const requireIt = async (): Promise<void> => {
  const { organizationId } = installation.admin.session
  await database.db
    .insertInto('identity.accessPolicy')
    .values({ organizationId, requiresSecondFactor: true })
    .execute()
}

const auditOf = ({ session }: SessionRead) =>
  withTenant(database.db, session.organizationId, (trx) =>
    trx
      .selectFrom('auditEvent')
      .select(['action', 'result', 'before', 'after', 'detail'])
      .where('userId', '=', session.userId)
      .orderBy('id', 'desc')
      .execute(),
  )

/** Until so many connections wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  const waiting = sql<{ readonly waiting: number }>`select count(*)::integer as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  while ((await waiting.execute(database.db)).rows[0]!.waiting < count) await sleep(10)
}

/** What every refusal of a sign-in looks like. */
const refusal = {
  code: 'UNAUTHENTICATED',
  reason: 'SIGN_IN',
  message: 'This passkey opens nothing here. Sign in another way.',
}
const wrong = { code: 'INVALID', reason: 'FACTOR_WRONG', field: 'passkey' }
const over = { code: 'INVALID', reason: 'CHALLENGE', field: 'passkey' }

describe('signing in with a passkey', () => {
  it('SEC-A11 needs no password and no address, and is as good as two factors', async () => {
    const { device, email } = await aPersonWith()
    await requireIt()

    const begun = await signInWith(device)

    expect(begun.session).toMatchObject({ email, lacks: null })
    expect((await read(begun))?.session.lacks).toBeNull()
    const [passkey] = (await installation.auth.factors.list(begun.session)).passkeys
    expect(passkey).toMatchObject({ name: 'Phone', isSynced: false })
    expect(passkey?.lastUsedAt).not.toBeNull()
  })

  it('SEC-A11 begins the same for everybody, naming neither people nor passkeys', async () => {
    await aPersonWith()

    const [one, other] = [
      await installation.auth.passkeys.beginSignIn(aBrowser()),
      await installation.auth.passkeys.beginSignIn(aBrowser()),
    ]

    expect(one.challenge).not.toBe(other.challenge)
    expect(Buffer.from(one.challenge, 'base64url').length).toBeGreaterThanOrEqual(16)
    expect({ ...one, challenge: '' }).toEqual({ ...other, challenge: '' })
    expect(one).toMatchObject({ rpId: 'cartage.example.org', userVerification: 'required' })
    expect(one.allowCredentials).toBeUndefined()
  })

  it('SEC-A06 SEC-A11 refuses an unknown passkey, a forged one and a locked account in the same words', async () => {
    const { auth, admin } = installation
    const [person, other, locked] = [await aPersonWith(), await aPersonWith(), await aPersonWith()]
    await auth.setMemberDisabled({
      organizationId: admin.session.organizationId,
      userId: locked.session.userId,
      disabled: true,
      changedBy: admin.session.userId,
      held: admin.session.permissions,
    })
    const stranger = aDevice()

    await expect(signInWith(stranger)).rejects.toMatchObject(refusal)
    await expect(signInWith(person.device, { isForged: true })).rejects.toMatchObject(refusal)
    await expect(signInWith(stranger, { id: person.device.id })).rejects.toMatchObject(refusal)
    await expect(signInWith(person.device, { id: other.device.id })).rejects.toMatchObject(refusal)
    await expect(signInWith(locked.device)).rejects.toMatchObject(refusal)
    expect((await signInWith(person.device)).session.email).toBe(person.email)
  })

  it('SEC-A11 needs the word of the device whose passkey it is', async () => {
    const [person, other] = [await aPersonWith(), await aPersonWith()]
    const handle = Buffer.from(other.session.userId.replaceAll('-', ''), 'hex').toString('base64url')

    await expect(signInWith(person.device, { userHandle: undefined })).rejects.toMatchObject(refusal)
    await expect(signInWith(person.device, { userHandle: handle })).rejects.toMatchObject(refusal)
  })

  it.each([
    ['for another site', { origin: 'https://cartage.example.com' }],
    ['for a site below ours', { origin: 'https://evil.cartage.example.org' }],
    ['for another relying party', { rpId: 'example.org' }],
    ['of a registration', { type: 'webauthn.create' }],
    ['of a device that did not verify its owner', { isVerified: false }],
  ])('SEC-A11 refuses what was signed %s', async (_, twist: Twist) => {
    const { device } = await aPersonWith()

    await expect(signInWith(device, twist)).rejects.toMatchObject(refusal)
  })

  it('SEC-A11 refuses a counter that does not go up, writes it down, and takes the next that does', async () => {
    const person = await aPersonWith()
    await signInWith(person.device, { counter: 40 })

    await expect(signInWith(person.device, { counter: 40 })).rejects.toMatchObject(refusal)
    await expect(signInWith(person.device, { counter: 7 })).rejects.toMatchObject(refusal)
    await expect(signInWith(person.device, { counter: 0 })).rejects.toMatchObject(refusal)
    const [record] = await auditOf(person)
    expect(record).toMatchObject({
      action: 'session.create',
      result: 'refused',
      detail: { how: 'passkey', why: 'counter' },
    })
    expect((await signInWith(person.device, { counter: 41 })).session.email).toBe(person.email)
  })

  it('SEC-A11 takes a counter once, of two that come with it at once too', async () => {
    const { device } = await aPersonWith()
    const { passkeys } = installation.auth
    const options = [await passkeys.beginSignIn(aBrowser()), await passkeys.beginSignIn(aBrowser())]

    const outcomes = await Promise.allSettled(
      options.map((one) => passkeys.signIn({ ...aBrowser(), passkey: device.show(one, { counter: 9 }) })),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('SEC-A11 takes a device that counts nothing, and tells that its passkey is synced', async () => {
    const { device } = await aPersonWith(aDevice({ counts: false, isSynced: true }))

    await signInWith(device)
    const { session } = await signInWith(device)

    expect((await installation.auth.factors.list(session)).passkeys).toMatchObject([{ isSynced: true }])
  })

  it('SEC-A05 SEC-A11 is limited by address: 20 at once, then one in 5 s', async () => {
    const browser = aBrowser()
    const shown = { id: 'AAAA', clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' }
    const attempt = () => installation.auth.passkeys.signIn({ ...browser, passkey: shown })
    for (let tries = 0; tries < 20; tries++) await expect(attempt()).rejects.toMatchObject(over)

    await expect(attempt()).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      retryAfterS: expect.any(Number) as number,
    })
  })

  it('SEC-B05 SEC-F04 ends the session that the browser brought, and leaves one record', async () => {
    const person = await aPersonWith()

    const begun = await signInWith(person.device, {}, aBrowser(cookieHeaderOf(person)))

    expect(await read(person)).toBeNull()
    expect(cookieNamed('cartage', begun)).not.toBe(cookieNamed('cartage', person))
    const [record] = await auditOf(person)
    expect(record).toMatchObject({ action: 'session.create', result: 'done', detail: { how: 'passkey' } })
  })
})

describe('a challenge', () => {
  it('SEC-A11 is signed once, of five that come with it at once too', async () => {
    const { device } = await aPersonWith(aDevice({ counts: false }))
    const { passkeys } = installation.auth
    const passkey = device.show(await passkeys.beginSignIn(aBrowser()))

    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => passkeys.signIn({ ...aBrowser(), passkey })),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(passkeys.signIn({ ...aBrowser(), passkey })).rejects.toMatchObject(over)
  })

  it('SEC-A11 is used up by a wrong answer', async () => {
    const { device } = await aPersonWith()
    const { passkeys } = installation.auth
    const options = await passkeys.beginSignIn(aBrowser())
    const answer = (twist?: Twist) => passkeys.signIn({ ...aBrowser(), passkey: device.show(options, twist) })

    await expect(answer({ isForged: true })).rejects.toMatchObject(refusal)
    await expect(answer()).rejects.toMatchObject(over)
  })

  it('SEC-A11 is over after five minutes, and one that we did not make is none', async () => {
    const { device } = await aPersonWith()
    const { passkeys } = installation.auth
    const options = await passkeys.beginSignIn(aBrowser())

    await expect(signInWith(device, { challenge: 'c2V2ZW4gZ3JleSBoZXJvbnM' })).rejects.toMatchObject(over)
    moveClock(301)
    await expect(passkeys.signIn({ ...aBrowser(), passkey: device.show(options) })).rejects.toMatchObject(
      over,
    )
  })

  it('SEC-A11 works for nothing but what it was made for, and for nobody else', async () => {
    const { auth } = installation
    const [person, other] = [await aPersonWith(), await aPersonWith()]
    const { session } = person
    const { ticket } = await aTicket(person.email)
    const begin = (purpose: 'second_factor' | 'reauthenticate', of = session) =>
      auth.passkeys.beginInSession({ session: of, purpose })
    const signIn = async (options: Parameters<PasskeyDevice['show']>[0]) =>
      auth.passkeys.signIn({ ...aBrowser(), passkey: person.device.show(options) })
    const prove = async (options: Parameters<PasskeyDevice['show']>[0]) =>
      auth.factors.prove({ ...aBrowser(), ticket, proof: { passkey: person.device.show(options) } })
    const reauthenticate = async (options: Parameters<PasskeyDevice['show']>[0]) =>
      auth.reauthenticate({ session, proof: { factor: { passkey: person.device.show(options) } } })

    await expect(signIn(await begin('reauthenticate'))).rejects.toMatchObject(over)
    await expect(signIn(await begin('second_factor'))).rejects.toMatchObject(over)
    await expect(prove(await begin('reauthenticate'))).rejects.toMatchObject(over)
    await expect(prove(await auth.passkeys.beginSignIn(aBrowser()))).rejects.toMatchObject(over)
    await expect(prove(await begin('second_factor', other.session))).rejects.toMatchObject(over)
    await expect(reauthenticate(await begin('second_factor'))).rejects.toMatchObject(over)
    const device = aDevice()
    const options = await auth.passkeys.beginRegistration({ session: other.session })
    await expect(
      auth.passkeys.add({ ...aBrowser(), session, name: 'Phone', passkey: device.make(options) }),
    ).rejects.toMatchObject(over)
  })

  it('SEC-A08 SEC-A11 is kept as its hash', async () => {
    const { challenge } = await installation.auth.passkeys.beginSignIn(aBrowser())

    const { rows } = await sql<{ readonly line: string }>`
      select t::text as line from identity.one_time_token t where kind = 'passkey'`.execute(database.db)

    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ line }) => line).join('\n')).not.toContain(challenge)
  })
})

describe('adding a passkey', () => {
  it('SEC-A11 asks for one behind the lock of the device, and for none that is there', async () => {
    const { device, session } = await aPersonWith()

    const options = await installation.auth.passkeys.beginRegistration({ session })

    expect(options).toMatchObject({
      rp: { id: 'cartage.example.org' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: device.id, transports: ['internal'] }],
    })
  })

  it.each([
    ['on another site', { origin: 'https://cartage.example.com' }],
    ['for another relying party', { rpId: 'example.org' }],
    ['by a device that did not verify its owner', { isVerified: false }],
    ['under another id than it says', { id: 'AAAA' }],
    ['for a sign-in', { type: 'webauthn.get' }],
  ])('SEC-A11 takes none that was made %s', async (_, twist: Twist) => {
    const person = await aPerson()

    await expect(addTo(person, aDevice(), 'Phone', twist)).rejects.toMatchObject({
      code: 'INVALID',
      reason: 'PASSKEY_WRONG',
      field: 'passkey',
    })
    expect((await installation.auth.factors.list(person.session)).passkeys).toEqual([])
  })

  it('SEC-A11 takes no word of a maker, whose certificate could name any address to look it up at', async () => {
    const maker = await aMakerCertificate()

    await expect(addTo(await aPerson(), aDevice(), 'Phone', { maker })).rejects.toMatchObject({
      reason: 'PASSKEY_WRONG',
    })
  })

  it('SEC-B06 SEC-B05 ends the other sessions of the person, and goes on with a new token', async () => {
    const { auth } = installation
    const person = await aPerson()
    const other = await signedIn(auth, { ...aBrowser(), email: person.email, password: PASSWORD })

    const strong = await addTo(person, aDevice())

    expect(await read(other)).toBeNull()
    expect(await read(person)).toBeNull()
    expect(cookieNamed('cartage', strong)).not.toBe(cookieNamed('cartage', person))
    expect((await read(strong))?.session.userId).toBe(person.session.userId)
  })

  it('brings recovery codes with the first factor, and leaves those that are there', async () => {
    const person = await aPersonWith()
    const again = await addTo(person, aDevice(), 'Laptop')

    expect(person.recoveryCodes).toHaveLength(10)
    expect(again.recoveryCodes).toEqual([])
    expect(await installation.auth.factors.list(again.session)).toMatchObject({
      passkeys: [{ name: 'Phone' }, { name: 'Laptop' }],
      recoveryCodesLeft: 10,
      totp: null,
    })
  })

  it('takes no passkey twice, whoever has it', async () => {
    const person = await aPersonWith()

    await expect(addTo(await aPerson(), person.device)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'HAS_PASSKEY',
    })
  })

  it('SEC-A11 is for no session that has not shown the second factor, nor is removing', async () => {
    const { auth } = installation
    const { session, device } = await aPersonWith()
    await sql`update identity.session set second_factor_at = null where public_id = ${session.sessionId}`.execute(
      database.db,
    )

    const required = { code: 'FORBIDDEN', reason: 'SECOND_FACTOR_REQUIRED' }
    await expect(auth.passkeys.beginRegistration({ session })).rejects.toMatchObject(required)
    await expect(auth.passkeys.remove({ session, id: device.id })).rejects.toMatchObject(required)
  })
})

describe('a passkey as second factor', () => {
  it('SEC-A10 is asked for after the password, and finishes the sign-in', async () => {
    const { device, email } = await aPersonWith()

    const { ticket, methods } = await aTicket(email)
    const begun = await proveWith(ticket, device)

    expect(methods).toEqual(['passkey', 'recovery'])
    expect(begun.session.email).toBe(email)
  })

  it('SEC-A10 is the person’s own and within five tries, and leaves a record of why not', async () => {
    const [person, other] = [await aPersonWith(), await aPersonWith()]
    const { ticket } = await aTicket(person.email)

    await expect(proveWith(ticket, other.device)).rejects.toMatchObject(wrong)
    await expect(proveWith(ticket, person.device, { isVerified: false })).rejects.toMatchObject(wrong)
    await expect(proveWith(ticket, person.device, { isForged: true })).rejects.toMatchObject(wrong)
    await expect(proveWith(ticket, person.device, { counter: 0 })).rejects.toMatchObject(wrong)
    const records = (await auditOf(person)).slice(0, 4)
    expect(records.map(({ result, detail }) => ({ result, ...detail }))).toEqual(
      ['counter', 'signature', 'signature', 'unknown'].map((why) => ({
        result: 'refused',
        how: 'second_factor',
        why,
      })),
    )
    await expect(proveWith(ticket, person.device, { isForged: true })).rejects.toMatchObject(wrong)
    await expect(proveWith(ticket, person.device)).rejects.toMatchObject({ code: 'LIMIT_REACHED' })
  })

  it('SEC-A10 makes a session whole in an organization that requires one', async () => {
    const { auth } = installation
    const { device, ...person } = await aPersonWith()
    await sql`update identity.session set second_factor_at = null
      where public_id = ${person.session.sessionId}`.execute(database.db)
    await requireIt()
    const lacking = (await read(person))!

    const options = await auth.passkeys.beginInSession({ session: lacking.session, purpose: 'second_factor' })
    const strong = await auth.factors.proveInSession({
      ...aBrowser(cookieHeaderOf(person)),
      session: lacking.session,
      proof: { passkey: device.show(options) },
    })

    expect(lacking.session.lacks).toBe('second_factor')
    expect(strong.session.lacks).toBeNull()
    expect(await read(person)).toBeNull()
  })

  it('SEC-A10 is set up where an organization requires one and somebody has none', async () => {
    const person = await aPerson()
    await requireIt()
    const lacking = (await read(person))!

    const whole = await addTo({ ...person, session: lacking.session }, aDevice())

    expect(lacking.session.lacks).toBe('enrolment')
    expect((await read(whole))?.session.lacks).toBeNull()
  })
})

describe('confirming that it is still the same person', () => {
  const anHourLater = async (person: SessionRead) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    const { session } = (await read(person))!
    const age = async () => Date.now() - (await read(person))!.session.authenticatedAt.getTime()
    return { session, age }
  }

  it('SEC-A09 works with a passkey of their own, and writes it down', async () => {
    const { auth } = installation
    const [person, other] = [await aPersonWith(), await aPersonWith()]
    const { session, age } = await anHourLater(person)
    const confirm = async (device: PasskeyDevice, twist?: Twist) => {
      const options = await auth.passkeys.beginInSession({ session, purpose: 'reauthenticate' })
      return auth.reauthenticate({ session, proof: { factor: { passkey: device.show(options, twist) } } })
    }

    await expect(confirm(other.device)).rejects.toMatchObject(wrong)
    await expect(confirm(person.device, { isVerified: false })).rejects.toMatchObject(wrong)
    expect(await age()).toBeGreaterThan(3_000_000)
    const renewed = await confirm(person.device)

    expect((await read(renewed))!.session.authenticatedAt.getTime()).toBe(Date.now())
    expect((await auditOf(person)).slice(0, 3)).toMatchObject([
      { action: 'session.reauthenticate', result: 'done', detail: { how: 'passkey' } },
      { result: 'refused', detail: { how: 'passkey', why: 'signature' } },
      { result: 'refused', detail: { how: 'passkey', why: 'unknown' } },
    ])
  })

  it('SEC-A09 takes the password together with a code of the app, and neither alone', async () => {
    const { auth } = installation
    const strong = await withTotp(auth, await aPerson())
    const { session, age } = await anHourLater(strong)
    const confirm = (proof: { readonly password?: string; readonly factor?: { readonly code: string } }) =>
      auth.reauthenticate({ session, proof })
    const factor = { code: codeOf(strong.secret) }

    await expect(confirm({ password: PASSWORD })).rejects.toMatchObject({
      reason: 'FACTOR_MISSING',
      field: 'code',
    })
    await expect(confirm({ factor })).rejects.toMatchObject({ reason: 'PASSWORD_MISSING', field: 'password' })
    await expect(confirm({ password: 'wrong', factor })).rejects.toMatchObject({ field: 'password' })
    await expect(
      confirm({ password: PASSWORD, factor: { code: wrongCodeOf(strong.secret) } }),
    ).rejects.toMatchObject({ field: 'code' })
    expect(await age()).toBeGreaterThan(3_000_000)
    const { cookies } = await confirm({ password: PASSWORD, factor })

    const proven = (await read({ cookies }))!.session
    expect(Date.now() - proven.authenticatedAt.getTime()).toBe(0)
    await sql`delete from identity.rate_limit`.execute(database.db)
    await expect(confirm({ password: PASSWORD, factor })).rejects.toMatchObject({ field: 'code' })
  })

  it('SEC-A09 takes a recovery code in place of the app, and the app alone of who has no password', async () => {
    const { auth } = installation
    const strong = await withTotp(auth, await aPerson())
    const { session } = await anHourLater(strong)
    const [recoveryCode] = strong.recoveryCodes

    await auth.reauthenticate({
      session,
      proof: { password: PASSWORD, factor: { recoveryCode: recoveryCode! } },
    })
    await sql`update identity."user" set password_hash = null where id = ${session.userId}`.execute(
      database.db,
    )
    const { cookies } = await auth.reauthenticate({
      session,
      proof: { factor: { code: codeOf(strong.secret) } },
    })

    expect((await read({ cookies }))!.session.authenticatedAt.getTime()).toBe(Date.now())
  })

  it('SEC-B05 goes on with a new token: the old one is good no longer', async () => {
    const { auth } = installation
    const { device, ...person } = await aPersonWith()
    const { session } = await anHourLater(person)
    const options = await auth.passkeys.beginInSession({ session, purpose: 'reauthenticate' })

    const renewed = await auth.reauthenticate({
      session,
      proof: { factor: { passkey: device.show(options) } },
    })

    expect(await read(person)).toBeNull()
    expect((await read(renewed))?.session.sessionId).toBe(session.sessionId)
  })

  it('SEC-A09 SEC-A05 is limited: the sixth at once is refused whatever it is', async () => {
    const { auth } = installation
    const { session, device } = await aPersonWith()
    const confirm = async (twist?: Twist) => {
      const options = await auth.passkeys.beginInSession({ session, purpose: 'reauthenticate' })
      await auth.reauthenticate({ session, proof: { factor: { passkey: device.show(options, twist) } } })
    }
    for (let tries = 0; tries < 5; tries++) {
      await expect(confirm({ isForged: true })).rejects.toMatchObject(wrong)
    }

    await expect(confirm()).rejects.toMatchObject({ code: 'LIMIT_REACHED' })
  })
})

describe('removing a passkey', () => {
  it('SEC-B06 ends the other sessions, and takes the recovery codes with the last factor', async () => {
    const { auth } = installation
    const { device, ...person } = await aPersonWith()
    const other = await signInWith(device)

    await auth.passkeys.remove({ session: person.session, id: device.id })

    expect(await read(other)).toBeNull()
    expect((await read(person))?.session.userId).toBe(person.session.userId)
    expect(await auth.factors.list(person.session)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 })
    await expect(signInWith(device)).rejects.toMatchObject(refusal)
    await signedIn(auth, { ...aBrowser(), email: person.email, password: PASSWORD })
  })

  it('SEC-A10 leaves the last factor where an organization requires one, of two removals at once too', async () => {
    const { auth } = installation
    const [first, second] = [aDevice(), aDevice()]
    const { session } = await addTo(await aPersonWith(first), second, 'Laptop')
    await signInWith(first)
    await requireIt()

    // Both wait, for each other or for the other session that they are to end, so that neither is done before the other begins.
    const removals = await database.db.transaction().execute(async (trx) => {
      await sql`select from identity.session where user_id = ${session.userId} for update`.execute(trx)
      const begun = [first, second].map(({ id }) => auth.passkeys.remove({ session, id }))
      for (const removal of begun) removal.catch(() => undefined)
      await untilWaiting(2)
      return begun
    })
    const outcomes = await Promise.allSettled(removals)

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'PRECONDITION', reason: 'LAST_FACTOR' },
    })
    expect((await auth.factors.list(session)).passkeys).toHaveLength(1)
  })

  it('SEC-C03 reaches nobody else’s, nor does renaming', async () => {
    const { auth } = installation
    const [person, other] = [await aPersonWith(), await aPersonWith()]
    const foreign = { session: person.session, id: other.device.id }

    await expect(auth.passkeys.remove(foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(auth.passkeys.rename({ ...foreign, name: 'Mine' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })

    expect((await auth.factors.list(other.session)).passkeys).toMatchObject([{ name: 'Phone' }])
  })

  it('SEC-F04 leaves one record, as adding and renaming do, with before and after', async () => {
    const { auth } = installation
    const { device, ...person } = await aPersonWith()
    const { session } = person
    await auth.passkeys.rename({ session, id: device.id, name: 'Old phone' })
    await auth.passkeys.remove({ session, id: device.id })

    const records = (await auditOf(person)).filter(({ action }) => action.startsWith('factor.'))

    expect(records).toMatchObject([
      { action: 'factor.remove', before: { method: 'passkey', name: 'Old phone' }, after: null },
      {
        action: 'factor.rename',
        before: { method: 'passkey', name: 'Phone' },
        after: { method: 'passkey', name: 'Old phone' },
      },
      { action: 'factor.add', before: null, after: { method: 'passkey', name: 'Phone' } },
    ])
  })
})
