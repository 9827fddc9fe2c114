import type { OwnRole } from '@cartage/auth'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import type { UpdateRoleInput } from './inputs.ts'

/** Changes a role; the sessions of its members end where what they may do changes. */
export async function updateRole({ ctx, input }: Call<UpdateRoleInput>): Promise<OwnRole> {
  authorize(ctx, 'role:manage')
  const { organizationId, userId: changedBy, permissions: held } = ctx
  const changed = ctx.auth.updateRole({ ...input, organizationId, changedBy, held, origin: ctx })
  return rewordConflict(changed, 'role_name', 'Another role already has this name.', 'name')
}
