import type { Member } from '@cartage/auth'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { SetMemberRoleInput } from './inputs.ts'

/** Gives a member another role or other depots; their sessions end. The last administrator keeps theirs. */
export async function setMemberRole({ ctx, input }: Call<SetMemberRoleInput>): Promise<Member> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: changedBy, permissions: held } = ctx
  const { id: userId, ...grant } = input
  return ctx.auth.setMemberRole({ organizationId, userId, ...grant, changedBy, held, origin: ctx })
}
