import { withIdentity } from '@cartage/db'
import type { DepotId, UserId } from '@cartage/domain'
import { aDepot, anId, aTenant, insert } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ApiKey, type Permission, permissions } from '../src/index.ts'
import type { SessionContext } from '../src/index.ts'
import { anInstallation, type Installation } from './people.ts'

const database = useTestDatabase()
let installation: Installation
let maker: SessionContext

beforeAll(async () => {
  installation = await anInstallation(database.db)
  maker = installation.admin.session
})
afterEach(() => {
  vi.useRealTimers()
})

const DAY_MS = 24 * 3_600_000
const HERE = { remoteAddress: '198.51.100.7', userAgent: 'curl/8' }
const plain = {
  name: 'Shop',
  lifetimeDays: 90,
  allowedAddresses: [] as string[],
  deniedAddresses: [] as string[],
}
const keys = () => installation.auth.keys
const wait = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
const read = (secret: string, remoteAddress = HERE.remoteAddress) =>
  keys().read(secret, { ...HERE, remoteAddress })

const anAccount = (role: 'dispatcher' | 'viewer' = 'dispatcher') =>
  keys().createAccount({ maker, name: 'Shop', role, depotIds: null })
const aKey = (
  accountId: UserId | null,
  allowed: readonly Permission[] = ['order:read'],
  more: Partial<typeof plain> = {},
) => keys().create({ ...plain, ...more, maker, accountId, permissions: allowed })
const auditOf = (entityId: string) =>
  withIdentity(database.db, maker.organizationId, (trx) =>
    trx
      .selectFrom('auditEvent')
      .select(['action', 'result', 'apiKeyId', 'before', 'after', 'detail', 'ip'])
      .where('entityId', '=', entityId)
      .orderBy('id')
      .execute(),
  )

/** What a stream holds of a key that it began with. */
const asRead = ({ id, permissions: held }: ApiKey) => ({
  apiKeyId: id,
  permissions: new Set(held),
  depotIds: null,
})

describe('a key', () => {
  it('speaks for its account, with what it was given', async () => {
    const account = await anAccount()
    const { secret, key } = await aKey(account.id, ['order:read', 'plan:read'])

    const context = await read(secret)

    expect(context).toMatchObject({ userId: account.id, apiKeyId: key.id, email: null, lacks: null })
    expect([...context!.permissions].toSorted()).toEqual(['order:read', 'plan:read'])
  })

  it('SEC-B01 is kept as its hash alone, and is in no list and no record', async () => {
    const { secret, key } = await aKey(null)

    const rows = await database.db.selectFrom('identity.apiKey').selectAll().execute()
    const seen = JSON.stringify([rows, await keys().list(maker.organizationId), await auditOf(key.id)])

    expect(seen).not.toContain(secret)
    expect(seen).not.toContain(secret.slice(4, 38))
    expect(key.hint).toBe(secret.slice(-4))
  })

  it('never holds more than its maker, nor more than its account', async () => {
    const account = await anAccount('viewer')
    const weak = { ...maker, permissions: new Set<Permission>(['key:manage', 'order:read']) }

    await expect(aKey(account.id, ['order:write'])).rejects.toMatchObject({
      code: 'INVALID',
      field: 'permissions',
    })
    await expect(
      keys().create({ ...plain, maker: weak, accountId: account.id, permissions: ['plan:read'] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'GRANT' })
  })

  it('loses at once what its account loses', async () => {
    const account = await anAccount()
    const { secret } = await aKey(account.id, ['order:read', 'order:write'])

    await keys().updateAccount({
      maker,
      id: account.id,
      name: 'Shop',
      role: 'viewer',
      depotIds: null,
      disabled: false,
    })

    expect([...(await read(secret))!.permissions]).toEqual(['order:read'])
  })

  it('SEC-B10 ends its streams when its account loses what it was read with', async () => {
    const [narrowed, limited] = [await anAccount(), await anAccount()]
    const secrets = [await aKey(narrowed.id, ['order:read', 'order:write']), await aKey(limited.id)]
    const [first, second] = await Promise.all(secrets.map(({ secret }) => read(secret)))
    const alive = async () => [
      await keys().isAlive(first!, undefined),
      await keys().isAlive(second!, undefined),
    ]
    expect(await alive()).toEqual([true, true])
    const change = { maker, name: 'Shop', disabled: false }

    await keys().updateAccount({ ...change, id: narrowed.id, role: 'viewer', depotIds: null })
    const depotId = anId<'depot'>()
    await withIdentity(database.db, maker.organizationId, (trx) =>
      insert.depot(trx as never, maker.organizationId, aDepot({ id: depotId })),
    )
    await keys().updateAccount({ ...change, id: limited.id, role: 'dispatcher', depotIds: [depotId] })

    expect(await alive()).toEqual([false, false])
  })

  it('ends when it is revoked, when its time is over and with its account, and says why in the audit log', async () => {
    const [revoked, expired, locked, removed] = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const account = await anAccount()
        return { account, ...(await aKey(account.id, ['order:read'], { lifetimeDays: 1 })) }
      }),
    )
    const change = { maker, name: 'Shop', role: 'viewer', depotIds: null } as const

    await keys().revoke({
      organizationId: maker.organizationId,
      id: revoked!.key.id,
      changedBy: maker.userId,
    })
    await keys().updateAccount({ ...change, id: locked!.account.id, disabled: true })
    await keys().removeAccount({ maker, id: removed!.account.id })
    const outcomes = [revoked, locked, removed].map(async (one) => (await read(one!.secret)) !== null)

    expect(await Promise.all(outcomes)).toEqual([false, false, false])
    expect(await keys().isAlive(asRead(revoked!.key), undefined)).toBe(false)
    expect(await read(expired!.secret)).not.toBeNull()
    wait(DAY_MS)
    expect(await read(expired!.secret)).toBeNull()
    expect(await keys().isAlive(asRead(expired!.key), undefined)).toBe(false)
    const refusals = (await auditOf(revoked!.key.id)).filter(({ action }) => action === 'key.use')
    expect(refusals).toMatchObject([
      { result: 'refused', detail: { why: 'revoked' }, apiKeyId: revoked!.key.id },
    ])
  })

  it('is let in from its own addresses and those of the organization alone', async () => {
    const { secret } = await aKey(null, ['order:read'], {
      allowedAddresses: ['198.51.100.9/24', '2001:db8::1'],
      deniedAddresses: ['198.51.100.66'],
    })
    const isIn = async (address: string) => (await read(secret, address)) !== null

    expect(await isIn('198.51.100.7')).toBe(true)
    expect(await isIn('2001:db8::1')).toBe(true)
    expect(await isIn('198.51.100.66')).toBe(false)
    expect(await isIn('203.0.113.7')).toBe(false)
    expect((await keys().list(maker.organizationId))[0]!.allowedAddresses).toContain('198.51.100.0/24')
  })

  it('shows its last use, written at most once a minute', async () => {
    const { secret, key } = await aKey(null)
    const lastUse = async () => (await keys().list(maker.organizationId)).find(({ id }) => id === key.id)!
    expect((await lastUse()).lastUsedAt).toBeNull()

    await read(secret)
    const first = await lastUse()
    wait(30_000)
    await read(secret, '198.51.100.8')
    expect(await lastUse()).toEqual(first)
    wait(31_000)
    await read(secret, '198.51.100.8')

    expect(first.lastUsedIp).toBe('198.51.100.7')
    expect(await lastUse()).toMatchObject({
      lastUsedIp: '198.51.100.8',
      lastUsedAt: new Date().toISOString(),
    })
  })

  it('SEC-D13 has a limit of its own and is told when to come back', async () => {
    const [busy, other] = await Promise.all([aKey(null), aKey(null)])
    const calls = await Promise.allSettled(Array.from({ length: 260 }, () => keys().takeCall(busy.key.id)))

    const refused = calls.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    expect(calls.length - refused.length).toBeGreaterThanOrEqual(200)
    expect(refused[0]).toMatchObject({ reason: { code: 'LIMIT_REACHED', retryAfterS: expect.any(Number) } })
    await expect(keys().takeCall(other.key.id)).resolves.toBeUndefined()
  })

  it('SEC-C03 of another organization does not exist', async () => {
    const { key } = await aKey(null)
    const organizationId = await aTenant(database.db)
    const change = { organizationId, id: key.id, changedBy: maker.userId }

    await expect(keys().revoke(change)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(keys().rename({ ...change, name: 'Mine' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await keys().list(organizationId)).toEqual([])
  })

  it('is made for nobody else', async () => {
    const { session } = await installation.person('viewer')

    await expect(aKey(session.userId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('SEC-F04 is recorded when it is made, named and revoked', async () => {
    const { key } = await aKey(null)
    const change = { organizationId: maker.organizationId, id: key.id, changedBy: maker.userId }
    await keys().rename({ ...change, name: 'Warehouse' })
    await keys().revoke(change)
    await keys().revoke(change)

    expect(await auditOf(key.id)).toMatchObject([
      { action: 'key.create', after: { name: 'Shop', permissions: ['order:read'] } },
      { action: 'key.rename', before: { name: 'Shop' }, after: { name: 'Warehouse' } },
      { action: 'key.revoke', before: { name: 'Warehouse' } },
    ])
  })
})

describe('a service account', () => {
  it('is no administrator, and no last one of an organization', async () => {
    const make = keys().createAccount({ maker, name: 'Root', role: 'admin', depotIds: null })

    await expect(make).rejects.toMatchObject({ code: 'INVALID', field: 'role' })
  })

  it('is given no more than its maker holds, and reaches no depots that they do not', async () => {
    const weak = { ...maker, permissions: new Set<Permission>(['key:manage']) }
    const limited = { ...maker, depotIds: ['4f1c4a3e-3c0b-4b58-8d7b-3b0c6f4ab111' as DepotId] }
    const account = { name: 'Shop', role: 'viewer', depotIds: null } as const

    await expect(keys().createAccount({ ...account, maker: weak })).rejects.toMatchObject({ reason: 'GRANT' })
    await expect(keys().createAccount({ ...account, maker: limited })).rejects.toMatchObject({
      reason: 'DEPOTS',
    })
  })

  it('cannot be signed in to, and is not among the people', async () => {
    const account = await anAccount()

    const members = await installation.auth.listMembers(maker.organizationId)

    expect(members.map(({ id }) => id)).not.toContain(account.id)
    expect(permissions.length).toBeGreaterThan(account.permissions.length)
  })

  it('SEC-C03 is not a person, nor another organization’s', async () => {
    const { session } = await installation.person('viewer')
    const account = await anAccount()
    const other = { ...maker, organizationId: await aTenant(database.db) }

    await expect(keys().removeAccount({ maker, id: session.userId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(keys().removeAccount({ maker: other, id: account.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
