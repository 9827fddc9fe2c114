import { useTestDatabase } from '@cartage/testing/vitest'
import { afterEach, expect, it, vi } from 'vitest'
import { openAuth } from '../src/index.ts'
import { aBrowser, PASSWORD, PUBLIC_URL, testKeys } from './people.ts'

const database = useTestDatabase()
const claim = {
  organizationName: 'Harbour Freight',
  name: 'Ada First',
  email: 'Ada@Example.org',
  password: PASSWORD,
}

afterEach(() => {
  vi.useRealTimers()
})

it('SEC-A07 an empty installation has no account, and its token works once within 24 h', async () => {
  const auth = openAuth({ db: database.db, isHttps: false, publicUrl: PUBLIC_URL, keys: testKeys })
  await expect(
    auth.signIn({ ...aBrowser(), email: 'admin@example.org', password: 'admin' }),
  ).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  })
  const first = (await auth.issueFirstAdminToken())!
  const second = (await auth.issueFirstAdminToken())!
  await expect(auth.claimFirstAdmin({ ...aBrowser(), ...claim, token: first })).rejects.toMatchObject({
    code: 'INVALID',
  })
  await expect(
    auth.claimFirstAdmin({ ...aBrowser(), ...claim, password: 'password', token: second }),
  ).rejects.toMatchObject({ reason: 'PASSWORD_COMMON', field: 'password' })

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 3_600_000 + 1 })
  await expect(auth.claimFirstAdmin({ ...aBrowser(), ...claim, token: second })).rejects.toMatchObject({
    code: 'INVALID',
  })
  vi.useRealTimers()

  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, () => auth.claimFirstAdmin({ ...aBrowser(), ...claim, token: second })),
  )

  const done = tries.filter((outcome) => outcome.status === 'fulfilled')
  expect(done).toHaveLength(1)
  expect(done[0]!.value.session).toMatchObject({ email: 'ada@example.org', role: 'admin' })
  expect(await auth.issueFirstAdminToken()).toBeNull()
  expect(await auth.hasUsers()).toBe(true)
})
