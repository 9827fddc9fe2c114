import type { SignedInCall } from '../context.ts'
import { factorsIn } from '../factors/inputs.ts'
import { proofOf } from '../factors/prove-factor.ts'
import type { ReauthenticateInput } from './inputs.ts'

/** Proves that it is still the same person, for what asks for that; the session goes on with a new token. */
export async function reauthenticate({
  ctx,
  input: { password, ...given },
}: SignedInCall<ReauthenticateInput>): Promise<Record<never, never>> {
  const factor = factorsIn(given).length === 0 ? undefined : proofOf(given)
  const { cookies } = await ctx.auth.reauthenticate({
    session: ctx,
    proof: { password, factor },
    origin: ctx,
  })
  for (const cookie of cookies) ctx.setCookie(cookie)
  return {}
}
