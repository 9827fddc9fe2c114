import { describe, expect, it } from 'vitest'
import { checkNewPassword, commonPasswords } from './check-new-password.ts'

const owner = { email: 'anna.svensson@example.org', name: 'Anna Svensson', organizationName: 'Northwind' }
const reasonFor = (password: string): Promise<string> =>
  checkNewPassword(password, owner, 'next').then(
    () => 'fine',
    (error: { reason: string; field: string }) => `${error.field} ${error.reason}`,
  )

describe('a new password', () => {
  it.each([
    ['seven characters', 'abcdefg', 'next PASSWORD_LENGTH'],
    ['eight characters', 'qzvkwmxb', 'fine'],
    ['eight emoji, which are sixteen UTF-16 units', '🚚🚚🚚🚚🚚🚚🚚🚚', 'fine'],
    ['256 characters', 'qz'.repeat(128), 'fine'],
    ['257 characters', `${'qz'.repeat(128)}!`, 'next PASSWORD_LENGTH'],
    ['spaces at both ends', '  spaced  ', 'fine'],
    ['no digit, capital or sign', 'plain words only', 'fine'],
    ['half a surrogate pair', 'qzvkwmx\ud83d', 'next PASSWORD_TEXT'],
  ])('SEC-A03 of %s', async (_, password, reason) => {
    expect(await reasonFor(password)).toBe(reason)
  })

  it('SEC-A04 is none of the most common ones, in any case', async () => {
    const common = [...(await commonPasswords())].filter((password) => password.length >= 8)

    const reasons = new Set(
      await Promise.all(
        common.flatMap((password) => [reasonFor(password), reasonFor(password.toUpperCase())]),
      ),
    )

    expect((await commonPasswords()).size).toBeGreaterThanOrEqual(3_000)
    expect(common.length).toBeGreaterThan(1_000)
    expect([...reasons]).toEqual(['next PASSWORD_COMMON'])
  })

  it.each([
    ['the product', 'i love Cartage!'],
    ['the organization', 'northwind-2026'],
    ['the person', 'xx anna svensson xx'],
    ['their surname', 'Svensson1984'],
    ['their address', 'anna.svensson!'],
  ])('SEC-A04 does not contain the name of %s', async (_, password) => {
    expect(await reasonFor(password)).toBe('next PASSWORD_COMMON')
  })
})
