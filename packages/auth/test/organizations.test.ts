import { randomUUID } from 'node:crypto'
import { withIdentity } from '@cartage/db'
import type { DepotId, OrganizationId, RoleId } from '@cartage/domain'
import { aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SessionRead } from '../src/index.ts'
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
afterEach(() => {
  vi.useRealTimers()
})

const aRole = async (organizationId: OrganizationId, permissions: string[]): Promise<RoleId> => {
  const id = randomUUID() as RoleId
  await withIdentity(database.db, organizationId, (trx) =>
    trx
      .insertInto('identity.role')
      .values({ organizationId, id, name: `Role ${id}`, permissions })
      .execute(),
  )
  return id
}

const aDepot = async (organizationId: OrganizationId): Promise<DepotId> => {
  const id = randomUUID() as DepotId
  const place = { address: '', lon: 11.9, lat: 57.7, zone: 'Europe/Stockholm', region: 'x' }
  const depot = { organizationId, id, name: id, ...place }
  await withIdentity(database.db, organizationId, (trx) => trx.insertInto('depot').values(depot).execute())
  return id
}

/** An invitation from another organization to somebody who has an account. */
const invitedElsewhere = async (email: string) => {
  const organizationId = await aTenant(database.db, 'Elsewhere Ltd')
  const { token } = await installation.auth.createInvite({
    organizationId,
    invitedBy: installation.admin.session.userId,
    held: installation.admin.session.permissions,
    email,
    name: 'Person',
    role: 'viewer',
    depotIds: null,
  })
  return { organizationId, token }
}

describe('somebody in several organizations', () => {
  it('joins with an invitation that is theirs, once, and nobody else does', async () => {
    const { auth } = installation
    const [person, other] = await Promise.all([installation.person(), installation.person()])
    const { organizationId, token } = await invitedElsewhere(person.email)

    await expect(
      auth.joinOrganization({ ...aBrowser(), session: other.session, token }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'INVITE_OTHER' })
    expect(await auth.joinOrganization({ ...aBrowser(), session: person.session, token })).toBe(
      organizationId,
    )
    await expect(
      auth.joinOrganization({ ...aBrowser(), session: person.session, token }),
    ).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
    expect((await auth.listOrganizations(person.session.userId)).map(({ name }) => name)).toEqual([
      'Elsewhere Ltd',
      'Harbour Freight',
    ])
  })

  it('SEC-B05 goes on in another with a new token and the rights of there, no longer than before', async () => {
    const { auth } = installation
    const person = await installation.person()
    const { organizationId, token } = await invitedElsewhere(person.email)
    await auth.joinOrganization({ ...aBrowser(), session: person.session, token })
    const endOf = async (sessionId: string) =>
      (
        await database.db
          .selectFrom('identity.session')
          .select('absoluteExpiresAt')
          .where('publicId', '=', sessionId)
          .executeTakeFirstOrThrow()
      ).absoluteExpiresAt
    const end = await endOf(person.session.sessionId)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })

    const switched = await auth.switchOrganization({
      ...aBrowser(cookieHeaderOf(person)),
      session: person.session,
      organizationId,
    })

    expect(switched.session).toMatchObject({ organizationId, role: 'viewer' })
    expect(cookieNamed('cartage', switched)).not.toBe(cookieNamed('cartage', person))
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(person) })).toBeNull()
    expect((await endOf(switched.session.sessionId)).getTime()).toBe(end.getTime())
  })

  it('SEC-C03 does not find an organization that they do not belong to, or that locked them out', async () => {
    const { auth } = installation
    const person = await installation.person()
    const { organizationId, token } = await invitedElsewhere(person.email)
    const change = () => auth.switchOrganization({ ...aBrowser(), session: person.session, organizationId })

    await expect(change()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await auth.joinOrganization({ ...aBrowser(), session: person.session, token })
    const { userId } = person.session
    await auth.setMemberDisabled({
      organizationId,
      userId,
      disabled: true,
      changedBy: userId,
      held: installation.admin.session.permissions,
    })

    await expect(change()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(person) })).not.toBeNull()
  })

  it('comes in from the addresses alone that the organization allows', async () => {
    const { auth } = installation
    const person = await installation.person()
    const { organizationId, token } = await invitedElsewhere(person.email)
    await auth.joinOrganization({ ...aBrowser(), session: person.session, token })
    await database.db
      .insertInto('identity.accessPolicy')
      .values({ organizationId, allowedAddresses: ['198.51.100.0/24'] })
      .execute()
    const from = (remoteAddress: string) =>
      auth.switchOrganization({ ...aBrowser(), remoteAddress, session: person.session, organizationId })

    await expect(from('203.0.113.7')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const cookieHeader = cookieHeaderOf(await from('198.51.100.7'))

    expect(await auth.readSession({ cookieHeader, remoteAddress: '203.0.113.7' })).toBeNull()
    expect(await auth.readSession({ cookieHeader, remoteAddress: '198.51.100.8' })).not.toBeNull()
  })
})

describe('a role that an organization made', () => {
  it('gives what it names, as far as this release knows it', async () => {
    const { auth, admin } = installation
    const { organizationId, userId: changedBy, permissions: held } = admin.session
    const role = await aRole(organizationId, ['order:read', 'plan:read', 'moon:land'])
    const { session, email } = await installation.person()

    await auth.setMemberRole({
      organizationId,
      userId: session.userId,
      role,
      depotIds: null,
      changedBy,
      held,
    })

    const { session: now } = await signedIn(auth, { ...aBrowser(), email, password: PASSWORD })
    expect([...now.permissions].toSorted()).toEqual(['order:read', 'plan:read'])
    expect(now.roleName).toBe(`Role ${role}`)
  })

  it('is given by nobody who does not hold all of it, nor taken from somebody who holds more', async () => {
    const { auth, admin } = installation
    const { organizationId } = admin.session
    const manager = await aRole(organizationId, ['member:manage', 'order:read'])
    const strong = await aRole(organizationId, ['order:write'])
    const person = await installation.person('viewer')
    const held = new Set(['member:manage', 'order:read'] as const)
    const by = { organizationId, depotIds: null, changedBy: person.session.userId, held }

    const grant = { code: 'FORBIDDEN', reason: 'GRANT' }
    const { userId } = person.session
    await expect(auth.setMemberRole({ ...by, userId, role: strong })).rejects.toMatchObject(grant)
    await expect(auth.setMemberRole({ ...by, userId, role: 'admin' })).rejects.toMatchObject(grant)
    await expect(
      auth.setMemberRole({ ...by, userId: admin.session.userId, role: manager }),
    ).rejects.toMatchObject(grant)
  })

  it('SEC-C03 of another organization does not exist', async () => {
    const { auth, admin } = installation
    const { organizationId, userId: changedBy, permissions: held } = admin.session
    const role = await aRole(await aTenant(database.db), ['order:read'])
    const { session } = await installation.person()

    const change = auth.setMemberRole({
      organizationId,
      userId: session.userId,
      role,
      depotIds: null,
      changedBy,
      held,
    })

    await expect(change).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a limit to depots', () => {
  it('comes with the session, and is for no one who could lift it', async () => {
    const { auth, admin } = installation
    const { organizationId, userId: changedBy, permissions: held } = admin.session
    const depotId = await aDepot(organizationId)
    const { session, email } = await installation.person()
    const limit = (role: 'admin' | 'dispatcher', depotIds: DepotId[]) =>
      auth.setMemberRole({ organizationId, userId: session.userId, role, depotIds, changedBy, held })

    await expect(limit('admin', [depotId])).rejects.toMatchObject({ code: 'INVALID', field: 'depotIds' })
    await expect(limit('dispatcher', [])).rejects.toMatchObject({ code: 'INVALID', field: 'depotIds' })
    await expect(limit('dispatcher', [randomUUID() as DepotId])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await limit('dispatcher', [depotId])).depotIds).toEqual([depotId])

    const again = await signedIn(auth, { ...aBrowser(), email, password: PASSWORD })
    expect(again.session.depotIds).toEqual([depotId])
  })
})

describe('a driver', () => {
  it('SEC-B04 stays signed in for 14 days without use and 90 in all, under a cookie of its own', async () => {
    const { auth } = installation
    const driver = await installation.person('driver')
    const read = () => auth.readSession({ cookieHeader: cookieHeaderOf(driver) })
    const move = (days: number) =>
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 24 * 3_600_000 })
    expect(driver.cookies.find((cookie) => cookie.startsWith('cartage-driver='))).toMatch(/Max-Age=1209600;/)

    for (let days = 0; days < 80; days += 10) {
      move(10)
      expect(await read()).not.toBeNull()
    }
    move(10)

    expect(await read()).toBeNull()
  })

  it('SEC-B09 has a token that is none under the cookie of the console', async () => {
    const { auth } = installation
    const driver = await installation.person('driver')
    const token = cookieNamed('cartage-driver', driver)

    expect(await auth.readSession({ cookieHeader: `cartage=${token}` })).toBeNull()
    expect(await auth.readSession({ cookieHeader: `cartage-driver=${token}` })).not.toBeNull()
  })
})

describe('a second factor', () => {
  it('is asked for by a ticket, and no session begins before it', async () => {
    const { auth } = installation
    const { session, email } = await installation.person()
    await database.db
      .insertInto('identity.totp')
      .values({ userId: session.userId, secret: 'sealed', confirmedAt: new Date() })
      .execute()

    const answer = await auth.signIn({ ...aBrowser(), email, password: PASSWORD })

    expect(answer).toMatchObject({ kind: 'second_factor', methods: ['totp'] })
    expect(await auth.listSessions(session.userId)).toHaveLength(1)
  })

  it('is what a session lacks in an organization that requires it', async () => {
    const { auth } = installation
    const person = await installation.person()
    const { organizationId, token } = await invitedElsewhere(person.email)
    await auth.joinOrganization({ ...aBrowser(), session: person.session, token })
    await database.db
      .insertInto('identity.accessPolicy')
      .values({ organizationId, requiresSecondFactor: true })
      .execute()

    const { session } = await auth.switchOrganization({
      ...aBrowser(),
      session: person.session,
      organizationId,
    })

    expect(person.session.lacks).toBeNull()
    expect(session.lacks).toBe('enrolment')
  })
})

describe('a fresh proof', () => {
  it('SEC-A09 is given with the password, and not with a wrong one', async () => {
    const { auth } = installation
    const person = await installation.person()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    const { session } = (await auth.readSession({ cookieHeader: cookieHeaderOf(person) }))!
    const authenticatedAt = async (of: Pick<SessionRead, 'cookies'>) =>
      (await auth.readSession({ cookieHeader: cookieHeaderOf(of) }))!.session.authenticatedAt.getTime()

    await expect(auth.reauthenticate({ session, proof: { password: 'wrong' } })).rejects.toMatchObject({
      field: 'password',
    })
    expect(await authenticatedAt(person)).toBeLessThan(Date.now() - 3_000_000)
    const renewed = await auth.reauthenticate({ session, proof: { password: PASSWORD } })

    expect(await authenticatedAt(renewed)).toBe(Date.now())
  })
})
