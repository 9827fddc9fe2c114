import { type ListedRole, type Permission, permissionsOf } from '@cartage/auth'
import { roles, type Role } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export interface RoleList {
  /** The organization's own, by name. */
  readonly items: readonly ListedRole[]
  /** Those of the product, with what they hold. */
  readonly builtIn: readonly { readonly role: Role; readonly permissions: readonly Permission[] }[]
}

/** The roles that members can have. */
export async function listRoles({ ctx }: { readonly ctx: StaffContext }): Promise<RoleList> {
  authorize(ctx, 'role:manage')
  return {
    items: await ctx.auth.listRoles(ctx.organizationId),
    builtIn: roles.map((role) => ({ role, permissions: [...permissionsOf(role)] })),
  }
}
