import { openDatabase, withIdentity } from '@cartage/db'
import { aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { aBrowser, anInstallation, cookieHeaderOf, type Installation, PASSWORD, signedIn } from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})

type Person = Awaited<ReturnType<Installation['person']>>

const isAlive = async (read: Parameters<typeof cookieHeaderOf>[0]): Promise<boolean> =>
  (await installation.auth.readSession({ cookieHeader: cookieHeaderOf(read) })) !== null

describe('the sessions of a person', () => {
  it('are listed with device and address, and without anything secret', async () => {
    const { email } = await installation.person()
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
    const origin = { cookieHeader: undefined, remoteAddress: '198.51.100.7', userAgent }
    const { session } = await signedIn(installation.auth, { ...origin, email, password: PASSWORD })

    const listed = await installation.auth.listSessions(session.userId)

    expect(listed.find(({ id }) => id === session.sessionId)).toEqual({
      id: session.sessionId,
      kind: 'console',
      device: { browser: 'Safari', system: 'iOS', isPhone: true },
      ip: '198.51.100.7',
      place: null,
      createdAt: expect.any(String) as string,
      lastSeenAt: expect.any(String) as string,
    })
  })

  it('end all at once but for the one that asks', async () => {
    const person = await installation.person()
    const other = await signedIn(installation.auth, {
      ...aBrowser(),
      email: person.email,
      password: PASSWORD,
    })

    expect(await installation.auth.endOtherSessions(person)).toBe(1)

    expect([await isAlive(person), await isAlive(other)]).toEqual([true, false])
  })

  it('SEC-B03 are ended by an administrator of their organization, and by nobody of another', async () => {
    const { auth, admin } = installation
    const person = await installation.person()
    const { userId, sessionId } = person.session
    const { organizationId, userId: endedBy, permissions: held } = admin.session
    const elsewhere = await aTenant(database.db)
    const end = (where: typeof organizationId) =>
      auth.endMemberSession({ organizationId: where, userId, sessionId, endedBy, held })

    await expect(end(elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(auth.listMemberSessions(elsewhere, userId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await isAlive(person)).toBe(true)
    expect(await auth.listMemberSessions(organizationId, userId)).toMatchObject([{ id: sessionId }])
    await end(organizationId)
    expect(await isAlive(person)).toBe(false)
  })

  it('are driver’s devices where they drive', async () => {
    const { session } = await installation.person('driver')

    expect(await installation.auth.listSessions(session.userId)).toMatchObject([{ kind: 'driver' }])
  })
})

describe('the profile', () => {
  const update = ({ session }: Person, name: string, email: string) =>
    installation.auth.updateProfile({ session, name, email })

  it('changes the name, and keeps the sessions', async () => {
    const person = await installation.person()
    const other = await signedIn(installation.auth, {
      ...aBrowser(),
      email: person.email,
      password: PASSWORD,
    })

    await update(person, 'Another Name', person.email)

    const read = await installation.auth.readSession({ cookieHeader: cookieHeaderOf(other) })
    expect(read?.session.name).toBe('Another Name')
  })

  it('signs in with a new address at once, and ends the other sessions and what the old address was sent', async () => {
    const { auth } = installation
    const person = await installation.person()
    const input = { ...aBrowser(), email: person.email, password: PASSWORD }
    const other = await signedIn(auth, input)
    const reset = await auth.createOwnReset(person.email)

    await update(person, 'Moved', ' Moved@Example.org')

    expect([await isAlive(person), await isAlive(other)]).toEqual([true, false])
    await expect(auth.signIn(input)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(signedIn(auth, { ...input, email: 'moved@example.org' })).resolves.toBeDefined()
    await expect(
      auth.resetPassword({ ...aBrowser(), token: reset!.token, password: 'nine brown otters' }),
    ).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
  })

  it('SEC-A09 a new address that has to be proven holds once its link is taken, once, and ends with the password', async () => {
    const { auth } = installation
    const person = await installation.person()
    const { session } = person
    const ask = (email: string) =>
      auth.updateProfile({ session, name: 'Prover', email, mustProveEmail: true })
    const confirm = (token: string | null) => auth.confirmEmail({ token: token!, origin: aBrowser() })
    const signIn = (email: string) => signedIn(auth, { ...aBrowser(), email, password: PASSWORD })

    const first = await ask('first@example.org')
    const second = await ask('Second@example.org')

    const other = await signIn(person.email)
    await expect(signIn('second@example.org')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(confirm(first!.token)).rejects.toMatchObject({ code: 'INVALID', field: 'token' })
    expect(await confirm(second!.token)).toMatchObject({ from: person.email, to: 'second@example.org' })
    expect([await isAlive(person), await isAlive(other)]).toEqual([true, false])
    await expect(signIn(person.email)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await signIn('second@example.org')
    await expect(confirm(second!.token)).rejects.toMatchObject({ field: 'token' })

    const third = await ask('third@example.org')
    await auth.changePassword({ ...session, current: PASSWORD, next: 'nine brown otters' })
    await expect(confirm(third!.token)).rejects.toMatchObject({ field: 'token' })
  })

  it('SEC-A06 a link finds out nothing of an address that became somebody else’s meanwhile', async () => {
    const { auth } = installation
    const [person, quicker] = [await installation.person(), await installation.person()]
    const { session } = person
    const change = await auth.updateProfile({
      session,
      name: 'Slow',
      email: 'wanted@example.org',
      mustProveEmail: true,
    })

    await update(quicker, 'Quick', 'wanted@example.org')

    await expect(auth.confirmEmail({ token: change!.token!, origin: aBrowser() })).rejects.toMatchObject({
      code: 'INVALID',
      reason: 'EMAIL_UNUSABLE',
    })
  })

  it('SEC-A06 says the same of an address that is an account’s and of one that is only invited', async () => {
    const { auth, admin } = installation
    const [person, taken] = await Promise.all([installation.person(), installation.person()])
    await auth.createInvite({
      organizationId: admin.session.organizationId,
      invitedBy: admin.session.userId,
      held: admin.session.permissions,
      email: 'invited@example.org',
      name: 'Ina Vited',
      role: 'viewer',
      depotIds: null,
    })
    const answer = (email: string) =>
      update(person, 'Same Name', email).then(
        () => 'fine',
        ({ code, message, field }: { code: string; message: string; field: string }) => ({
          code,
          message,
          field,
        }),
      )

    const [ofAccount, ofInvited] = [await answer(taken.email), await answer('invited@example.org')]

    expect(ofAccount).toMatchObject({ code: 'INVALID', field: 'email' })
    expect(ofInvited).toEqual(ofAccount)
  })
})

/** Everything that the database holds as text, table by table, whoever's it is. */
async function everything(): Promise<string> {
  const owner = openDatabase({ url: database.ownerUrl, onError: () => undefined })
  const trx = await owner.startTransaction().execute()
  try {
    const { rows: tables } = await sql<{ readonly name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'identity', 'region')`.execute(trx)
    const texts: string[] = []
    for (const { name } of tables) {
      // Until the transaction is rolled back the owner sees the rows of every organization.
      await sql`alter table ${sql.raw(name)} no force row level security`.execute(trx)
      const { rows } = await sql<{ readonly row: string }>`
        select t::text as row from ${sql.raw(name)} as t`.execute(trx)
      texts.push(...rows.map(({ row }) => row))
    }
    return texts.join('\n')
  } finally {
    await trx.rollback().execute()
    await owner.destroy()
  }
}

describe('somebody who leaves', () => {
  const asAdmin = () => {
    const { organizationId, userId, permissions: held } = installation.admin.session
    return { organizationId, removedBy: userId, handOverTo: userId, held }
  }
  const invitedBy = async ({ session }: Pick<Person, 'session'>, email: string) =>
    installation.auth.createInvite({
      organizationId: session.organizationId,
      invitedBy: session.userId,
      held: session.permissions,
      email,
      name: 'New Person',
      role: 'viewer',
      depotIds: null,
    })
  const inviterOf = (email: string) =>
    withIdentity(database.db, null, async (trx) => {
      const rows = await trx.selectFrom('identity.oneTimeToken').select('payload').execute()
      return rows.find(({ payload }) => payload['email'] === email)?.payload['invitedBy']
    })

  it('hands over their open invitations to another member', async () => {
    const { auth, admin } = installation
    const leaving = await installation.person('admin')
    await invitedBy(leaving, 'handed@example.org')

    const count = await auth.handOver({
      organizationId: admin.session.organizationId,
      from: leaving.session.userId,
      to: admin.session.userId,
      changedBy: admin.session.userId,
    })

    expect(count).toBe(1)
    expect(await inviterOf('handed@example.org')).toBe(admin.session.userId)
  })

  it('SEC-F06 is in no table any more once removed from their only organization', async () => {
    const { auth, admin } = installation
    const email = 'leaving.lena@example.org'
    const origin = { cookieHeader: undefined, remoteAddress: '192.0.2.77', userAgent: 'LenaBrowser/1.0' }
    const { token } = await invitedBy(admin, email)
    const { session } = await auth.acceptInvite({ ...aBrowser(), token, password: PASSWORD })
    await signedIn(auth, { ...origin, email, password: PASSWORD })
    await withIdentity(database.db, null, (trx) =>
      trx
        .insertInto('identity.signIn')
        .values({
          userId: session.userId,
          organizationId: session.organizationId,
          at: new Date(),
          ipPrefix: '192.0.2',
          network: null,
          country: null,
          system: 'Linux',
          agent: 'LenaBrowser',
          isNewDevice: true,
          deviceId: null,
          roundTripMs: null,
          outcome: 'done',
        })
        .execute(),
    )
    expect(await everything()).toContain(email)

    await auth.removeMember({ ...asAdmin(), userId: session.userId })

    const left = await everything()
    expect(left).not.toContain(email)
    expect(left).not.toContain('192.0.2,')
    // The audit log keeps the id of who did what.
    expect(left).toContain(session.userId)
  })

  it('keeps their account where they are in another organization', async () => {
    const { auth, admin } = installation
    const person = await installation.person()
    const elsewhere = await aTenant(database.db)
    const { token } = await auth.createInvite({
      organizationId: elsewhere,
      invitedBy: admin.session.userId,
      held: admin.session.permissions,
      email: person.email,
      name: 'Two Places',
      role: 'viewer',
      depotIds: null,
    })
    await auth.joinOrganization({ ...aBrowser(), session: person.session, token })

    await auth.removeMember({ ...asAdmin(), userId: person.session.userId })

    expect(await isAlive(person)).toBe(false)
    const again = await signedIn(auth, { ...aBrowser(), email: person.email, password: PASSWORD })
    expect(again.session.organizationId).toBe(elsewhere)
  })

  it('is removed by nobody who may do less, nor by themselves', async () => {
    const admin = await installation.person('admin')
    const { userId } = admin.session
    const { removedBy } = asAdmin()

    await expect(
      installation.auth.removeMember({ ...asAdmin(), held: new Set(['member:manage']), userId }),
    ).rejects.toMatchObject({ reason: 'GRANT' })
    await expect(installation.auth.removeMember({ ...asAdmin(), userId: removedBy })).rejects.toMatchObject({
      reason: 'SELF',
    })
  })

  it('SEC-C03 is not removed by another organization', async () => {
    const { session } = await installation.person()
    const elsewhere = await aTenant(database.db)

    await expect(
      installation.auth.removeMember({ ...asAdmin(), organizationId: elsewhere, userId: session.userId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('SEC-F06 deletes their own account, everywhere', async () => {
    const { auth } = installation
    const person = await installation.person('admin')
    await invitedBy(person, 'orphan@example.org')

    await auth.deleteAccount({ userId: person.session.userId })

    expect(await everything()).not.toContain(person.email)
    expect(await isAlive(person)).toBe(false)
    expect(await inviterOf('orphan@example.org')).toBe(installation.admin.session.userId)
  })

  it('does not delete the account of the last administrator', async () => {
    const { auth, admin } = installation
    const members = await auth.listMembers(admin.session.organizationId)
    const others = members.filter(({ role, id }) => role === 'admin' && id !== admin.session.userId)
    for (const { id: userId } of others) await auth.removeMember({ ...asAdmin(), userId })

    await expect(auth.deleteAccount({ userId: admin.session.userId })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'LAST_ADMIN',
    })
    expect(await isAlive(admin)).toBe(true)
  })

  it('does not delete the account of the last operator', async () => {
    const { auth, admin } = installation
    await installation.person('admin')

    await expect(auth.deleteAccount({ userId: admin.session.userId })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'LAST_OPERATOR',
    })
  })
})
