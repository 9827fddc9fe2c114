import { expect, it } from 'vitest'
import { ownPath } from './own-path.ts'

it.each(['/', '/settings/account', '/day/x/2026-04-01?order=7#map'])('%s is a path of ours', (path) => {
  expect(ownPath.safeParse(path).success).toBe(true)
})

it.each([
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/x\\y',
])('%j is none', (path) => {
  expect(ownPath.safeParse(path).success).toBe(false)
})
