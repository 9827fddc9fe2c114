import type { PasskeyRequest } from '@cartage/auth'
import type { VisitorCall } from '../context.ts'
import { beginSession } from '../session/begin-session.ts'
import type { SessionView } from '../session/session-view.ts'
import type { BeginPasskeyInput, SignInWithPasskeyInput } from './inputs.ts'

/** What the browser needs to ask for a passkey: for a sign-in, the same for everybody; for the second step of one, that person's. */
export const beginPasskey = ({
  ctx,
  input: { ticket },
}: VisitorCall<BeginPasskeyInput>): Promise<PasskeyRequest> =>
  ticket === undefined
    ? ctx.auth.passkeys.beginSignIn(ctx.request)
    : ctx.auth.passkeys.beginForTicket({ ...ctx.request, ticket })

/** Signs a person in without a password, and sets the cookie. */
export async function signInWithPasskey({
  ctx,
  input,
}: VisitorCall<SignInWithPasskeyInput>): Promise<SessionView> {
  return beginSession(ctx, await ctx.auth.passkeys.signIn({ ...ctx.request, ...input }))
}
