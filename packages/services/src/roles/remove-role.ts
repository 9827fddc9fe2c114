import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { RemoveRoleInput } from './inputs.ts'

/** Removes a role that nobody has. */
export async function removeRole({ ctx, input }: Call<RemoveRoleInput>): Promise<Record<never, never>> {
  authorize(ctx, 'role:manage')
  const { organizationId, userId: removedBy, permissions: held } = ctx
  await ctx.auth.removeRole({ ...input, organizationId, removedBy, held, origin: ctx })
  return {}
}
