/** What a program may be allowed, by what it is about. Managing keys is not among it: only people do. */
export const permissionGroups = [
  {
    label: 'Orders',
    items: [
      { value: 'order:read', label: 'Read orders' },
      { value: 'order:write', label: 'Add and change orders' },
    ],
  },
  {
    label: 'Fleet',
    items: [
      { value: 'fleet:read', label: 'Read depots, vehicles, drivers and shifts' },
      { value: 'fleet:write', label: 'Change depots, vehicles, drivers and shifts' },
    ],
  },
  {
    label: 'Plans',
    items: [
      { value: 'plan:read', label: 'Read plans and routes' },
      { value: 'plan:write', label: 'Plan a day and change routes' },
      { value: 'plan:publish', label: 'Publish plans' },
    ],
  },
  {
    label: 'Roads',
    items: [
      { value: 'region:read', label: 'Read regions, roads and closures' },
      { value: 'closure:write', label: 'Close roads' },
      { value: 'region:write', label: 'Build and remove regions' },
    ],
  },
  {
    label: 'Organization',
    items: [
      { value: 'organization:read', label: 'Read its name and currency' },
      { value: 'organization:write', label: 'Change its name and currency' },
      { value: 'member:manage', label: 'Manage members' },
      { value: 'role:manage', label: 'Manage roles' },
      { value: 'access:manage', label: 'Decide who may come in' },
      { value: 'audit:read', label: 'Read the audit log' },
    ],
  },
] as const

export type KeyPermission = (typeof permissionGroups)[number]['items'][number]['value']
