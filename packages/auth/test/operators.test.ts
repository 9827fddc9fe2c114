import { randomUUID } from 'node:crypto'
import { withIdentity } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import { aDepot, anOrder, insert } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { setOperator, type SessionRead } from '../src/index.ts'
import { aBrowser, anInstallation, cookieHeaderOf, type Installation, PASSWORD, signedIn } from './people.ts'

const database = useTestDatabase()
let installation: Installation
/** An operator, who is the administrator of their own organization. */
let operator: SessionRead

beforeAll(async () => {
  installation = await anInstallation(database.db)
  operator = installation.admin
})
afterEach(() => vi.useRealTimers())

const act = () => ({ session: operator.session })
const newId = () => randomUUID() as OrganizationId

interface Foreign {
  readonly id: OrganizationId
  readonly name: string
  readonly email: string
  /** Its administrator, signed in. */
  readonly admin: SessionRead
}

/** An organization that the operator has made, with its administrator and an order. */
async function aForeignOrganization(): Promise<Foreign> {
  const { auth } = installation
  const [id, name, email] = [newId(), `Quay ${randomUUID()}`, `${randomUUID()}@example.org`]
  const { token } = await auth.operators.create({ ...act(), id, name, admin: { name: 'Bo', email } })
  const admin = await auth.acceptInvite({ ...aBrowser(), token, password: PASSWORD })
  await withIdentity(database.db, id, async (trx) => {
    const depot = aDepot()
    await insert.depot(trx as never, id, depot)
    await insert.order(trx as never, id, anOrder({ depotId: depot.id }))
  })
  return { id, name, email, admin }
}

const auditOf = (id: OrganizationId): Promise<readonly string[]> =>
  withIdentity(database.db, id, async (trx) => {
    const rows = await trx
      .selectFrom('auditEvent')
      .select(['action', 'userId'])
      .where('action', 'not like', 'session.create')
      .orderBy('id')
      .execute()
    return rows.map(({ action, userId }) =>
      userId === operator.session.userId ? `${action} by the operator` : action,
    )
  })

const goThere = (id: OrganizationId, session = operator.session) =>
  installation.auth.switchOrganization({ ...aBrowser(), session, organizationId: id })

/** The operator in a session of its own, so that a test may use it up. */
const signInAgain = (): Promise<SessionRead> =>
  signedIn(installation.auth, { ...aBrowser(), email: 'ada@example.org', password: PASSWORD })

describe('an operator', () => {
  it('is the first administrator, and whoever the machine says', async () => {
    const { auth } = installation
    const other = await installation.person()

    const made = await setOperator(database.db, { email: other.email.toUpperCase(), isOperator: true })
    const again = await setOperator(database.db, { email: other.email, isOperator: true })
    const session = await signedIn(auth, { ...aBrowser(), email: other.email, password: PASSWORD })

    expect([made, again]).toEqual([true, false])
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(other) })).toBeNull()
    expect(session.session.isOperator).toBe(true)
    expect(await setOperator(database.db, { email: other.email, isOperator: false })).toBe(true)
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(session) })).toBeNull()
  })

  it('SEC-A08 is opened by no link that an administrator made before', async () => {
    const { auth } = installation
    const person = await installation.person()
    const { organizationId, userId: issuedBy, permissions: held } = operator.session
    const { userId } = person.session
    const { token } = await auth.createReset({ organizationId, userId, issuedBy, held, isOperator: false })

    await setOperator(database.db, { email: person.email, isOperator: true })
    const used = auth.resetPassword({ ...aBrowser(), token, password: 'nine brown otters' })

    await expect(used).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
    await setOperator(database.db, { email: person.email, isOperator: false })
  })

  it('stays, when there is no other', async () => {
    const last = setOperator(database.db, { email: 'ada@example.org', isOperator: false })

    await expect(last).rejects.toMatchObject({ code: 'PRECONDITION', reason: 'LAST_OPERATOR' })
    await expect(
      setOperator(database.db, { email: 'no@example.org', isOperator: true }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is asked for at each act, whatever a session says of itself', async () => {
    const { auth } = installation
    const { session } = await installation.person('admin')

    const list = auth.operators.list({ session: { ...session, isOperator: true }, offset: 0, limit: 10 })
    const plain = auth.operators.list({ session, offset: 0, limit: 10 })

    await expect(list).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(plain).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('makes an organization with the link of its first administrator, and no second one', async () => {
    const { auth } = installation
    const id = newId()
    const admin = { name: 'Bo', email: `${randomUUID()}@example.org` }
    const first = await auth.operators.create({ ...act(), id, name: 'Quay', admin })
    const before = await auth.operators.get({ ...act(), id })

    const again = await auth.operators.inviteFirstAdmin({
      ...act(),
      id,
      admin: { ...admin, email: `other-${admin.email}` },
    })
    const old = auth.acceptInvite({ ...aBrowser(), token: first.token, password: PASSWORD })
    await expect(old).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
    const joined = await auth.acceptInvite({ ...aBrowser(), token: again.token, password: PASSWORD })

    expect(joined.session).toMatchObject({ organizationId: id, role: 'admin', isOperator: false })
    expect(before).toMatchObject({ members: 0, hasAdmin: false, lastActiveAt: null, state: 'active' })
    await expect(auth.operators.inviteFirstAdmin({ ...act(), id, admin })).rejects.toMatchObject({
      reason: 'HAS_ADMIN',
    })
    await expect(auth.operators.create({ ...act(), id, name: 'Quay', admin })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('lists organizations with figures, found by name, a page at a time', async () => {
    const { auth } = installation
    const { name, id } = await aForeignOrganization()

    const found = await auth.operators.list({ ...act(), search: name.toUpperCase(), offset: 0, limit: 5 })
    const page = await auth.operators.list({ ...act(), offset: 0, limit: 1 })

    expect(found).toEqual([
      {
        id,
        name,
        version: 1,
        createdAt: expect.any(String),
        members: 1,
        orders: 1,
        lastActiveAt: expect.any(String),
        state: 'active',
        removeAt: null,
        hasAdmin: true,
        visitEndsAt: null,
      },
    ])
    expect(page).toHaveLength(2)
  })

  it('renames, disables and enables one, which is in its own audit log', async () => {
    const { auth } = installation
    const { id, admin, email } = await aForeignOrganization()

    const renamed = await auth.operators.rename({ ...act(), id, name: 'Pier', version: 1 })
    const stale = auth.operators.rename({ ...act(), id, name: 'Wharf', version: 1 })
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' })
    const disabled = await auth.operators.setDisabled({ ...act(), id, disabled: true })

    expect([renamed.name, disabled.state]).toEqual(['Pier', 'disabled'])
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(admin) })).toBeNull()
    const signIn = () => auth.signIn({ ...aBrowser(), email, password: PASSWORD })
    await expect(signIn()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await auth.operators.setDisabled({ ...act(), id, disabled: false })
    expect((await signIn()).kind).toBe('session')
    expect((await auditOf(id)).filter((line) => line.startsWith('organization'))).toEqual([
      'organization.create by the operator',
      'organization.rename by the operator',
      'organization.disable by the operator',
      'organization.enable by the operator',
    ])
  })

  it('does not lock themselves out of the organization they are signed in to', async () => {
    const { auth } = installation
    const own = { ...act(), id: operator.session.organizationId }

    await expect(auth.operators.setDisabled({ ...own, disabled: true })).rejects.toMatchObject({
      reason: 'OWN_ORGANIZATION',
    })
    await expect(auth.operators.remove({ ...own, name: 'Harbour Freight' })).rejects.toMatchObject({
      reason: 'OWN_ORGANIZATION',
    })
  })
})

describe('removing an organization', () => {
  it('takes its name, and can be taken back for two weeks', async () => {
    const { auth } = installation
    const { id, name } = await aForeignOrganization()

    await expect(auth.operators.remove({ ...act(), id, name: 'Quay' })).rejects.toMatchObject({
      code: 'INVALID',
      field: 'name',
    })
    const removing = await auth.operators.remove({ ...act(), id, name })
    await auth.removeDueOrganizations()
    const enable = auth.operators.setDisabled({ ...act(), id, disabled: false })
    await expect(enable).rejects.toMatchObject({ reason: 'REMOVING' })
    const kept = await auth.operators.keep({ ...act(), id })

    expect(removing.state).toBe('removing')
    expect(Date.parse(removing.removeAt!) - Date.now()).toBeGreaterThan(13 * 24 * 3_600_000)
    expect(kept).toMatchObject({ state: 'disabled', orders: 1, removeAt: null })
    await expect(auth.operators.keep({ ...act(), id })).rejects.toMatchObject({ reason: 'NOT_REMOVING' })
  })

  it('takes all that it owns and whoever was nowhere else, and nothing of another', async () => {
    const { auth } = installation
    const [gone, stays] = [await aForeignOrganization(), await aForeignOrganization()]
    const before = await auth.operators.get({ ...act(), id: stays.id })
    await auth.operators.remove({ ...act(), id: gone.id, name: gone.name })
    await sql`update identity.organization_removal set remove_at = now() where organization_id = ${gone.id}`.execute(
      database.db,
    )

    await auth.removeDueOrganizations()

    await expect(auth.operators.get({ ...act(), id: gone.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows: people } = await sql`select from identity."user" where email = ${gone.email}`.execute(
      database.db,
    )
    const left = await withIdentity(database.db, gone.id, (trx) =>
      sql`select from "order" union all select from depot union all select from audit_event`.execute(trx),
    )
    expect([people.length, left.rows.length]).toEqual([0, 0])
    expect(await auth.operators.get({ ...act(), id: stays.id })).toEqual(before)
  })

  it('SEC-F04 is no way for the server to empty the audit log of another', async () => {
    const { id, name } = await aForeignOrganization()
    await installation.auth.operators.remove({ ...act(), id, name })

    const remove = sql`select identity.remove_organization(${id})`.execute(database.db)

    await expect(remove).rejects.toThrow(/not due to be removed/)
  })
})

describe('an operator in an organization of others', () => {
  const visit = ({ id, admin }: Foreign, hours = 4) =>
    installation.auth.operators.grantVisit({
      session: { organizationId: id, userId: admin.session.userId },
      operatorId: operator.session.userId,
      reason: 'A fault',
      hours,
    })

  it('SEC-C03 finds nothing there unless an administrator lets them in, and then looks on', async () => {
    const foreign = await aForeignOrganization()
    const { session } = await signInAgain()

    await expect(goThere(foreign.id, session)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await visit(foreign)
    const visiting = await goThere(foreign.id, session)

    expect(visiting.session).toMatchObject({ organizationId: foreign.id, role: 'viewer', depotIds: null })
    expect([...visiting.session.permissions].filter((name) => !name.endsWith(':read'))).toEqual([])
    expect((await auditOf(foreign.id)).slice(-2)).toEqual([
      'operator.grant',
      'session.switch by the operator',
    ])
    expect((await installation.auth.listMembers(foreign.id)).map(({ name }) => name)).toEqual(['Bo'])
    expect(await installation.auth.operators.get({ ...act(), id: foreign.id })).toMatchObject({ members: 1 })
  })

  it('is out again when the time is over, without anybody doing anything', async () => {
    const { auth } = installation
    const foreign = await aForeignOrganization()
    await visit(foreign, 1)
    const visiting = await goThere(foreign.id, (await signInAgain()).session)
    const cookieHeader = cookieHeaderOf(visiting)
    const elsewhere = await signInAgain()
    vi.useFakeTimers({ toFake: ['Date'] })

    vi.setSystemTime(Date.now() + 59 * 60_000)
    expect(await auth.readSession({ cookieHeader })).not.toBeNull()
    vi.setSystemTime(Date.now() + 2 * 60_000)

    expect(await auth.readSession({ cookieHeader })).toBeNull()
    expect(await auth.isSessionAlive(visiting.session.sessionId, undefined)).toBe(false)
    const { session } = elsewhere
    await expect(goThere(foreign.id, session)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await auth.listOrganizations(session.userId)).map(({ id }) => id)).not.toContain(foreign.id)
    expect(await auth.operators.listFor(foreign.id)).toMatchObject([{ isMember: false, visit: null }])
  })

  it('is out at once when an administrator says so', async () => {
    const { auth } = installation
    const foreign = await aForeignOrganization()
    await visit(foreign)
    const visiting = await goThere(foreign.id, (await signInAgain()).session)
    const act_ = {
      session: { organizationId: foreign.id, userId: foreign.admin.session.userId },
      operatorId: operator.session.userId,
    }

    await auth.operators.withdrawVisit(act_)

    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(visiting) })).toBeNull()
    expect(await auditOf(foreign.id)).toContain('operator.withdraw')
    await expect(auth.operators.withdrawVisit(act_)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is written down as gone by whoever clears away', async () => {
    const foreign = await aForeignOrganization()
    await visit(foreign, 1)
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 5 * 3_600_000)

    // The first sign-in of an hour clears away what is over.
    await signInAgain()

    expect((await auditOf(foreign.id)).at(-1)).toBe('operator.end')
  })

  it('is nobody to let in who is no operator, or belongs there', async () => {
    const { auth } = installation
    const foreign = await aForeignOrganization()
    const somebody = await installation.person()
    const grant = (
      session: Pick<SessionRead['session'], 'organizationId' | 'userId'>,
      operatorId: typeof session.userId,
    ) => auth.operators.grantVisit({ session, operatorId, reason: 'A fault', hours: 1 })

    await expect(grant(foreign.admin.session, somebody.session.userId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(grant(operator.session, operator.session.userId)).rejects.toMatchObject({
      reason: 'IS_MEMBER',
    })
  })
})
