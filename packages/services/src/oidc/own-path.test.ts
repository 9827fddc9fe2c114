import { expect, it } from 'vitest'
import { ownPath } from './own-path.ts'

const from = (asked: string | undefined) => ownPath(asked, 'https://cartage.example.com')

it.each(['/', '/day/x/2026-04-01?order=7#map', '/settings/account'])('goes on at %s', (path) => {
  expect(from(path)).toBe(path)
})

it.each([
  undefined,
  '',
  'https://evil.example.com/',
  '//evil.example.com',
  '/\\evil.example.com',
  '/\t/evil.example.com',
  '/%0d/../\n//evil.example.com',
  'javascript:alert(1)',
  '/.//evil.example.com\\@x',
  '/..//evil.example.com',
  '/././/evil.example.com',
  '/auth/oidc/start?provider=x',
  '/api/trpc/session.signOut',
  `/${'x'.repeat(600)}`,
])('never goes to %j', (path) => {
  expect(from(path)).toBe('/')
})
