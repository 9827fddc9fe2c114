import { withIdentity } from '@cartage/db'
import { anId } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Permission, SessionRead } from '../src/index.ts'
import { permissionsOf } from '../src/index.ts'
import { anInstallation, cookieHeaderOf, type Installation } from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})
afterEach(() => vi.useRealTimers())

const DAY_MS = 86_400_000
const reads: readonly Permission[] = [
  'order:read',
  'fleet:read',
  'plan:read',
  'region:read',
  'organization:read',
]

const asAdmin = () => {
  const { organizationId, userId, permissions } = installation.admin.session
  return { organizationId, decidedBy: userId, held: permissions }
}
const advice = () => installation.auth.advice

/** Uses the permissions on each of the last days, and has been a member for as long. */
async function worksFor(days: number, person: SessionRead, used: readonly Permission[]): Promise<void> {
  const { userId, organizationId } = person.session
  const now = Date.now()
  await database.db
    .updateTable('identity.membership')
    .set({ createdAt: new Date(now - days * DAY_MS) })
    .where('userId', '=', userId)
    .execute()
  for (let ago = 0; ago < days; ago++) {
    vi.useFakeTimers({ toFake: ['Date'], now: now - ago * DAY_MS })
    for (const permission of used) advice().note({ organizationId, userId, permission })
  }
  vi.useRealTimers()
  await advice().flush()
}

const proposalFor = async (person: SessionRead) =>
  (await advice().list(person.session.organizationId)).proposals.find(
    ({ member }) => member.id === person.session.userId,
  )

async function aReader() {
  const person = await installation.person()
  await worksFor(100, person, [...reads, 'order:write'])
  const proposal = await proposalFor(person)
  const removed = proposal?.removed.map(({ permission }) => permission) ?? []
  return {
    person,
    proposal,
    decision: { ...asAdmin(), id: randomUUID(), userId: person.session.userId, removed },
  }
}

const accessOf = async ({ session }: SessionRead) =>
  (await installation.auth.listMembers(session.organizationId)).find(({ id }) => id === session.userId)!
const auditOf = (action: string, entityId: string) =>
  withIdentity(database.db, installation.admin.session.organizationId, (trx) =>
    trx
      .selectFrom('auditEvent')
      .select(['userId', 'detail'])
      .where('action', '=', action)
      .where('entityId', '=', entityId)
      .execute(),
  )

describe('the use of permissions', () => {
  it('is added up per member and day, and written at once', async () => {
    const { session } = await installation.person()
    const { organizationId, userId } = session
    const note = () => advice().note({ organizationId, userId, permission: 'plan:publish' })

    note()
    note()
    await advice().flush()
    note()
    await advice().flush()

    const rows = await database.db
      .selectFrom('identity.permissionUse')
      .select(['permission', 'count'])
      .where('userId', '=', userId)
      .execute()
    expect(rows).toEqual([{ permission: 'plan:publish', count: 3 }])
  })

  it('of somebody who is no member is left out, and the others’ stands', async () => {
    const { session } = await installation.person()
    const { organizationId, userId } = session
    const nobody = randomUUID() as typeof userId

    advice().note({ organizationId, userId: nobody, permission: 'plan:read' })
    advice().note({ organizationId, userId, permission: 'plan:read' })
    await advice().flush()

    const rows = await database.db
      .selectFrom('identity.permissionUse')
      .select('userId')
      .where('userId', 'in', [userId, nobody])
      .execute()
    expect(rows).toEqual([{ userId }])
  })
})

describe('a proposal', () => {
  it('names what a member did not use, and what stays', async () => {
    const { proposal } = await aReader()

    expect(proposal?.kept).toEqual(expect.arrayContaining([...reads, 'order:write']))
    expect(proposal?.removed).toEqual(
      (['fleet:write', 'plan:write', 'plan:publish', 'closure:write'] as const).map((permission) => ({
        permission,
        lastUsedDaysAgo: null,
      })),
    )
  })

  it('SEC-F04 SEC-B06 is applied by a role of just that, which ends their sessions, and taken back in one step', async () => {
    const { auth } = installation
    const { person, decision, proposal } = await aReader()

    await advice().apply(decision)
    await advice().apply(decision)

    const narrowed = await accessOf(person)
    const role = (await auth.listRoles(decision.organizationId)).find(({ id }) => id === narrowed.role)
    expect(role?.permissions).toEqual(proposal!.kept)
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(person) })).toBeNull()
    expect(await auditOf('advice.apply', decision.id)).toMatchObject([
      { userId: decision.decidedBy, detail: { member: person.session.userId, removed: decision.removed } },
    ])
    expect(await auditOf('member.setRole', person.session.userId)).toHaveLength(1)
    expect((await advice().list(decision.organizationId)).decided[0]).toMatchObject({
      id: decision.id,
      state: 'applied',
    })

    await advice().revert({ ...asAdmin(), id: decision.id })

    expect((await accessOf(person)).role).toBe('dispatcher')
    expect(await proposalFor(person)).toBeUndefined()
  })

  it('is not made again once it was dismissed', async () => {
    const { person, decision } = await aReader()

    await advice().dismiss(decision)

    expect((await accessOf(person)).role).toBe('dispatcher')
    expect(await proposalFor(person)).toBeUndefined()
    await expect(advice().revert({ ...asAdmin(), id: decision.id })).rejects.toMatchObject({
      code: 'PRECONDITION',
    })
  })

  it('is not applied where it is another by now', async () => {
    const { decision } = await aReader()

    await expect(advice().apply({ ...decision, removed: ['order:read'] })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'ADVICE_CHANGED',
    })
  })

  it('is not taken back over a role that somebody gave since', async () => {
    const { person, decision } = await aReader()
    await advice().apply(decision)
    const { organizationId, decidedBy: changedBy, held } = asAdmin()
    await installation.auth.setMemberRole({
      organizationId,
      userId: person.session.userId,
      role: 'viewer',
      depotIds: null,
      changedBy,
      held,
    })

    await expect(advice().revert({ ...asAdmin(), id: decision.id })).rejects.toMatchObject({
      reason: 'ROLE_CHANGED',
    })
  })

  it('SEC-C02 is applied by nobody who holds less than the member', async () => {
    const { decision } = await aReader()
    const less = new Set([...permissionsOf('viewer'), 'role:manage', 'member:manage'] as const)

    await expect(advice().apply({ ...decision, held: less })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'GRANT',
    })
  })

  it('never narrows the last administrator', async () => {
    await worksFor(100, installation.admin, reads)

    expect(await proposalFor(installation.admin)).toBeUndefined()
  })

  it('is unknown to another organization', async () => {
    const { person, decision } = await aReader()
    const elsewhere = { ...decision, organizationId: randomUUID() as typeof decision.organizationId }

    await expect(advice().apply(elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await accessOf(person)).role).toBe('dispatcher')
  })

  it('for three who use the same is a role, until there is such a role', async () => {
    const team = await Promise.all([installation.person(), installation.person(), installation.person()])
    const used: readonly Permission[] = ['order:read', 'order:write', 'fleet:read', 'fleet:write']
    for (const person of team) await worksFor(70, person, used)
    const ids = team.map(({ session }) => session.userId)
    const { organizationId, decidedBy, held } = asAdmin()
    const ofTeam = async () =>
      (await advice().list(organizationId)).templates.filter(({ members }) =>
        members.some(({ id }) => ids.includes(id)),
      )

    const [template] = await ofTeam()
    await installation.auth.createRole({
      organizationId,
      id: anId<'role'>(),
      name: 'Fleet desk',
      permissions: template!.permissions,
      createdBy: decidedBy,
      held,
    })

    expect(template!.permissions).toEqual(used)
    expect(template!.members.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(await ofTeam()).toEqual([])
  })
})
