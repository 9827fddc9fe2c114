import { isBuiltInRole, type MemberRole, roles } from '@cartage/domain'
import type { SelectOption } from '@cartage/ui'
import type { Outputs } from '../../api/trpc.ts'
import { roleWords } from './role-words.ts'

export type Member = Outputs['members']['list']['items'][number]
type OwnRoles = Outputs['members']['list']['roles']

/** What a member can be: the roles of the product, then the organization's own. */
export const roleOptions = (own: OwnRoles): readonly SelectOption<MemberRole>[] => [
  ...roles.map((name) => ({ value: name, label: roleWords[name].label })),
  ...own.map(({ id, name }) => ({ value: id, label: name, group: 'Your roles' })),
]

/** What somebody with the role may do, in a line. */
export const roleDetail = (role: MemberRole, own: OwnRoles): string => {
  if (isBuiltInRole(role)) return roleWords[role].detail
  const count = own.find(({ id }) => id === role)?.permissions.length ?? 0
  return `${count} ${count === 1 ? 'permission' : 'permissions'}, as Settings → Roles says.`
}

/** Whether somebody with the role could lift a limit to depots, and so cannot have one. */
export const isUnlimited = (role: MemberRole, own: OwnRoles): boolean =>
  role === 'admin' || (own.find(({ id }) => id === role)?.permissions.includes('member:manage') ?? false)
