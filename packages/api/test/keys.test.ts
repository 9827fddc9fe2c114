import { type Permission, permissions } from '@cartage/auth'
import { type OrganizationId, roles } from '@cartage/domain'
import { withTenant } from '@cartage/db'
import { readVisitor, type StaffContext, type VisitorContext } from '@cartage/services'
import { aTenant } from '@cartage/testing'
import { TRPCError } from '@trpc/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { knownError } from '../src/errors/known-error.ts'
import { isForKeys } from '../src/is-for-keys.ts'
import type { Meta } from '../src/meta.ts'
import { appRouter } from '../src/root.ts'
import { useApi } from './use-api.ts'
import { type KnownIds, validInputs } from './valid-inputs.ts'

const api = useApi()
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { readonly _def: { readonly meta?: Meta } }
>
const paths = Object.keys(procedures)
const metaOf = (path: string): Meta => procedures[path]!._def.meta!
const strange = new Proxy({} as KnownIds, { get: () => '7d0f3a3e-96a2-4c67-9d53-0f6b8f6d3c11' })

let organizationId: OrganizationId
let admin: StaffContext

beforeAll(async () => {
  const { auth } = api.services
  const { session } = await auth.claimFirstAdmin({
    cookieHeader: undefined,
    remoteAddress: '203.0.113.7',
    userAgent: 'test',
    token: (await auth.issueFirstAdminToken())!,
    organizationName: 'Harbour Freight',
    name: 'Ada',
    email: 'ada@example.org',
    password: 'seven grey herons',
  })
  organizationId = session.organizationId
  admin = { ...api.staff('admin', organizationId), userId: session.userId }
})

const aKey = async (given: readonly Permission[]): Promise<string> => {
  const { auth } = api.services
  const { secret } = await auth.keys.create({
    maker: admin,
    accountId: null,
    name: 'Shop',
    permissions: given,
    lifetimeDays: 90,
    allowedAddresses: [],
    deniedAddresses: [],
  })
  return secret
}

const asks = (headers: { authorizationHeader?: string; cookieHeader?: string }): Promise<VisitorContext> =>
  readVisitor(api.services, {
    request: { cookieHeader: undefined, remoteAddress: '203.0.113.7', userAgent: 'curl', ...headers },
    setCookie: () => undefined,
  })

async function outcome(ctx: VisitorContext, path: string): Promise<string> {
  try {
    let at: unknown = appRouter.createCaller(ctx)
    for (const part of path.split('.')) at = (at as Record<string, unknown>)[part]
    const answer = await (at as (input: unknown) => Promise<unknown>)(validInputs[path]?.input(strange))
    if (answer !== null && typeof answer === 'object' && Symbol.asyncIterator in answer) {
      await (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]().return?.()
    }
    return 'passed'
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const known = knownError(error.cause)
    if (known?.code === 'FORBIDDEN') return `FORBIDDEN ${known.reason}`
    return known?.code === 'UNAUTHENTICATED' ? `UNAUTHENTICATED ${known.reason}` : 'passed'
  }
}
const outcomes = async (ctx: VisitorContext, some: readonly string[]) => {
  const found: Record<string, string> = {}
  for (const path of some) found[path] = await outcome(ctx, path)
  return found
}

describe('SEC-B09 kinds of callers and every procedure', () => {
  it('SEC-B09 a key with every permission calls what a program may, and nothing that is a person’s', async () => {
    const ctx = await asks({ authorizationHeader: `Bearer ${await aKey(permissions)}` })
    const found = await outcomes(ctx, paths)

    expect(found).toEqual(
      Object.fromEntries(
        paths.map((path) => [path, isForKeys(metaOf(path)) ? 'passed' : 'FORBIDDEN PERSON_ONLY']),
      ),
    )
    const forPeople = paths.filter((path) => !isForKeys(metaOf(path)))
    expect(forPeople).toEqual(
      expect.arrayContaining(paths.filter((path) => /^(session|keys|serviceAccounts)\./.test(path))),
    )
  })

  /** The sample day brings orders too; advice is about a role and a member. */
  const asksForTwo = new Set(['samples.load', 'roleAdvice.dismiss'])

  it.each(permissions)(
    'SEC-C02 a key with %s alone calls what asks for it, and nothing else',
    async (given) => {
      const ctx = await asks({ authorizationHeader: `Bearer ${await aKey([given])}` })
      const callable = paths.filter((path) => isForKeys(metaOf(path)) && !asksForTwo.has(path))

      const found = await outcomes(ctx, callable)

      expect(Object.keys(found).filter((path) => found[path] !== 'FORBIDDEN ROLE')).toEqual(
        callable.filter((path) => metaOf(path).access === given),
      )
    },
  )

  it.each([
    ['no key at all', 'crt_0000000000000000000000000000000000000000'],
    ['the token of a session', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['nothing', ''],
  ])('SEC-B09 %s under Bearer opens nothing, whatever cookie comes with it', async (_, text) => {
    const ctx = await asks({ authorizationHeader: `Bearer ${text}` })

    const found = await outcomes(ctx, paths)

    expect(ctx.staff).toBeNull()
    expect(new Set(Object.values(found))).toEqual(new Set(['UNAUTHENTICATED KEY', 'FORBIDDEN PERSON_ONLY']))
  })

  it.each(['cartage', 'cartage-driver'])('SEC-B09 a key is no session under the cookie %s', async (name) => {
    const ctx = await asks({ cookieHeader: `${name}=${await aKey(['order:read'])}` })

    expect(ctx.staff).toBeNull()
  })

  it('leaves a header of another scheme to whoever stands in front', async () => {
    const ctx = await asks({ authorizationHeader: 'Basic cm9iaW46eA==' })

    expect(ctx.hasKey ?? false).toBe(false)
  })
})

describe('making a key', () => {
  it.each(['keys.create', 'serviceAccounts.create', 'serviceAccounts.update'])(
    'SEC-A09 %s asks for a fresh proof',
    async (path) => {
      const old = { ...admin, authenticatedAt: new Date(api.services.now().getTime() - 11 * 60_000) }

      expect(await outcome(api.visitor(old), path)).toBe('FORBIDDEN REAUTH_REQUIRED')
    },
  )

  it.each([0, 366])('takes no lifetime of %i days', async (lifetimeDays) => {
    const input = { accountId: null, name: 'Shop', permissions: ['order:read'], lifetimeDays }

    await expect(api.call('keys.create', input, admin)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('names the field of a range that is none', async () => {
    const input = { accountId: null, name: 'Shop', permissions: ['order:read'], allowedAddresses: ['here'] }

    await expect(api.call('keys.create', input, admin)).rejects.toMatchObject({
      cause: { field: 'allowedAddresses.0' },
    })
  })
})

describe('SEC-F04 what was refused', () => {
  it.each(roles.filter((role) => role !== 'admin'))(
    'SEC-F04 is recorded once: a %s who would manage keys',
    async (role) => {
      const staff = api.staff(role, await aTenant(api.services.db))

      await outcome(api.visitor(staff), 'keys.list')

      const events = await withTenant(api.services.db, staff.organizationId, (trx) =>
        trx.selectFrom('auditEvent').select(['userId', 'action', 'entityId', 'result']).execute(),
      )
      expect(events).toEqual([
        { userId: staff.userId, action: 'access.refuse', entityId: 'keys.list', result: 'refused' },
      ])
    },
  )

  it('carries the key with which it was asked', async () => {
    const ctx = await asks({ authorizationHeader: `Bearer ${await aKey(['order:read'])}` })

    await outcome(ctx, 'members.list')

    const events = await withTenant(api.services.db, organizationId, (trx) =>
      trx.selectFrom('auditEvent').select('entityId').where('apiKeyId', '=', ctx.staff!.apiKeyId!).execute(),
    )
    expect(events).toEqual([{ entityId: 'members.list' }])
  })
})
