/** What each permission lets somebody do, under the heading that it stands under. */
export const permissionGroups: readonly {
  readonly title: string
  readonly permissions: readonly { readonly name: string; readonly label: string }[]
}[] = [
  {
    title: 'Work of the day',
    permissions: [
      { name: 'order:read', label: 'See orders' },
      { name: 'order:write', label: 'Change orders and import them' },
      { name: 'fleet:read', label: 'See depots, vehicles, drivers and shifts' },
      { name: 'fleet:write', label: 'Change depots, vehicles, drivers and shifts' },
      { name: 'plan:read', label: 'See plans' },
      { name: 'plan:write', label: 'Plan and change routes' },
      { name: 'plan:publish', label: 'Publish plans' },
    ],
  },
  {
    title: 'Roads',
    permissions: [
      { name: 'region:read', label: 'See regions and ask their roads' },
      { name: 'region:write', label: 'Build and remove regions' },
      { name: 'closure:write', label: 'Close roads and slow them down' },
    ],
  },
  {
    title: 'Organization',
    permissions: [
      { name: 'organization:read', label: 'See the organization' },
      { name: 'organization:write', label: 'Change its name and currency' },
      { name: 'member:manage', label: 'Invite, change and remove members' },
      { name: 'role:manage', label: 'Make and change roles' },
      { name: 'access:manage', label: 'Decide how people sign in' },
      { name: 'key:manage', label: 'Make keys for programs' },
      { name: 'audit:read', label: 'Read the audit log' },
    ],
  },
]

const labels = new Map(
  permissionGroups.flatMap(({ permissions }) => permissions.map(({ name, label }) => [name, label] as const)),
)

/** What a permission lets somebody do; the name of one that only an earlier release knew. */
export const permissionLabel = (permission: string): string => labels.get(permission) ?? permission

/** What somebody who may change a thing has to see first. */
export const readingFor = (permission: string): string | undefined =>
  /^(order|fleet|plan|region|organization):(write|publish)$/.test(permission)
    ? permission.replace(/:.*/, ':read')
    : permission === 'closure:write'
      ? 'region:read'
      : undefined
