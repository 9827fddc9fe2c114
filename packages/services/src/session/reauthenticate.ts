import type { Call } from '../context.ts'
import type { ReauthenticateInput } from './inputs.ts'

/** Proves with the password that it is still the same person, for what asks for that. */
export async function reauthenticate({
  ctx,
  input,
}: Call<ReauthenticateInput>): Promise<Record<never, never>> {
  await ctx.auth.reauthenticate({ session: ctx, password: input.password, origin: ctx })
  return {}
}
