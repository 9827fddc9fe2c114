import { CartageError } from '@cartage/domain'
import { notOperator, type Permission } from '@cartage/auth'
import type { StaffContext } from '../context.ts'

/** Throws FORBIDDEN unless somebody runs the installation: what is not an organization's is not for its administrators either. */
export function authorizeOperator({ isOperator, userId }: Pick<StaffContext, 'isOperator' | 'userId'>): void {
  if (!isOperator) throw notOperator(`${userId} is no operator`)
}

/** Throws FORBIDDEN unless the person's role holds the permission, and counts that they used it. */
export function authorize(ctx: StaffContext, permission: Permission): void {
  if (ctx.permissions.has(permission)) {
    const { organizationId, userId, apiKeyId } = ctx
    // A key's permissions are its own, and given one by one.
    if (apiKeyId === undefined) ctx.auth.advice.note({ organizationId, userId, permission })
    return
  }
  throw new CartageError('FORBIDDEN', `Your role (${ctx.roleName}) may not do this.`, {
    reason: 'ROLE',
    detail: `${ctx.userId} lacks ${permission}`,
  })
}
