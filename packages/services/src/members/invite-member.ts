import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { InviteMemberInput } from './inputs.ts'

export interface Invitation {
  /** Works once; the token stands in the fragment, which no server sees. */
  readonly link: string
  readonly expiresAt: string
}

/** Makes a one-time link for a new member; it is handed over by hand and shown only now. */
export async function inviteMember({ ctx, input }: Call<InviteMemberInput>): Promise<Invitation> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: invitedBy, permissions: held } = ctx
  const { token, expiresAt } = await ctx.auth.createInvite({
    ...input,
    organizationId,
    invitedBy,
    held,
    origin: ctx,
  })
  return { link: `${ctx.publicUrl}/invite#${token}`, expiresAt: expiresAt.toISOString() }
}
