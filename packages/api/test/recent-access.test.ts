import { givenKeys, openAuth } from '@cartage/auth'
import { readVisitor, type Services, type StaffContext, type VisitorContext } from '@cartage/services'
import { beforeAll, expect, it } from 'vitest'
import { appRouter } from '../src/root.ts'
import { useApi } from './use-api.ts'

const api = useApi()
let services: Services
let admin: StaffContext
let cookieHeader: string

const asks = (headers: { authorizationHeader?: string; cookieHeader?: string }): Promise<VisitorContext> =>
  readVisitor(services, {
    request: { cookieHeader: undefined, remoteAddress: '203.0.113.7', userAgent: 'curl', ...headers },
    setCookie: () => undefined,
  })

beforeAll(async () => {
  const auth = openAuth({
    db: api.services.db,
    isHttps: false,
    publicUrl: api.services.publicUrl,
    keys: givenKeys('seven-grey-herons-by-a-lighthouse', 'keys'),
    // PostgreSQL's notices never arrive.
    onAccessChange: () => undefined,
  })
  services = { ...api.services, auth, now: () => new Date() }
  const { cookies } = await auth.claimFirstAdmin({
    ...api.visitor(null).request,
    token: (await auth.issueFirstAdminToken())!,
    email: 'robin@example.test',
    name: 'Robin',
    organizationName: 'Northwind',
    password: 'a quay full of crates',
  })
  cookieHeader = cookies.map((cookie) => cookie.split(';')[0]).join('; ')
  admin = (await asks({ cookieHeader })).staff!
})

it('SEC-B06 a key that was read a moment ago lets nobody in once it is revoked', async () => {
  const created = await services.auth.keys.create({
    maker: admin,
    accountId: null,
    name: 'Shop',
    permissions: ['order:read'],
    lifetimeDays: 1,
    allowedAddresses: [],
    deniedAddresses: [],
  })
  const bearer = { authorizationHeader: `Bearer ${created.secret}` }
  // Its first use is written down, after which it is read anew.
  await asks(bearer)
  expect((await asks(bearer)).staff?.apiKeyId).toBe(created.key.id)

  await appRouter.createCaller(await asks({ cookieHeader })).keys.revoke({ id: created.key.id })

  expect((await asks(bearer)).staff).toBeNull()
})

it('SEC-B06 a session that was read a moment ago lets nobody in once it has ended', async () => {
  const visitor = await asks({ cookieHeader })
  expect(visitor.staff?.userId).toBe(admin.userId)

  await appRouter.createCaller(visitor).session.signOut()

  expect((await asks({ cookieHeader })).staff).toBeNull()
})
