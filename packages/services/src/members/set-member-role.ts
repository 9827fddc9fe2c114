import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { SetMemberRoleInput } from './inputs.ts'
import type { Member } from './member.ts'

/** Gives a member another role; their sessions end. The last administrator keeps theirs. */
export async function setMemberRole({ ctx, input }: Call<SetMemberRoleInput>): Promise<Member> {
  authorize(ctx, 'member:manage')
  throw new Error('pending')
}
