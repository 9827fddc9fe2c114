import type { ReauthenticationProof } from '@cartage/auth'
import type { Call } from '../context.ts'
import type { ReauthenticateInput } from './inputs.ts'

/** Proves that it is still the same person, for what asks for that. */
export async function reauthenticate({
  ctx,
  input,
}: Call<ReauthenticateInput>): Promise<Record<never, never>> {
  await ctx.auth.reauthenticate({ session: ctx, proof: proofOf(input), origin: ctx })
  return {}
}

function proofOf({ code, passkey, password = '' }: ReauthenticateInput): ReauthenticationProof {
  if (passkey !== undefined) return { passkey }
  return code === undefined ? { password } : { code }
}
