import { withIdentity } from '@cartage/db'
import { useTestDatabase } from '@cartage/testing/vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import { aBrowser, anInstallation, cookieHeaderOf, type Installation, PASSWORD } from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeEach(async () => {
  installation ??= await anInstallation(database.db)
})

const HERE = '198.51.100.7'

async function setRules(rules: {
  allowedAddresses?: string[]
  deniedAddresses?: string[]
  version?: number
}) {
  const { auth, admin } = installation
  const { organizationId, userId: changedBy } = admin.session
  const { version } = await auth.getAddressPolicy(organizationId)
  return auth.setAddressPolicy({
    allowedAddresses: [],
    deniedAddresses: [],
    version,
    ...rules,
    organizationId,
    changedBy,
    origin: { remoteAddress: HERE },
  })
}

describe('from where an organization lets in', () => {
  it('is kept as ranges, each once, and holds for sessions that are open', async () => {
    const { auth, admin } = installation
    const cookieHeader = cookieHeaderOf(admin)

    const rules = await setRules({ allowedAddresses: ['198.51.100.9/24', '198.51.100.0/24', '2001:db8::1'] })

    expect(rules.allowedAddresses).toEqual(['198.51.100.0/24', '2001:db8::1/128'])
    expect(await auth.readSession({ cookieHeader, remoteAddress: HERE })).not.toBeNull()
    expect(await auth.readSession({ cookieHeader, remoteAddress: aBrowser().remoteAddress })).toBeNull()
    await setRules({})
  })

  it('SEC-B10 ends streams that are open, of people and of programs, and so does an organization that closes', async () => {
    const { auth, admin } = installation
    const { session } = admin
    const { organizationId } = session
    const { key } = await auth.keys.create({
      maker: session,
      accountId: null,
      name: 'Streams',
      permissions: ['order:read'],
      lifetimeDays: 1,
      allowedAddresses: ['198.51.100.0/24', '203.0.113.0/25'],
      deniedAddresses: [],
    })
    const asRead = { apiKeyId: key.id, permissions: new Set(key.permissions), depotIds: null }
    const alive = (address: string) =>
      Promise.all([auth.isSessionAlive(session.sessionId, address), auth.keys.isAlive(asRead, address)])
    expect(await alive('203.0.113.9')).toEqual([true, true])
    expect(await alive('203.0.113.200')).toEqual([true, false])

    await setRules({ allowedAddresses: ['198.51.100.0/24'] })
    expect(await alive('203.0.113.9')).toEqual([false, false])
    expect(await alive(HERE)).toEqual([true, true])
    await setRules({})
    const suspend = (suspendedAt: Date | null) =>
      database.db
        .updateTable('identity.accessPolicy')
        .set({ suspendedAt })
        .where('organizationId', '=', organizationId)
        .execute()
    await suspend(new Date())
    expect(await alive(HERE)).toEqual([false, false])
    await suspend(null)
    expect(await alive(HERE)).toEqual([true, true])
  })

  it.each([
    ['allowedAddresses', { allowedAddresses: ['203.0.113.0/24'] }],
    ['deniedAddresses', { deniedAddresses: ['198.51.100.0/24'] }],
    ['deniedAddresses', { allowedAddresses: ['198.51.100.0/24'], deniedAddresses: ['198.51.100.7'] }],
  ])('is never set so that it locks out who sets it: %s', async (field, rules) => {
    await expect(setRules(rules)).rejects.toMatchObject({ code: 'INVALID', reason: 'LOCKS_OUT', field })
  })

  it('SEC-F04 is recorded once when it keeps somebody out who knows their password', async () => {
    const { auth } = installation
    const { email, session } = await installation.person()
    await setRules({ allowedAddresses: ['198.51.100.0/24'] })

    await expect(auth.signIn({ ...aBrowser(), email, password: PASSWORD })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })

    await setRules({})
    const refused = await withIdentity(database.db, session.organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select('action')
        .where('userId', '=', session.userId)
        .where('result', '=', 'refused')
        .execute(),
    )
    expect(refused).toEqual([{ action: 'session.create' }])
  })

  it('is not overwritten by somebody who read it before', async () => {
    const { version } = await setRules({ deniedAddresses: ['203.0.113.7'] })

    await expect(setRules({ version: version - 1 })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('SEC-F04 is recorded with what it was before and after', async () => {
    await setRules({})
    await setRules({ deniedAddresses: ['203.0.113.8'] })

    const last = await withIdentity(database.db, installation.admin.session.organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select(['action', 'before', 'after', 'ip'])
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow(),
    )
    expect(last).toEqual({
      action: 'organization.setAddresses',
      before: { allowedAddresses: [], deniedAddresses: [] },
      after: { allowedAddresses: [], deniedAddresses: ['203.0.113.8/32'] },
      ip: HERE,
    })
  })
})
