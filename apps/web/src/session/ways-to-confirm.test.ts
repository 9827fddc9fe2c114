import { expect, it } from 'vitest'
import { waysToConfirm } from './ways-to-confirm.ts'

const nothing = { hasPassword: false, totp: null, recoveryCodesLeft: 0, passkeys: [], provider: null }
const totp = { since: '2026-01-01T00:00:00Z' }
const passkey = {
  id: 'a',
  name: 'Phone',
  createdAt: '2026-01-01T00:00:00Z',
  lastUsedAt: null,
  isSynced: true,
}

it('asks for the password alone of who has nothing else', () => {
  const password = { hasPassword: true, factors: [], hasPasskey: false, provider: null }

  expect(waysToConfirm({ ...nothing, hasPassword: true }, true)).toEqual(password)
  expect(waysToConfirm(undefined, true)).toEqual(password)
})

it('SEC-A09 asks for the factor as well where there is one, and for it alone without a password', () => {
  const own = { ...nothing, totp, recoveryCodesLeft: 3 }

  expect(waysToConfirm({ ...own, hasPassword: true }, true)).toEqual({
    hasPassword: true,
    factors: ['code', 'recoveryCode'],
    hasPasskey: false,
    provider: null,
  })
  expect(waysToConfirm({ ...own, recoveryCodesLeft: 0 }, true)).toMatchObject({
    hasPassword: false,
    factors: ['code'],
  })
})

it('offers a passkey only in a browser that can show one', () => {
  const own = { ...nothing, hasPassword: true, passkeys: [passkey], recoveryCodesLeft: 3 }

  expect(waysToConfirm(own, true)).toEqual({
    hasPassword: true,
    factors: ['recoveryCode'],
    hasPasskey: true,
    provider: null,
  })
  expect(waysToConfirm(own, false).hasPasskey).toBe(false)
})

it('offers the provider that the person signed in with', () => {
  const provider = { name: 'Staff', isEnough: true }

  expect(waysToConfirm({ ...nothing, provider }, true)).toEqual({
    hasPassword: false,
    factors: [],
    hasPasskey: false,
    provider,
  })
})
