import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { HandOverInput, RemoveMemberInput } from './inputs.ts'

/** Takes a member out of the organization; an account that is in no other is erased. The last administrator stays. */
export async function removeMember({
  ctx,
  input: { id: userId, handOverTo },
}: Call<RemoveMemberInput>): Promise<Record<never, never>> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: removedBy, permissions: held } = ctx
  await ctx.auth.removeMember({ organizationId, userId, handOverTo, removedBy, held, origin: ctx })
  return {}
}

/** Passes what names a member, their open invitations, on to another. */
export async function handOverMember({
  ctx,
  input: { id: from, to },
}: Call<HandOverInput>): Promise<{ readonly invitations: number }> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: changedBy } = ctx
  return {
    invitations: await ctx.auth.handOver({ organizationId, from, to, changedBy, origin: ctx }),
  }
}
