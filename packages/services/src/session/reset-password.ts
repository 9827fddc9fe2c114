import type { VisitorCall } from '../context.ts'
import type { ResetPasswordInput } from './inputs.ts'
import { type SignInView, viewSignIn } from './sign-in.ts'

/** Uses the link for a new password: sets it, ends every session, and signs in as far as a password does. */
export async function resetPassword({ ctx, input }: VisitorCall<ResetPasswordInput>): Promise<SignInView> {
  return viewSignIn(ctx, await ctx.auth.resetPassword({ ...ctx.request, ...input }))
}
