import { randomUUID } from 'node:crypto'
import { withTenant } from '@cartage/db'
import { aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { aBrowser, anInstallation, type Installation, PASSWORD } from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})
afterEach(() => {
  vi.useRealTimers()
})

const invite = async (email: string) => {
  const { organizationId, userId } = installation.admin.session
  return installation.auth.createInvite({
    organizationId,
    invitedBy: userId,
    email,
    name: 'New Person',
    role: 'viewer',
    depotIds: null,
    held: installation.admin.session.permissions,
  })
}

describe('an invitation', () => {
  it('SEC-A08 works for one of twenty who use it at the same moment', async () => {
    const { auth } = installation
    const { token } = await invite('twenty@example.org')

    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => auth.acceptInvite({ ...aBrowser(), token, password: PASSWORD })),
    )

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('SEC-A08 ends after 72 h, and with the next one to the same person', async () => {
    const { auth } = installation
    const first = await invite('Slow@example.org')
    const second = await invite('slow@example.org')
    const accept = (token: string) => auth.acceptInvite({ ...aBrowser(), token, password: PASSWORD })
    await expect(accept(first.token)).rejects.toMatchObject({ code: 'INVALID', field: 'token' })

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 72 * 3_600_000 + 1 })

    await expect(accept(second.token)).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
  })

  it('SEC-F04 is listed while it is open, without its link, and works no more once it is withdrawn', async () => {
    const { auth, admin } = installation
    const { organizationId, userId: withdrawnBy } = admin.session
    const { token } = await invite('withdrawn@example.org')
    const openFor = async (email: string) =>
      (await auth.listOpenInvites(organizationId)).filter((open) => open.email === email)
    const [listed] = await openFor('withdrawn@example.org')
    const withdrawing = { organizationId, id: listed!.id, withdrawnBy }

    await auth.withdrawInvite(withdrawing)

    expect(listed).toMatchObject({ name: 'New Person', role: 'viewer', depotIds: null })
    expect(JSON.stringify(listed)).not.toContain(token)
    expect(await openFor('withdrawn@example.org')).toEqual([])
    await expect(auth.acceptInvite({ ...aBrowser(), token, password: PASSWORD })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'token',
    })
    await expect(auth.withdrawInvite(withdrawing)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const recorded = await withTenant(database.db, organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select(['action', 'userId'])
        .where('entityId', '=', listed!.id)
        .orderBy('id')
        .execute(),
    )
    expect(recorded.map(({ action }) => action).toSorted()).toEqual([
      'member.invite',
      'member.withdrawInvite',
    ])
  })

  it('outlives a password that is refused', async () => {
    const { auth } = installation
    const { token } = await invite('picky@example.org')

    await expect(auth.acceptInvite({ ...aBrowser(), token, password: 'short' })).rejects.toMatchObject({
      reason: 'PASSWORD_LENGTH',
    })

    const { session } = await auth.acceptInvite({ ...aBrowser(), token, password: PASSWORD })
    expect(session).toMatchObject({ email: 'picky@example.org', role: 'viewer' })
  })

  it('is refused for somebody who has an account', async () => {
    const { email } = await installation.person()

    await expect(invite(email)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'HAS_ACCOUNT' })
  })
})

describe('the members of an organization', () => {
  it('are listed by name with their role, and nobody of another organization is', async () => {
    const { auth, admin } = installation
    const { session } = await installation.person('dispatcher')
    const elsewhere = await aTenant(database.db)

    const members = await auth.listMembers(admin.session.organizationId)

    expect(members.find(({ id }) => id === session.userId)).toMatchObject({
      email: session.email,
      role: 'dispatcher',
      isDisabled: false,
      lastSeenAt: expect.any(String) as string,
    })
    expect(members.map(({ name }) => name)).toEqual(members.map(({ name }) => name).toSorted())
    expect(await auth.listMembers(elsewhere)).toEqual([])
  })

  it('keep their last administrator', async () => {
    const { auth, admin } = installation
    const { organizationId, userId, permissions: held } = admin.session
    const lastAdmin = { code: 'PRECONDITION', reason: 'LAST_ADMIN' }

    const demote = auth.setMemberRole({
      organizationId,
      userId,
      role: 'viewer',
      depotIds: null,
      held,
      changedBy: userId,
    })
    await expect(demote).rejects.toMatchObject(lastAdmin)
    const disable = auth.setMemberDisabled({
      organizationId,
      userId,
      disabled: true,
      changedBy: userId,
      held: installation.admin.session.permissions,
    })
    await expect(disable).rejects.toMatchObject(lastAdmin)
  })

  it('are locked out by nobody who may do less', async () => {
    const { auth, admin } = installation
    const { organizationId, userId: changedBy } = admin.session
    const { session } = await installation.person('dispatcher')

    const disable = auth.setMemberDisabled({
      organizationId,
      userId: session.userId,
      disabled: true,
      changedBy,
      held: new Set(['member:manage']),
    })

    await expect(disable).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'GRANT' })
  })

  it('keep an administrator when two remove each other at the same moment', async () => {
    const { auth, admin } = installation
    const { organizationId, userId, permissions: held } = admin.session
    const second = await installation.person('admin')
    const demote = (who: typeof userId, by: typeof userId) =>
      auth.setMemberRole({ organizationId, userId: who, role: 'viewer', depotIds: null, held, changedBy: by })

    const outcomes = await Promise.allSettled([
      demote(userId, second.session.userId),
      demote(second.session.userId, userId),
    ])

    const members = await auth.listMembers(organizationId)
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(members.filter(({ role }) => role === 'admin')).toHaveLength(1)
  })

  it('SEC-C03 of another organization do not exist', async () => {
    const { auth, admin } = installation
    const elsewhere = await aTenant(database.db)

    const change = auth.setMemberRole({
      organizationId: elsewhere,
      userId: admin.session.userId,
      role: 'viewer',
      depotIds: null,
      held: admin.session.permissions,
      changedBy: randomUUID() as never,
    })

    await expect(change).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
