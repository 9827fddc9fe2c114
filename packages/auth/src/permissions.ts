import type { Role } from '@cartage/domain'

/** What somebody may do, as `entity:verb`. */
export const permissions = [
  'order:read',
  'order:write',
  'fleet:read',
  'fleet:write',
  'plan:read',
  'plan:write',
  'plan:publish',
  'region:read',
  'region:write',
  'closure:write',
  'organization:read',
  'organization:write',
  'member:manage',
  'role:manage',
  'access:manage',
  'key:manage',
  'audit:read',
] as const
export type Permission = (typeof permissions)[number]

const viewer: readonly Permission[] = [
  'order:read',
  'fleet:read',
  'plan:read',
  'region:read',
  'organization:read',
]

const byRole: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(permissions),
  dispatcher: new Set<Permission>([
    ...viewer,
    'order:write',
    'fleet:write',
    'plan:write',
    'plan:publish',
    'closure:write',
  ]),
  viewer: new Set(viewer),
  driver: new Set(),
}

/** What a role may do; the only place that knows. */
export const permissionsOf = (role: Role): ReadonlySet<Permission> => byRole[role]

export const isPermission = (value: string): value is Permission => permissions.some((name) => name === value)
