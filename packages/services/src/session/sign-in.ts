import type { VisitorCall } from '../context.ts'
import { beginSession } from './begin-session.ts'
import type { SignInInput } from './inputs.ts'
import type { SessionView } from './session-view.ts'

/** Signs a person in and sets the cookie. */
export async function signIn({ ctx, input }: VisitorCall<SignInInput>): Promise<SessionView> {
  return beginSession(ctx, await ctx.auth.signIn({ ...ctx.request, ...input }))
}
