import { createHash } from 'node:crypto'
import { withIdentity } from '@cartage/db'
import { aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Permission } from '../src/index.ts'
import { aBrowser, anInstallation, cookieHeaderOf, type Installation, PASSWORD, signedIn } from './people.ts'

const database = useTestDatabase()
let installation: Installation
const NEXT = 'nine brown otters'

beforeAll(async () => {
  installation = await anInstallation(database.db)
})
afterEach(() => {
  vi.useRealTimers()
})

type Person = Awaited<ReturnType<Installation['person']>>

function resetFor({ session: { userId } }: Pick<Person, 'session'>, held?: readonly Permission[]) {
  const { organizationId, userId: issuedBy, permissions } = installation.admin.session
  return installation.auth.createReset({
    organizationId,
    userId,
    issuedBy,
    held: held === undefined ? permissions : new Set(held),
    isOperator: false,
  })
}
const useReset = (token: string, password = NEXT) =>
  installation.auth.resetPassword({ ...aBrowser(), token, password })

/** Gives somebody a second factor. */
const enrol = ({ session: { userId } }: Person) =>
  withIdentity(database.db, null, (trx) =>
    trx
      .insertInto('identity.totp')
      .values({ userId, secret: 'sealed', confirmedAt: new Date(), lastStep: 0 })
      .execute(),
  )

describe('a link for a new password', () => {
  it('SEC-A08 works for one of twenty who use it at the same moment', async () => {
    const { token } = await resetFor(await installation.person())

    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => useReset(token)))

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('SEC-A08 is kept as a hash alone, and has at least 120 bits', async () => {
    const { token } = await resetFor(await installation.person())

    const rows = await withIdentity(database.db, null, (trx) =>
      trx.selectFrom('identity.oneTimeToken').selectAll().where('kind', '=', 'reset').execute(),
    )

    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows.map(({ id }) => id)).toContain(createHash('sha256').update(token).digest('hex'))
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(120)
  })

  it('SEC-A08 ends after an hour, and with the next one', async () => {
    const person = await installation.person()
    const first = await resetFor(person)
    const second = await resetFor(person)
    await expect(useReset(first.token)).rejects.toMatchObject({ code: 'INVALID', field: 'token' })

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 + 1 })

    await expect(useReset(second.token)).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
  })

  it('SEC-A04 outlives a password that is refused', async () => {
    const { token } = await resetFor(await installation.person())

    await expect(useReset(token, 'password1')).rejects.toMatchObject({
      reason: 'PASSWORD_COMMON',
      field: 'password',
    })

    expect((await useReset(token)).kind).toBe('session')
  })

  it('SEC-B06 ends every session of the person, and the old password with them', async () => {
    const person = await installation.person()
    const { token } = await resetFor(person)

    await useReset(token)

    expect(await installation.auth.readSession({ cookieHeader: cookieHeaderOf(person) })).toBeNull()
    const { email } = person
    await expect(
      installation.auth.signIn({ ...aBrowser(), email, password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(signedIn(installation.auth, { ...aBrowser(), email, password: NEXT })).resolves.toBeDefined()
  })

  it('SEC-A08 ends when the password is changed by whoever knows it', async () => {
    const person = await installation.person()
    const { token } = await resetFor(person)

    await installation.auth.changePassword({
      ...person.session,
      current: PASSWORD,
      next: 'seven grey herons',
    })

    await expect(useReset(token)).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
  })

  it('SEC-A10 does not skip the second factor', async () => {
    const person = await installation.person()
    await enrol(person)
    const { token } = await resetFor(person)

    const answer = await useReset(token)

    expect(answer).toMatchObject({ kind: 'second_factor', methods: ['totp'] })
    expect(answer).not.toHaveProperty('cookies')
  })

  it('SEC-A10 ends what the old password had begun', async () => {
    const person = await installation.person()
    await enrol(person)
    await installation.auth.signIn({ ...aBrowser(), email: person.email, password: PASSWORD })
    const { token } = await resetFor(person)

    await useReset(token)

    const left = await withIdentity(database.db, null, (trx) =>
      trx
        .selectFrom('identity.oneTimeToken')
        .select('id')
        .where('kind', '=', 'second_factor')
        .where((eb) => eb(eb.ref('payload', '->>').key('userId'), '=', person.session.userId))
        .execute(),
    )
    // The one that the reset itself answers with.
    expect(left).toHaveLength(1)
  })

  it('is made by nobody who may do less than its member', async () => {
    const admin = await installation.person('admin')

    await expect(resetFor(admin, ['member:manage'])).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'GRANT',
    })
  })

  it('is not made for an operator by somebody who is none', async () => {
    await expect(resetFor(installation.admin)).rejects.toMatchObject({ reason: 'RESET_OPERATOR' })
  })

  it('SEC-C03 is not made by one organization for an account that is in another too', async () => {
    const person = await installation.person()
    const earlier = await resetFor(person)
    const elsewhere = await aTenant(database.db)
    const { token } = await installation.auth.createInvite({
      organizationId: elsewhere,
      invitedBy: installation.admin.session.userId,
      held: installation.admin.session.permissions,
      email: person.email,
      name: 'Same Person',
      role: 'viewer',
      depotIds: null,
    })
    await installation.auth.joinOrganization({ ...aBrowser(), session: person.session, token })

    await expect(resetFor(person)).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'RESET_OPERATOR' })
    await expect(useReset(earlier.token)).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
  })

  it('does not let in a member who is locked out', async () => {
    const person = await installation.person()
    const { organizationId, userId: changedBy } = installation.admin.session
    await installation.auth.setMemberDisabled({
      organizationId,
      userId: person.session.userId,
      disabled: true,
      changedBy,
      held: installation.admin.session.permissions,
    })
    const { token } = await resetFor(person)

    await expect(useReset(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('a request for a link by mail', () => {
  it('finds the owner of the address, whatever its case', async () => {
    const { email } = await installation.person()

    const reset = await installation.auth.createOwnReset(email.toUpperCase())

    expect(reset).toMatchObject({ email })
  })

  it('finds nobody for an address without an account, or that of somebody locked out', async () => {
    const person = await installation.person()
    const { organizationId, userId: changedBy } = installation.admin.session
    const { userId } = person.session
    await installation.auth.setMemberDisabled({
      organizationId,
      userId,
      disabled: true,
      changedBy,
      held: installation.admin.session.permissions,
    })

    expect(await installation.auth.createOwnReset('nobody@example.org')).toBeNull()
    expect(await installation.auth.createOwnReset(person.email)).toBeNull()
  })

  it('SEC-A05 is limited per account, whether there is one or not, and per address', async () => {
    const { email } = await installation.person()
    const ask = (address: string, remoteAddress: string) =>
      installation.auth.limitResets({ email: address, remoteAddress }).then(
        () => 'fine',
        (error: { code: string }) => error.code,
      )
    const some: string[] = []
    const none: string[] = []
    const many: string[] = []

    for (let count = 0; count < 4; count++) {
      some.push(await ask(email, `198.51.100.${count}`))
      none.push(await ask('nobody2@example.org', `198.51.101.${count}`))
    }
    for (let count = 0; count < 11; count++) {
      many.push(await ask(`a${count}@example.org`, '203.0.113.9'))
    }

    expect(some).toEqual(['fine', 'fine', 'fine', 'LIMIT_REACHED'])
    expect(none).toEqual(some)
    expect(many).toEqual([...Array.from({ length: 10 }, () => 'fine'), 'LIMIT_REACHED'])
  })
})
