import { randomUUID } from 'node:crypto'
import { withIdentity } from '@cartage/db'
import type { OidcProviderId, OrganizationId, Role, UserId } from '@cartage/domain'
import { aTenant, startOidcProvider, type TestProvider } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  type FlowEnd,
  type OidcProvider,
  permissionsOf,
  requireFresh,
  type SessionRead,
} from '../src/index.ts'
import { aBrowser, anInstallation, cookieHeaderOf, type Installation, PASSWORD, signedIn } from './people.ts'
import { ProviderBrowser, REDIRECT_URI } from './provider-browser.ts'

const database = useTestDatabase()
let installation: Installation
let provider: TestProvider
let home: OrganizationId

beforeAll(async () => {
  provider = await startOidcProvider({ redirectUri: REDIRECT_URI })
  installation = await anInstallation(database.db, { outgoingNetworks: ['127.0.0.0/8'] })
  home = installation.admin.session.organizationId
})
afterAll(() => provider[Symbol.asyncDispose]())
afterEach(async () => {
  vi.useRealTimers()
  provider.signedInAt(null)
  // An organization has ten at most.
  await withIdentity(database.db, home, (trx) =>
    trx.deleteFrom('identity.oidcProvider').where('name', '=', 'Staff').execute(),
  )
})

const held = permissionsOf('admin')
const settingsOf = ({ issuer, clientId }: TestProvider) => ({
  name: 'Staff',
  issuer,
  clientId,
  emailDomains: [] as string[],
  role: null,
  isEnabled: true,
  isRequired: false,
})
type Settings = Partial<Omit<OidcProvider, 'id' | 'version'>>

const aProvider = (settings: Settings = {}, organizationId = home): Promise<OidcProvider> =>
  installation.auth.oidc.create({
    ...settingsOf(provider),
    ...settings,
    organizationId,
    id: randomUUID() as OidcProviderId,
    clientSecret: provider.clientSecret,
    createdBy: installation.admin.session.userId,
    held,
  })
const change = ({ id, version, ...before }: OidcProvider, settings: Settings & { clientSecret?: string }) =>
  installation.auth.oidc.update({
    ...before,
    ...settings,
    organizationId: home,
    id,
    version,
    changedBy: installation.admin.session.userId,
    held,
  })

/** Somebody whom the provider knows. */
const known = (email: string, { isEmailVerified = true } = {}): string => {
  const subject = `sub-${randomUUID()}`
  provider.people.set(subject, { email, isEmailVerified, name: 'Lee\nNewcomer' })
  return subject
}
const browser = () => new ProviderBrowser(installation.auth, provider)
const anAddress = (domain = 'acme.test') => `lee-${randomUUID().slice(0, 8)}@${domain}`

function sessionOf(end: FlowEnd): SessionRead {
  if (end.kind !== 'signed_in' || end.answer.kind !== 'session') throw new Error(`It ended as ${end.kind}.`)
  return end.answer
}
const userWith = (email: string) =>
  withIdentity(database.db, null, (trx) =>
    trx.selectFrom('identity.user').selectAll().where('email', '=', email).executeTakeFirst(),
  )
const linksOf = (providerId: OidcProviderId) =>
  withIdentity(database.db, null, (trx) =>
    trx.selectFrom('identity.oidcAccount').selectAll().where('providerId', '=', providerId).execute(),
  )
const makeMember = (organizationId: OrganizationId, userId: UserId, role: Role = 'dispatcher') =>
  withIdentity(database.db, organizationId, (trx) =>
    trx.insertInto('identity.membership').values({ organizationId, userId, role }).execute(),
  )
const audited = async (organizationId = home) => {
  const rows = await withIdentity(database.db, organizationId, (trx) =>
    trx
      .selectFrom('auditEvent')
      .select(['action', 'result', 'userId', 'detail'])
      .where('organizationId', '=', organizationId)
      .orderBy('id', 'desc')
      .limit(5)
      .execute(),
  )
  return rows
}
/** Connects somebody's account with the provider, as they do with their password. */
async function connected({ email }: { email: string }, { id }: OidcProvider): Promise<string> {
  const subject = known(email)
  const lee = browser()
  await lee.signIn(id, subject)
  const own = await signedIn(installation.auth, { ...lee.origin, email, password: PASSWORD })
  lee.keep(own.cookies)
  await installation.auth.oidc.connect({ ...lee.origin, session: own.session })
  return subject
}

describe('a provider', () => {
  it('SEC-F02: its client secret is sealed in the database and told to nobody', async () => {
    const { id } = await aProvider()

    const { rows } = await sql<{ row: string }>`select p::text as row from identity.oidc_provider p`.execute(
      database.db,
    )
    const listed = JSON.stringify(await installation.auth.oidc.list(home))

    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ row }) => row).join()).not.toContain(provider.clientSecret)
    expect(listed).toContain(id)
    expect(listed).not.toContain(provider.clientSecret)
    expect(JSON.stringify(await audited())).not.toContain(provider.clientSecret)
  })

  it('is set up by those alone who may do everything: whoever runs it says who signs in as whom', async () => {
    const { userId } = installation.admin.session
    const made = installation.auth.oidc.create({
      ...settingsOf(provider),
      organizationId: home,
      id: randomUUID() as OidcProviderId,
      clientSecret: 'x',
      createdBy: userId,
      held: new Set(['access:manage', 'member:manage'] as const),
    })

    await expect(made).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'GRANT' })
  })

  it.each([
    [{ issuer: 'http://id.example.com' }, 'issuer'],
    [{ issuer: 'https://id.example.com/.well-known/openid-configuration' }, 'issuer'],
    [{ role: 'viewer' as const, emailDomains: [] }, 'emailDomains'],
    [{ isEnabled: false, isRequired: true }, 'isRequired'],
  ])('SEC-E10: is refused as %j with an error at %s', async (settings, field) => {
    await expect(aProvider(settings)).rejects.toMatchObject({ code: 'INVALID', field })
  })

  it('is tried field by field before anybody depends on it', async () => {
    const { issuer, clientId, clientSecret } = provider
    const asked = { issuer, clientId, clientSecret, organizationId: home, held, redirectUri: REDIRECT_URI }
    const findings = async (changes: Partial<typeof asked>) =>
      (await installation.auth.oidc.check({ ...asked, ...changes })).map(({ field, isRight, text }) =>
        isRight ? `${field} right` : `${field}: ${text}`,
      )

    expect(await findings({})).toEqual(['issuer right', 'clientSecret right'])
    expect(await findings({ clientSecret: 'wrong' })).toEqual([
      'issuer right',
      expect.stringMatching(/^clientSecret: The provider refuses/),
    ])
    expect(await findings({ issuer: issuer.replace('127.0.0.1', 'localhost') })).toEqual([
      `issuer: The provider calls itself ${issuer}. Enter exactly that.`,
    ])
    expect(await findings({ issuer: `${issuer}/nothing` })).toEqual([expect.stringMatching(/status 404/)])
    expect(await findings({ issuer: 'https://10.0.0.1' })).toEqual([expect.stringMatching(/not public/)])
    expect(await findings({ issuer: 'http://127.0.0.1:9' })).toEqual([
      expect.stringMatching(/Nothing answers/),
    ])
  })

  it('tells its stored secret to its own issuer alone', async () => {
    const { id } = await aProvider()
    const { clientId } = provider
    const asked = { id, clientId, organizationId: home, held, redirectUri: REDIRECT_URI }

    const own = await installation.auth.oidc.check({ ...asked, issuer: provider.issuer })
    const other = await installation.auth.oidc.check({ ...asked, issuer: `${provider.issuer}/` })

    expect(own[1]).toMatchObject({ field: 'clientSecret', isRight: true })
    expect(other[1]).toMatchObject({ field: 'clientSecret', isRight: false })
    await expect(change(await aProvider(), { issuer: 'https://evil.example.com' })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'clientSecret',
    })
  })

  it('with another issuer knows nobody any more, and its sessions end', async () => {
    const made = await aProvider({ role: 'viewer', emailDomains: ['acme.test'] })
    const end = sessionOf(await browser().signIn(made.id, known(anAddress())))

    await change(made, { issuer: 'https://other.example.com', clientSecret: 'another' })

    expect(await linksOf(made.id)).toEqual([])
    expect(await installation.auth.readSession({ cookieHeader: cookieHeaderOf(end) })).toBeNull()
  })

  it.each(['switched off', 'removed'])('that is %s ends the sessions it vouched for', async (how) => {
    const made = await aProvider({ role: 'viewer', emailDomains: ['acme.test'] })
    const lee = browser()
    const end = sessionOf(await lee.signIn(made.id, known(anAddress())))
    const { userId: removedBy } = installation.admin.session

    if (how === 'removed') {
      await installation.auth.oidc.remove({ organizationId: home, id: made.id, removedBy, held })
    } else await change(made, { isEnabled: false })

    expect(await installation.auth.readSession({ cookieHeader: cookieHeaderOf(end) })).toBeNull()
    await expect(lee.goTo(made.id, 'anybody')).rejects.toMatchObject({ reason: 'OIDC_GONE' })
  })
})

describe('who comes for the first time', () => {
  it('becomes what the organization says, and is found by the provider’s id for them ever after', async () => {
    const { id } = await aProvider({ role: 'viewer', emailDomains: ['@ACME.test'] })
    const email = anAddress()
    const subject = known(email.toUpperCase())

    const first = sessionOf(await browser().signIn(id, subject))
    provider.people.set(subject, { email: 'somebody-else@other.test', isEmailVerified: true })
    const again = sessionOf(await browser().signIn(id, subject))

    expect(first.session).toMatchObject({ email, name: 'Lee Newcomer', role: 'viewer', organizationId: home })
    expect(again.session.userId).toBe(first.session.userId)
    expect(await audited()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'session.create', detail: { how: 'oidc', provider: id } }),
        expect.objectContaining({ action: 'provider.connect', userId: first.session.userId }),
        expect.objectContaining({ action: 'member.join', detail: { provider: id } }),
      ]),
    )
  })

  it('comes in with an invitation to their address, which is used up', async () => {
    const { id } = await aProvider()
    const email = anAddress()
    const { organizationId, userId: invitedBy } = installation.admin.session
    const invite = await installation.auth.createInvite({
      organizationId,
      invitedBy,
      email,
      name: 'Lee Invited',
      role: 'dispatcher',
      depotIds: null,
      held,
    })

    const { session } = sessionOf(await browser().signIn(id, known(email)))

    expect(session).toMatchObject({ email, name: 'Lee Invited', role: 'dispatcher' })
    await expect(
      installation.auth.acceptInvite({ ...aBrowser(), token: invite.token, password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'INVALID' })
  })

  it.each([
    { who: 'nobody invited', email: 'stranger@acme.test', settings: {} },
    {
      who: 'an address of another domain',
      email: 'stranger@other.test',
      settings: { role: 'viewer' as const, emailDomains: ['acme.test'] },
    },
    {
      who: 'a domain that ends alike',
      email: 'stranger@evil-acme.test',
      settings: { role: 'viewer' as const, emailDomains: ['acme.test'] },
    },
  ])('is not let in as $who', async ({ email, settings }) => {
    const { id } = await aProvider(settings)

    await expect(browser().signIn(id, known(email))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'OIDC_NO_ACCESS',
    })

    expect(await userWith(email)).toBeUndefined()
    expect((await audited())[0]).toMatchObject({
      action: 'session.create',
      result: 'refused',
      detail: { how: 'oidc', provider: id, why: 'OIDC_NO_ACCESS' },
    })
  })

  it.each([false, undefined])(
    'is not let in with an address that is verified: %s',
    async (isEmailVerified) => {
      const { id } = await aProvider({ role: 'viewer', emailDomains: ['acme.test'] })
      const email = anAddress()
      const subject = `sub-${randomUUID()}`
      provider.people.set(subject, { email, ...(isEmailVerified === undefined ? {} : { isEmailVerified }) })

      await expect(browser().signIn(id, subject)).rejects.toMatchObject({ reason: 'OIDC_EMAIL' })

      expect(await userWith(email)).toBeUndefined()
    },
  )

  it('takes no address whose owner another organization has invited', async () => {
    const { id } = await aProvider({ role: 'viewer', emailDomains: ['acme.test'] })
    const email = anAddress()
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const { userId: invitedBy } = installation.admin.session
    const invited = { organizationId: elsewhere, invitedBy, email, name: 'Boss', depotIds: null, held }
    await installation.auth.createInvite({ ...invited, role: 'admin' })

    await expect(browser().signIn(id, known(email))).rejects.toMatchObject({ reason: 'OIDC_NO_ACCESS' })

    expect(await userWith(email)).toBeUndefined()
  })
})

describe('an account that is there', () => {
  it('is not opened by its address: its owner signs in to it once, and from then on by the provider', async () => {
    const { id } = await aProvider()
    const person = await installation.person()
    const subject = known(person.email)
    const lee = browser()

    expect((await lee.signIn(id, subject)).kind).toBe('connect')
    expect(await linksOf(id)).toEqual([])
    expect(await installation.auth.oidc.pending(lee.origin)).toEqual({ kind: 'connect', provider: 'Staff' })
    const own = await signedIn(installation.auth, { ...lee.origin, email: person.email, password: PASSWORD })
    lee.keep(own.cookies)
    const begun = await installation.auth.oidc.connect({ ...lee.origin, session: own.session })
    const next = sessionOf(await browser().signIn(id, subject))

    expect(begun.session).toMatchObject({ userId: person.session.userId, providerId: id })
    expect(next.session.userId).toBe(person.session.userId)
    await expect(
      installation.auth.oidc.connect({ ...lee.origin, session: begun.session }),
    ).rejects.toMatchObject({ reason: 'OIDC_STATE' })
  })

  it('is not connected by who signs in to another one', async () => {
    const { id } = await aProvider()
    const [victim, attacker] = [await installation.person(), await installation.person()]
    const lee = browser()
    await lee.signIn(id, known(victim.email))

    await expect(
      installation.auth.oidc.connect({ ...lee.origin, session: attacker.session }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'OIDC_OTHER' })

    expect(await linksOf(id)).toEqual([])
  })

  it('of another organization is neither opened nor named by a provider that says its address', async () => {
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const { email } = await installation.person()
    const evil = await aProvider({}, elsewhere)

    const asVictim = browser().signIn(evil.id, known(email))
    const asNobody = browser().signIn(evil.id, known(anAddress()))
    const [one, other] = await Promise.allSettled([asVictim, asNobody])

    expect(one).toMatchObject({ status: 'rejected', reason: { reason: 'OIDC_NO_ACCESS' } })
    expect(other).toEqual(one)
    expect(await linksOf(evil.id)).toEqual([])
  })

  it('SEC-C03 that opens another organization too is the first one’s to open no more, by a link or by its provider', async () => {
    const { auth, admin } = installation
    const person = await installation.person()
    const own = await aProvider()
    const theirs = sessionOf(await browser().signIn(own.id, await connected(person, own)))
    const { userId } = person.session
    const issued = { organizationId: home, userId, issuedBy: admin.session.userId, held, isOperator: false }
    const { token } = await auth.createReset(issued)
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const other = await aProvider({ role: 'viewer', emailDomains: ['example.org'] }, elsewhere)

    await connected(person, other)
    const before = await auth.readSession({ cookieHeader: cookieHeaderOf(theirs) })

    expect(() => requireFresh(before!.session, new Date())).toThrow('')
    await expect(
      auth.resetPassword({ ...aBrowser(), token, password: 'nine brown otters' }),
    ).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
  })

  it('of another organization waits for its owner where newcomers are let in', async () => {
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const person = await installation.person()
    const { id } = await aProvider({ role: 'viewer', emailDomains: ['example.org'] }, elsewhere)
    const lee = browser()

    expect((await lee.signIn(id, known(person.email))).kind).toBe('connect')
    const own = await signedIn(installation.auth, { ...lee.origin, email: person.email, password: PASSWORD })
    lee.keep(own.cookies)
    const { session } = await installation.auth.oidc.connect({ ...lee.origin, session: own.session })

    expect(session).toMatchObject({
      userId: person.session.userId,
      organizationId: elsewhere,
      role: 'viewer',
    })
  })

  it('in several organizations is opened in the provider’s alone, and not changed', async () => {
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const person = await installation.person()
    const made = await aProvider()
    const subject = await connected(person, made)
    await makeMember(elsewhere, person.session.userId, 'admin')

    const { session } = sessionOf(await browser().signIn(made.id, subject))

    expect(session.organizationId).toBe(home)
    await expect(
      installation.auth.switchOrganization({ ...aBrowser(), session, organizationId: elsewhere }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'PROVIDER_BOUND' })
    expect(() => requireFresh(session, new Date())).toThrow(/Confirm/)
  })

  it('of an operator is no operator’s by the word of a provider', async () => {
    const made = await aProvider()
    const subject = await connected({ email: 'ada@example.org' }, made)

    const { session } = sessionOf(await browser().signIn(made.id, subject))

    expect(installation.admin.session.isOperator).toBe(true)
    expect(session).toMatchObject({ userId: installation.admin.session.userId, isOperator: false })
    expect(() => requireFresh(session, new Date())).toThrow(/Confirm/)
  })

  it('that is locked out stays so', async () => {
    const made = await aProvider()
    const person = await installation.person()
    const subject = await connected(person, made)
    const { userId: changedBy } = installation.admin.session
    const { userId } = person.session
    await installation.auth.setMemberDisabled({
      organizationId: home,
      userId,
      disabled: true,
      changedBy,
      held,
    })

    await expect(browser().signIn(made.id, subject)).rejects.toMatchObject({ reason: 'OIDC_NO_ACCESS' })
    // Nor by way of its address at another provider.
    const other = await aProvider({ role: 'viewer', emailDomains: ['example.org'] })
    await expect(browser().signIn(other.id, known(person.email))).rejects.toMatchObject({
      reason: 'OIDC_NO_ACCESS',
    })
  })

  it('SEC-A10: is asked for its second factor, whatever the provider says of its own', async () => {
    const made = await aProvider()
    const person = await installation.person()
    const subject = await connected(person, made)
    const { userId } = person.session
    await withIdentity(database.db, null, (trx) =>
      trx
        .insertInto('identity.totp')
        .values({ userId, secret: 'sealed', confirmedAt: new Date(), lastStep: 0 })
        .execute(),
    )
    await withIdentity(database.db, null, (trx) =>
      trx
        .insertInto('identity.recoveryCode')
        .values({ userId, hash: '0'.repeat(64) })
        .execute(),
    )
    const lee = browser()

    const end = await lee.signIn(made.id, subject)
    const pending = await installation.auth.oidc.pending(lee.origin)

    expect(end).toMatchObject({ kind: 'signed_in', answer: { kind: 'second_factor' } })
    expect(pending).toMatchObject({ kind: 'second_factor', methods: ['totp', 'recovery'] })
    expect(JSON.stringify(end.cookies)).not.toContain('cartage=')
  })
})

describe('what comes back from a provider', () => {
  let id: OidcProviderId
  beforeAll(async () => {
    id = (await aProvider({ name: 'Kept', role: 'viewer', emailDomains: ['acme.test'] })).id
  })

  it('counts once', async () => {
    const lee = browser()
    const query = await lee.goTo(id, known(anAddress()))
    const before = lee.origin.cookieHeader

    sessionOf(await lee.comeBack(query))
    const replayed = browser()
    replayed.keep([before])

    await expect(replayed.comeBack(query)).rejects.toMatchObject({ code: 'INVALID', reason: 'OIDC_STATE' })
  })

  it('counts in the browser that asked for it', async () => {
    const [victim, attacker] = [browser(), browser()]
    const query = await attacker.goTo(id, known(anAddress()))

    await expect(victim.comeBack(query)).rejects.toMatchObject({ reason: 'OIDC_STATE' })
    await victim.goTo(id, known(anAddress()))
    await expect(victim.comeBack(await attacker.goTo(id, known(anAddress())))).rejects.toMatchObject({
      reason: 'OIDC_STATE',
    })
  })

  it('counts for ten minutes', async () => {
    const lee = browser()
    const query = await lee.goTo(id, known(anAddress()))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1 })

    await expect(lee.comeBack(query)).rejects.toMatchObject({ reason: 'OIDC_STATE' })
  })

  it('does not count when the provider was set up otherwise meanwhile', async () => {
    const made = await aProvider({ role: 'viewer', emailDomains: ['acme.test'] })
    const lee = browser()
    const query = await lee.goTo(made.id, known(anAddress()))
    await change(made, { emailDomains: ['other.test'] })

    await expect(lee.comeBack(query)).rejects.toMatchObject({ reason: 'OIDC_STATE' })
  })

  it('does not count with an ID token that answers another question', async () => {
    const lee = browser()
    const query = await lee.goTo(id, known(anAddress()), { nonce: 'of-another-sign-in' })

    await expect(lee.comeBack(query)).rejects.toMatchObject({ reason: 'OIDC_ANSWER' })
  })

  it('does not count from another issuer, nor without one', async () => {
    const [lee, kim] = [browser(), browser()]
    const query = await lee.goTo(id, known(anAddress()))
    query.set('iss', 'https://evil.example.com')
    const silent = await kim.goTo(id, known(anAddress()))
    silent.delete('iss')

    await expect(lee.comeBack(query)).rejects.toMatchObject({ reason: 'OIDC_ANSWER' })
    await expect(kim.comeBack(silent)).rejects.toMatchObject({ reason: 'OIDC_ANSWER' })
  })

  it('does not count with the code of somebody else', async () => {
    const [victim, attacker] = [browser(), browser()]
    const stolen = await victim.goTo(id, known(anAddress()))
    const own = await attacker.goTo(id, known(anAddress()))
    own.set('code', stolen.get('code')!)

    await expect(attacker.comeBack(own)).rejects.toMatchObject({ reason: 'OIDC_ANSWER' })
  })

  it('does not count twice over in one answer', async () => {
    const lee = browser()
    const query = await lee.goTo(id, known(anAddress()))
    query.append('code', 'another')

    await expect(lee.comeBack(query)).rejects.toMatchObject({ reason: 'OIDC_ANSWER' })
  })

  it('can be that the person would rather not', async () => {
    const lee = browser()
    const query = await lee.goTo(id, known(anAddress()))
    query.delete('code')
    query.set('error', 'access_denied')
    query.set('error_description', '<b>planted</b>')

    const end = await lee.comeBack(query).catch((error: Error) => error)

    expect(end).toMatchObject({ reason: 'OIDC_DENIED' })
    expect(JSON.stringify(end)).not.toContain('planted')
  })

  it('leaves nothing in the database that would be of use', async () => {
    const lee = browser()
    const query = await lee.goTo(id, known(anAddress()))

    const { rows } = await sql<{ row: string }>`select t::text as row from identity.one_time_token t`.execute(
      database.db,
    )
    const stored = rows.map(({ row }) => row).join()

    expect(stored).toContain(id)
    expect(stored).not.toContain(query.get('state'))
    expect(stored).not.toContain(lee.origin.cookieHeader.split('=')[1])
  })

  it('SEC-E11: is nothing while the provider is down, and the password still works', async () => {
    const person = await installation.person()
    const [lee, kim] = [browser(), browser()]
    const query = await lee.goTo(id, known(anAddress()))
    const fresh = await aProvider()
    await provider.down()
    try {
      await expect(lee.comeBack(query)).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'OIDC_DOWN' })
      await expect(kim.goTo(fresh.id, 'anybody')).rejects.toMatchObject({ reason: 'OIDC_DOWN' })
      const { email } = person
      const own = await signedIn(installation.auth, { ...aBrowser(), email, password: PASSWORD })

      expect(own.session.userId).toBe(person.session.userId)
    } finally {
      await provider.up()
    }
  })
})

describe('a provider that is required', () => {
  it('takes the place of passwords, administrators’ aside, and ends the sessions they began', async () => {
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const person = await installation.person()
    await makeMember(elsewhere, person.session.userId)
    const admin = await installation.person('admin')
    const { organizationId, userId: invitedBy } = installation.admin.session
    const invite = { organizationId, invitedBy, name: 'Sam', depotIds: null, held }
    const { token } = await installation.auth.createInvite({ ...invite, email: anAddress(), role: 'viewer' })
    const made = await aProvider()
    const subject = await connected(person, made)
    const bound = sessionOf(await browser().signIn(made.id, subject))
    const required = await change(made, { isRequired: true })
    try {
      const alive = async (read: SessionRead) =>
        (await installation.auth.readSession({ cookieHeader: cookieHeaderOf(read) })) !== null
      const enter = ({ email }: { email: string }) =>
        signedIn(installation.auth, { ...aBrowser(), email, password: PASSWORD })

      expect([await alive(person), await alive(admin), await alive(bound)]).toEqual([false, true, true])
      expect((await enter(admin)).session.organizationId).toBe(home)
      // Their password opens what does not ask for the provider, and leads no further from there.
      const other = await enter(person)
      expect(other.session.organizationId).toBe(elsewhere)
      await expect(
        installation.auth.switchOrganization({ ...aBrowser(), session: other.session, organizationId: home }),
      ).rejects.toMatchObject({ reason: 'PROVIDER_REQUIRED' })
      await expect(
        installation.auth.acceptInvite({ ...aBrowser(), token, password: PASSWORD }),
      ).rejects.toMatchObject({ reason: 'PROVIDER_REQUIRED' })
    } finally {
      await change(required, { isRequired: false })
    }
  })

  it('is named to whoever has the right password, and lets them connect their account with it', async () => {
    const person = await installation.person()
    const { email } = person
    const made = await change(await aProvider({ name: 'Staff door' }), { isRequired: true })
    try {
      await expect(
        installation.auth.signIn({ ...aBrowser(), email, password: PASSWORD }),
      ).rejects.toMatchObject({ reason: 'PROVIDER_REQUIRED', message: expect.stringContaining('Staff door') })
      await expect(
        installation.auth.signIn({ ...aBrowser(), email, password: 'not the password' }),
      ).rejects.toMatchObject({ reason: 'SIGN_IN' })

      const subject = await connected(person, made)

      expect(sessionOf(await browser().signIn(made.id, subject)).session.userId).toBe(person.session.userId)
    } finally {
      await change(made, { isRequired: false })
    }
  })
})

describe('a forgotten password where a provider is required', () => {
  it('SEC-A08 is changed by its link, which says where to sign in; with it the account can be connected', async () => {
    const person = await installation.person()
    const { email } = person
    const { organizationId, userId: issuedBy } = installation.admin.session
    const reset = { organizationId, issuedBy, held, isOperator: true, userId: person.session.userId }
    const made = await change(await aProvider(), { isRequired: true })
    try {
      const { token } = await installation.auth.createReset(reset)
      const password = 'nine brown otters'

      const answer = await installation.auth.resetPassword({ ...aBrowser(), token, password })
      const subject = known(email)
      const lee = browser()
      await lee.signIn(made.id, subject)
      const own = await signedIn(installation.auth, { ...lee.origin, email, password })
      lee.keep(own.cookies)
      await installation.auth.oidc.connect({ ...lee.origin, session: own.session })

      expect(answer).toEqual({ kind: 'provider_required', provider: { id: made.id, name: 'Staff' } })
      expect(sessionOf(await browser().signIn(made.id, subject)).session.userId).toBe(person.session.userId)
      await expect(
        installation.auth.resetPassword({ ...aBrowser(), token, password: 'ten white geese' }),
      ).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
    } finally {
      await change(made, { isRequired: false })
    }
  })
})

describe('one’s own account', () => {
  const link = async (
    session: SessionRead['session'],
    lee: ProviderBrowser,
    { id }: OidcProvider,
    subject: string,
  ) => {
    const { url, cookies } = await installation.auth.oidc.startLink({
      session,
      providerId: id,
      redirectUri: REDIRECT_URI,
      next: '/settings/account',
    })
    lee.keep(cookies)
    return (await provider.follow(url, subject)).searchParams
  }

  it('is connected in its settings, whatever the address, and disconnected there', async () => {
    const made = await aProvider()
    const { session } = await installation.person()
    const subject = `sub-${randomUUID()}`
    const lee = browser()

    expect((await lee.comeBack(await link(session, lee, made, subject), session)).kind).toBe('linked')
    const own = sessionOf(await browser().signIn(made.id, subject))
    const connections = await installation.auth.oidc.connections(session)
    await installation.auth.oidc.unlink({ session, providerId: made.id })

    expect(own.session.userId).toBe(session.userId)
    expect(connections.find(({ id }) => id === made.id)?.since).toEqual(expect.any(String))
    expect(await linksOf(made.id)).toEqual([])
    expect(await installation.auth.readSession({ cookieHeader: cookieHeaderOf(own) })).toBeNull()
    expect((await audited())[0]).toMatchObject({ action: 'provider.disconnect', userId: session.userId })
  })

  it('is not connected once somebody else has signed in in the browser, nor to what is connected already', async () => {
    const made = await aProvider()
    const [one, other] = [await installation.person(), await installation.person()]
    const taken = await connected(other, made)
    const lee = browser()

    const query = await link(one.session, lee, made, `sub-${randomUUID()}`)
    await expect(lee.comeBack(query, other.session)).rejects.toMatchObject({ reason: 'OIDC_STATE' })
    await expect(lee.comeBack(await link(one.session, lee, made, taken), one.session)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'OIDC_TAKEN',
    })

    expect((await linksOf(made.id)).map(({ userId }) => userId)).toEqual([other.session.userId])
  })

  it('is not disconnected from its only way in, nor from a provider of another organization', async () => {
    const made = await aProvider({ role: 'viewer', emailDomains: ['acme.test'] })
    const { session } = sessionOf(await browser().signIn(made.id, known(anAddress())))
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const foreign = await aProvider({}, elsewhere)

    await expect(installation.auth.oidc.unlink({ session, providerId: made.id })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'ONLY_WAY_IN',
    })
    await expect(installation.auth.oidc.unlink({ session, providerId: foreign.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(link(session, browser(), foreign, 'anybody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a fresh proof for who has no password', () => {
  const MINUTE_MS = 60_000

  /** Somebody with nothing but the provider, who signed in eleven minutes ago. */
  async function aNewcomer() {
    const { id } = await aProvider({ role: 'viewer', emailDomains: ['acme.test'] })
    const subject = known(anAddress())
    const lee = browser()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 11 * MINUTE_MS })
    const { session } = sessionOf(await lee.signIn(id, subject))
    vi.useRealTimers()
    expect(() => requireFresh(session, new Date())).toThrow(/Confirm/)
    return { id, subject, lee, session }
  }

  it('SEC-A09 SEC-B05 is a new sign-in at the provider, after which the session goes on with a new token', async () => {
    const { id, subject, lee, session } = await aNewcomer()
    const before = lee.origin.cookieHeader
    const { url } = await installation.auth.oidc.startProof({
      session,
      redirectUri: REDIRECT_URI,
      next: '/confirmed',
    })

    const end = await lee.comeBack(await lee.goToProve(session, subject), session)
    const after = await lee.session()

    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' })
    expect(end).toMatchObject({ kind: 'proven', next: '/confirmed' })
    expect(after?.session).toMatchObject({ sessionId: session.sessionId, providerId: id })
    expect(() => requireFresh(after!.session, new Date())).not.toThrow()
    expect(await installation.auth.readSession({ cookieHeader: before })).toBeNull()
    expect((await audited())[0]).toMatchObject({
      action: 'session.reauthenticate',
      result: 'done',
      userId: session.userId,
      detail: { how: 'oidc', provider: id },
    })
  })

  it('SEC-A09 holds for ten minutes from when they signed in there, not from when they came back', async () => {
    const { subject, lee, session } = await aNewcomer()
    const shortlyBefore = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 20_000)
    provider.signedInAt(shortlyBefore)

    await lee.comeBack(await lee.goToProve(session, subject), session)

    expect((await lee.session())?.session.authenticatedAt).toEqual(shortlyBefore)
  })

  it('SEC-A09 is none from a provider that does not say when they signed in', async () => {
    const { id, subject, lee, session } = await aNewcomer()
    const query = await lee.goToProve(session, subject, { prompt: '', max_age: '' })

    await expect(lee.comeBack(query, session)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'OIDC_AUTH_TIME',
      next: '/confirmed',
    })

    expect((await lee.session())?.session.authenticatedAt).toEqual(session.authenticatedAt)
    expect((await audited())[0]).toMatchObject({
      action: 'session.reauthenticate',
      result: 'refused',
      userId: session.userId,
      detail: { how: 'oidc', provider: id, why: 'OIDC_AUTH_TIME' },
    })
  })

  it.each([
    ['before they were asked to', -MINUTE_MS],
    ['at a time that is yet to come', MINUTE_MS],
  ])('SEC-A09 is none when they signed in there %s', async (_, awayMs) => {
    const { subject, lee, session } = await aNewcomer()
    provider.signedInAt(new Date(Date.now() + awayMs))
    const query = await lee.goToProve(session, subject)

    await expect(lee.comeBack(query, session)).rejects.toMatchObject({ reason: 'OIDC_NOT_ANEW' })

    expect((await lee.session())?.session.authenticatedAt).toEqual(session.authenticatedAt)
  })

  it('SEC-A09 is none from somebody else at the provider, nor in another session', async () => {
    const { id, subject, lee, session } = await aNewcomer()
    const other = sessionOf(await browser().signIn(id, known(anAddress())))
    const otherSubject = (await linksOf(id)).find(({ userId }) => userId === other.session.userId)!.subject

    const stranger = lee.comeBack(await lee.goToProve(session, known(anAddress())), session)
    await expect(stranger).rejects.toMatchObject({ reason: 'OIDC_NOT_YOU' })
    const colleague = lee.comeBack(await lee.goToProve(session, otherSubject), session)
    await expect(colleague).rejects.toMatchObject({ reason: 'OIDC_NOT_YOU' })
    const elsewhere = sessionOf(await browser().signIn(id, subject)).session
    await expect(lee.comeBack(await lee.goToProve(session, subject), elsewhere)).rejects.toMatchObject({
      reason: 'OIDC_STATE',
    })
    await expect(lee.comeBack(await lee.goToProve(session, subject), null)).rejects.toMatchObject({
      reason: 'OIDC_STATE',
    })

    expect((await lee.session())?.session.authenticatedAt).toEqual(session.authenticatedAt)
  })

  it('SEC-A09 is not the provider’s to give for an account with a second factor, or one that opens more', async () => {
    const { lee, session } = await aNewcomer()
    const { userId } = session
    const prove = () => lee.goToProve(session, 'anybody')
    const offered = async () => (await installation.auth.factors.list(session)).provider

    expect(await offered()).toEqual({ name: 'Staff', isEnough: true })
    await makeMember(await aTenant(database.db, 'Elsewhere Ltd'), userId)
    expect(await offered()).toEqual({ name: 'Staff', isEnough: false })
    await expect(prove()).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'OIDC_BOUND' })
    await withIdentity(database.db, null, (trx) =>
      trx
        .insertInto('identity.totp')
        .values({ userId, secret: 'sealed', confirmedAt: new Date(), lastStep: 0 })
        .execute(),
    )
    expect(await offered()).toBeNull()
    await expect(prove()).rejects.toMatchObject({ code: 'PRECONDITION', reason: 'OIDC_NO_PROOF' })
    const { session: own } = await installation.person()
    await expect(lee.goToProve(own, 'anybody')).rejects.toMatchObject({ reason: 'OIDC_NO_PROOF' })
  })

  it('SEC-A09 is not to have shown nothing', async () => {
    const { session } = await aNewcomer()

    await expect(installation.auth.reauthenticate({ session, proof: {} })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'password',
    })
  })

  it('SEC-A09 is not a sign-in for which the provider asked nothing that day', async () => {
    const { id, subject } = await aNewcomer()
    provider.signedInAt(new Date(Date.now() - 11 * MINUTE_MS))

    const lee = browser()
    const { session } = sessionOf(await lee.comeBack(await lee.goTo(id, subject, { max_age: '3600' })))

    expect(() => requireFresh(session, new Date())).toThrow(/Confirm/)
  })
})

describe('the sign-in page', () => {
  it('offers what is switched on for an organization or a domain, and tells nothing of accounts', async () => {
    const elsewhere = await aTenant(database.db, 'Elsewhere Ltd')
    const domain = `${randomUUID()}.test`
    const { id, name } = await aProvider({ role: 'viewer', emailDomains: [domain] }, elsewhere)
    await aProvider({ isEnabled: false, emailDomains: [domain] }, elsewhere)
    const offered = (asked: { organizationId?: OrganizationId; domain?: string }) =>
      installation.auth.oidc.offered({ ...asked, remoteAddress: aBrowser().remoteAddress })

    expect(await offered({ organizationId: elsewhere })).toEqual([{ id, name }])
    expect(await offered({ domain: domain.toUpperCase() })).toEqual([{ id, name }])
    expect(await offered({ domain: 'nobody.test' })).toEqual([])
    expect(await offered({ organizationId: randomUUID() as OrganizationId })).toEqual([])
  })
})
