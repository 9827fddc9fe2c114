import { withIdentity } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import { anId } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '../src/index.ts'
import { aBrowser, anInstallation, cookieHeaderOf, type Installation, PASSWORD } from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})

const names = { made: 0 }

/** Makes a role as the administrator, or as somebody who holds no more than this. */
function aRole(permissions: readonly Permission[], held?: readonly Permission[]) {
  const { organizationId, userId, permissions: all } = installation.admin.session
  return installation.auth.createRole({
    organizationId,
    id: anId<'role'>(),
    name: `Desk ${++names.made}`,
    permissions,
    createdBy: userId,
    held: held === undefined ? all : new Set(held),
  })
}

const asAdmin = () => {
  const { organizationId, userId, permissions: held } = installation.admin.session
  return { organizationId, held, changedBy: userId, removedBy: userId }
}

/** Somebody new who has the role, signed in after they got it. */
async function aMemberWith(role: Awaited<ReturnType<typeof aRole>>) {
  const person = await installation.person()
  const userId: UserId = person.session.userId
  await installation.auth.setMemberRole({ ...asAdmin(), userId, role: role.id, depotIds: null })
  const again = await installation.auth.signIn({ ...aBrowser(), email: person.email, password: PASSWORD })
  if (again.kind !== 'session') throw new Error('Expected a session.')
  return { ...again, cookieHeader: cookieHeaderOf(again) }
}

const auditOf = (entityId: string) =>
  withIdentity(database.db, installation.admin.session.organizationId, (trx) =>
    trx
      .selectFrom('auditEvent')
      .select(['action', 'before', 'after', 'userId'])
      .where('entityId', '=', entityId)
      .orderBy('id')
      .execute(),
  )

describe('a role of an organization', () => {
  it('lets its members do what it holds, and nothing else', async () => {
    const member = await aMemberWith(await aRole(['order:read', 'plan:read']))

    expect([...member.session.permissions]).toEqual(['order:read', 'plan:read'])
  })

  it('holds no more than its maker does', async () => {
    await expect(aRole(['order:read', 'key:manage'], ['role:manage', 'order:read'])).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'GRANT',
      message: expect.stringContaining('key:manage') as string,
    })
  })

  it('is not changed or removed by somebody who holds less than it', async () => {
    const role = await aRole(['order:read', 'key:manage'])
    const less = { ...asAdmin(), id: role.id, held: new Set<Permission>(['role:manage', 'order:read']) }

    await expect(
      installation.auth.updateRole({ ...less, version: 1, name: 'Less', permissions: ['order:read'] }),
    ).rejects.toMatchObject({ reason: 'GRANT' })
    await expect(installation.auth.removeRole(less)).rejects.toMatchObject({ reason: 'GRANT' })
  })

  it('SEC-B06 ends the sessions of its members when it changes', async () => {
    const { auth } = installation
    const role = await aRole(['order:read', 'order:write'])
    const member = await aMemberWith(role)
    const bystander = await installation.person()

    await auth.updateRole({
      ...asAdmin(),
      id: role.id,
      version: 1,
      name: 'Less',
      permissions: ['order:read'],
    })

    expect(await auth.readSession({ cookieHeader: member.cookieHeader })).toBeNull()
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(bystander) })).not.toBeNull()
  })

  it('keeps the sessions of its members when only its name changes', async () => {
    const { auth } = installation
    const role = await aRole(['order:read'])
    const member = await aMemberWith(role)

    await auth.updateRole({
      ...asAdmin(),
      id: role.id,
      version: 1,
      name: 'Other name',
      permissions: ['order:read'],
    })

    const read = await auth.readSession({ cookieHeader: member.cookieHeader })
    expect(read?.session.roleName).toBe('Other name')
  })

  it('SEC-C13 is not changed over a change that came first', async () => {
    const role = await aRole(['order:read'])
    const change = (name: string) =>
      installation.auth.updateRole({
        ...asAdmin(),
        id: role.id,
        version: 1,
        name,
        permissions: ['order:read'],
      })

    const tries = await Promise.allSettled([change('First hand'), change('Second hand')])

    const refused = tries.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'CONFLICT', reason: 'VERSION' })
  })

  it('is not removed while members or invited people have it, and says who', async () => {
    const { auth, admin } = installation
    const role = await aRole(['order:read'])
    const { session } = await aMemberWith(role)
    await auth.createInvite({
      organizationId: admin.session.organizationId,
      invitedBy: admin.session.userId,
      held: admin.session.permissions,
      email: 'soon@example.org',
      name: 'Sam Soon',
      role: role.id,
      depotIds: null,
    })

    await expect(auth.removeRole({ ...asAdmin(), id: role.id })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'ROLE_IN_USE',
      message: expect.stringContaining(`${session.name}, Sam Soon (invited)`) as string,
    })
  })

  it('goes when nobody has it', async () => {
    const { auth, admin } = installation
    const role = await aRole(['order:read'])

    await auth.removeRole({ ...asAdmin(), id: role.id })

    const left = await auth.listRoles(admin.session.organizationId)
    expect(left.map(({ id }) => id)).not.toContain(role.id)
  })

  it.each(['Admin', 'administrator', 'DRIVER'])('is not called %s', async (name) => {
    const { organizationId, held, changedBy } = asAdmin()

    await expect(
      installation.auth.createRole({
        organizationId,
        held,
        createdBy: changedBy,
        id: anId<'role'>(),
        name,
        permissions: ['order:read'],
      }),
    ).rejects.toMatchObject({ code: 'INVALID', field: 'name' })
  })

  it('is made once, however often the same request comes', async () => {
    const { organizationId, held, changedBy: createdBy } = asAdmin()
    const input = { organizationId, held, createdBy, id: anId<'role'>(), name: 'Twice' }
    const first = await installation.auth.createRole({ ...input, permissions: ['order:read'] })

    const again = await installation.auth.createRole({ ...input, permissions: ['order:read'] })

    expect(again).toEqual(first)
    await expect(
      installation.auth.createRole({ ...input, permissions: ['order:read', 'plan:read'] }),
    ).rejects.toMatchObject({ code: 'CONFLICT', reason: 'ID_USED' })
  })

  it('SEC-F04 is in the audit log with what it was and became', async () => {
    const role = await aRole(['order:read'])
    const changed = { name: `${role.name} b`, permissions: ['order:read' as const, 'plan:read' as const] }
    await installation.auth.updateRole({ ...asAdmin(), id: role.id, version: 1, ...changed })
    await installation.auth.removeRole({ ...asAdmin(), id: role.id })

    const first = { name: role.name, permissions: ['order:read'] }
    const { userId } = installation.admin.session
    expect(await auditOf(role.id)).toEqual([
      { action: 'role.create', before: null, after: first, userId },
      { action: 'role.update', before: first, after: changed, userId },
      { action: 'role.remove', before: changed, after: null, userId },
    ])
  })

  it('SEC-C03 of another organization is not there', async () => {
    const role = await aRole(['order:read'])
    const elsewhere = { ...asAdmin(), organizationId: anId<'organization'>(), id: role.id }

    await expect(installation.auth.removeRole(elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
