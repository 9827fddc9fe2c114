import type { OpenInvite } from '@cartage/auth'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { MemberInput } from './inputs.ts'

export interface OpenInvites {
  readonly items: readonly OpenInvite[]
}

/** The invitations that nobody has taken yet. */
export async function listOpenInvites({ ctx }: { readonly ctx: StaffContext }): Promise<OpenInvites> {
  authorize(ctx, 'member:manage')
  return { items: await ctx.auth.listOpenInvites(ctx.organizationId) }
}

/** Takes one of them back. */
export async function withdrawInvite({ ctx, input }: Call<MemberInput>): Promise<Record<never, never>> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: withdrawnBy } = ctx
  await ctx.auth.withdrawInvite({ organizationId, id: input.id, withdrawnBy, origin: ctx })
  return {}
}
