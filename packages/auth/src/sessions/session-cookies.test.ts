import { describe, expect, it } from 'vitest'
import { cookieNames, readCookie, setCookie } from './session-cookies.ts'

describe('the cookie of a session', () => {
  it('SEC-B07 has a __Host- name, Secure, HttpOnly, SameSite=Lax and Path=/ over TLS, and no Domain', () => {
    const cookie = setCookie(cookieNames(true).session.console, 'token', 60, true)

    expect(cookie).toBe('__Host-cartage=token; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure')
  })

  it('SEC-B07 leaves out what browsers refuse without TLS', () => {
    const cookie = setCookie(cookieNames(false).session.console, 'token', 60, false)

    expect(cookie).toBe('cartage=token; Path=/; Max-Age=60; HttpOnly; SameSite=Lax')
  })

  it.each([
    ['among others', 'a=1; cartage=token; b=2', 'token'],
    ['with = inside', 'cartage=to=ken', 'to=ken'],
    ['of a similar name only', 'xcartage=no; cartage-device=no', undefined],
    ['that is empty', 'cartage=', undefined],
    ['that is absurdly long', `cartage=${'x'.repeat(5_000)}`, undefined],
    ['without any header', undefined, undefined],
  ])('is read %s', (_, header, value) => {
    expect(readCookie(header, 'cartage')).toBe(value)
  })
})
