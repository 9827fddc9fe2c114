import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { SetMemberDisabledInput } from './inputs.ts'
import type { Member } from './member.ts'

/** Locks a member out, or lets them in again; their sessions end. The last administrator stays. */
export async function setMemberDisabled({ ctx, input }: Call<SetMemberDisabledInput>): Promise<Member> {
  authorize(ctx, 'member:manage')
  throw new Error('pending')
}
