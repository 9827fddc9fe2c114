import { isBuiltInRole, type MemberRole, type Role } from '@cartage/domain'

/** What a role is called and what it may do. */
export const roleWords: Readonly<Record<Role, { readonly label: string; readonly detail: string }>> = {
  admin: { label: 'Administrator', detail: 'Everything, including members, regions and the organization.' },
  dispatcher: { label: 'Dispatcher', detail: 'Orders, fleet and plans.' },
  driver: { label: 'Driver', detail: 'Their own routes.' },
  viewer: { label: 'Viewer', detail: 'Looks at everything, changes nothing.' },
}

/** What a member is, in words: of the product, or as their organization calls it. */
export const roleLabel = ({
  role,
  roleName,
}: {
  readonly role: MemberRole
  readonly roleName: string
}): string => (isBuiltInRole(role) ? roleWords[role].label : roleName)
