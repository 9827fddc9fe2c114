import type { Member } from '@cartage/auth'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { SetMemberDisabledInput } from './inputs.ts'

/** Locks a member out, or lets them in again; their sessions end. The last administrator stays. */
export async function setMemberDisabled({ ctx, input }: Call<SetMemberDisabledInput>): Promise<Member> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: changedBy, permissions: held } = ctx
  const { id: userId, disabled } = input
  return ctx.auth.setMemberDisabled({ organizationId, userId, disabled, changedBy, held, origin: ctx })
}
