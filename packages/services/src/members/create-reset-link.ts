import type { Call } from '../context.ts'
import { resetLink } from '../session/request-reset.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { MemberInput } from './inputs.ts'

export interface ResetLink {
  /** Works once. */
  readonly link: string
  readonly expiresAt: string
}

/** Makes a one-time link with which a member sets a new password; it is handed over by hand and shown only now. */
export async function createResetLink({ ctx, input }: Call<MemberInput>): Promise<ResetLink> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: issuedBy, permissions: held, isOperator } = ctx
  const { token, expiresAt } = await ctx.auth.createReset({
    organizationId,
    userId: input.id,
    issuedBy,
    held,
    isOperator,
    origin: ctx,
  })
  return { link: resetLink(ctx.publicUrl, token), expiresAt: expiresAt.toISOString() }
}
