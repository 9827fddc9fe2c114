import type { OwnRole } from '@cartage/auth'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import type { CreateRoleInput } from './inputs.ts'

/** Makes a role of the organization, with nothing that its maker does not hold. */
export async function createRole({ ctx, input }: Call<CreateRoleInput>): Promise<OwnRole> {
  authorize(ctx, 'role:manage')
  const { organizationId, userId: createdBy, permissions: held } = ctx
  const made = ctx.auth.createRole({ ...input, organizationId, createdBy, held, origin: ctx })
  return rewordConflict(made, 'role_name', 'Another role already has this name.', 'name')
}
