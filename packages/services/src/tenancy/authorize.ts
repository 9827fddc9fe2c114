import { CartageError } from '@cartage/domain'
import type { Permission } from '@cartage/auth'
import type { StaffContext } from '../context.ts'

/** Throws FORBIDDEN unless the person's role holds the permission. */
export function authorize(ctx: StaffContext, permission: Permission): void {
  if (ctx.permissions.has(permission)) return
  throw new CartageError('FORBIDDEN', `Your role (${ctx.roleName}) may not do this.`, {
    reason: 'ROLE',
    detail: `${ctx.userId} lacks ${permission}`,
  })
}
