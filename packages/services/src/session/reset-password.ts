import type { OidcProviderId } from '@cartage/domain'
import type { VisitorCall } from '../context.ts'
import type { ResetPasswordInput } from './inputs.ts'
import { type SignInView, viewSignIn } from './sign-in.ts'

/** A sign-in, or, with the password set, the provider to go to. */
export type ResetView =
  | SignInView
  | {
      readonly kind: 'provider_required'
      readonly provider: { readonly id: OidcProviderId; readonly name: string }
    }

/** Uses the link for a new password: sets it, ends every session, and signs in as far as a password does. */
export async function resetPassword({ ctx, input }: VisitorCall<ResetPasswordInput>): Promise<ResetView> {
  const answer = await ctx.auth.resetPassword({ ...ctx.request, ...input })
  return answer.kind === 'provider_required' ? answer : viewSignIn(ctx, answer)
}
