import type { SessionRead } from '@cartage/auth'
import type { StaffContext } from '@cartage/services'
import { aPasskeyDevice, type PasskeyDevice } from '@cartage/testing'
import { TRPCError } from '@trpc/server'
import { beforeAll, expect, it } from 'vitest'
import { knownError } from '../src/errors/known-error.ts'
import { useApi } from './use-api.ts'

const api = useApi()
const device = aPasskeyDevice({ origin: 'http://localhost:3000' })
let person: StaffContext

const staffOf = ({ session }: Pick<SessionRead, 'session'>): StaffContext => ({
  ...api.services,
  ...session,
  authenticatedAt: api.services.now(),
  isSessionAlive: async () => true,
})

/** The session of the cookies that were set last. */
async function lastSession(): Promise<StaffContext> {
  const cookies = api.cookies.filter((cookie) => /^cartage\w*=[^;]/.test(cookie))
  const read = await api.services.auth.readSession({ cookieHeader: cookies.at(-1)!.split(';')[0] })
  return staffOf(read!)
}

async function failure(call: Promise<unknown>) {
  try {
    await call
    return undefined
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const { code, reason, field } = knownError(error.cause) ?? {}
    return { code, reason, field }
  }
}

type Request = Parameters<PasskeyDevice['show']>[0]
const call = <Answer>(path: string, input: unknown, staff: StaffContext | null) =>
  api.call(path, input, staff) as Promise<Answer>

beforeAll(async () => {
  const { auth } = api.services
  person = staffOf(
    await auth.claimFirstAdmin({
      cookieHeader: undefined,
      remoteAddress: '203.0.113.7',
      userAgent: 'test',
      token: (await auth.issueFirstAdminToken())!,
      organizationName: 'Harbour Freight',
      name: 'Ada First',
      email: 'ada@example.org',
      password: 'seven grey herons',
    }),
  )
})

// One story, told in order: each test goes on where the one before it ended.
it('SEC-A11 a passkey is made, and the answer says the session and the recovery codes alone', async () => {
  const options = await call<Parameters<PasskeyDevice['make']>[0]>('passkeys.begin', undefined, person)
  const passkey = device.make(options)
  const added = await call<object>('passkeys.add', { name: ' Work laptop ', passkey }, person)

  expect(Object.keys(added).toSorted()).toEqual(['recoveryCodes', 'session'])
  person = await lastSession()
  const factors = await call<{ passkeys: readonly object[] }>('factors.list', undefined, person)
  expect(factors).toMatchObject({ hasPassword: true, totp: null, recoveryCodesLeft: 10 })
  expect(factors.passkeys).toEqual([
    {
      id: device.id,
      name: 'Work laptop',
      createdAt: expect.any(String) as string,
      lastUsedAt: null,
      isSynced: false,
    },
  ])
})

it('SEC-A11 a visitor signs in with it, and gets a cookie', async () => {
  const options = await call<Request>('session.beginPasskey', {}, null)
  const passkey = device.show(options)
  const session = await call('session.signInWithPasskey', { passkey }, null)

  expect(session).toMatchObject({ user: { email: 'ada@example.org' }, lacks: null })
  person = await lastSession()
  expect(await failure(call('session.signInWithPasskey', { passkey }, null))).toEqual({
    code: 'INVALID',
    reason: 'CHALLENGE',
    field: 'passkey',
  })
})

it('SEC-A10 it is the second step after a password', async () => {
  const credentials = { email: 'ada@example.org', password: 'seven grey herons' }
  const asked = await call<{ ticket: string }>('session.signIn', credentials, null)
  const { ticket } = asked
  const options = await call<Request & object>('session.beginPasskey', { ticket }, null)

  expect(asked).toMatchObject({ kind: 'second_factor', methods: ['passkey', 'recovery'] })
  expect(options).toMatchObject({ allowCredentials: [{ id: device.id }] })
  const proof = { ticket, passkey: device.show(options) }
  expect(await call('session.proveFactor', proof, null)).toMatchObject({ role: 'admin' })
})

it('SEC-A09 it confirms who it is, which removing asks for and renaming does not', async () => {
  const old: StaffContext = { ...person, authenticatedAt: new Date(0) }
  const one = { id: device.id }

  expect(await failure(call('passkeys.remove', one, old))).toMatchObject({ reason: 'REAUTH_REQUIRED' })
  expect(await failure(call('passkeys.begin', undefined, old))).toMatchObject({ reason: 'REAUTH_REQUIRED' })
  await call('passkeys.rename', { ...one, name: 'Old laptop' }, old)
  const options = await call<Request>('passkeys.beginProof', { purpose: 'reauthenticate' }, old)
  const before = api.cookies.length
  expect(await call('session.reauthenticate', { passkey: device.show(options) }, old)).toEqual({})
  expect(api.cookies.slice(before)).toEqual([expect.stringMatching(/^cartage=.+HttpOnly/)])
})

it('SEC-C10 names the field of an input that makes no sense', async () => {
  const passkey = { id: 'AAAA', clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' }
  const invalid = (field: string) => ({ code: 'INVALID', reason: 'INPUT', field })

  expect(
    await failure(call('session.signInWithPasskey', { passkey: { ...passkey, id: 'a b' } }, null)),
  ).toEqual(invalid('passkey.id'))
  expect(
    await failure(call('session.signInWithPasskey', { passkey: { ...passkey, type: 'x' } }, null)),
  ).toMatchObject({ code: 'INVALID', reason: 'INPUT' })
  expect(await failure(call('session.reauthenticate', {}, person))).toEqual(invalid('password'))
  expect(await failure(call('session.reauthenticate', { code: '123456', passkey }, person))).toEqual(
    invalid('code'),
  )
  expect(await failure(call('factors.prove', { code: '123456', passkey }, person))).toEqual(invalid('code'))
  for (const name of [' ', 'x'.repeat(81), 'a\0b']) {
    expect(await failure(call('passkeys.rename', { id: device.id, name }, person))).toEqual(invalid('name'))
  }
})

it('SEC-B06 is removed, and signs in no longer', async () => {
  await call('passkeys.remove', { id: device.id }, person)

  const passkey = device.show(await call<Request>('session.beginPasskey', {}, null))
  expect(await failure(call('session.signInWithPasskey', { passkey }, null))).toMatchObject({
    code: 'UNAUTHENTICATED',
  })
})
