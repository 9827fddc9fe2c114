import { roles } from '@cartage/domain'
import { expect, it } from 'vitest'
import { permissionsOf } from './permissions.ts'

it('lets each role do what it is for', () => {
  const table = Object.fromEntries(roles.map((role) => [role, [...permissionsOf(role)].toSorted()]))

  const reads = ['fleet:read', 'order:read', 'organization:read', 'plan:read', 'region:read']
  const plans = ['closure:write', 'fleet:write', 'order:write', 'plan:publish', 'plan:write']
  const administers = [
    'access:manage',
    'audit:read',
    'key:manage',
    'member:manage',
    'organization:write',
    'region:write',
    'role:manage',
  ]
  expect(table).toEqual({
    admin: [...reads, ...plans, ...administers].toSorted(),
    dispatcher: [...reads, ...plans].toSorted(),
    driver: [],
    viewer: reads,
  })
})
