import type { FactorProof } from '@cartage/auth'
import type { SignedInCall, VisitorCall } from '../context.ts'
import { beginSession } from '../session/begin-session.ts'
import type { SessionView } from '../session/session-view.ts'
import type { ProveFactorInput, ProveInSessionInput } from './inputs.ts'

/** Finishes a sign-in with the second factor, and sets the cookie. */
export async function proveFactor({ ctx, input }: VisitorCall<ProveFactorInput>): Promise<SessionView> {
  const { ticket } = input
  return beginSession(ctx, await ctx.auth.factors.prove({ ...ctx.request, ticket, proof: proofOf(input) }))
}

/** Shows the second factor in a session that began without it. */
export async function proveInSession({
  ctx,
  input,
}: SignedInCall<ProveInSessionInput>): Promise<SessionView> {
  const proof = proofOf(input)
  return beginSession(ctx, await ctx.auth.factors.proveInSession({ ...ctx.request, session: ctx, proof }))
}

export function proofOf({ code, passkey, recoveryCode = '' }: ProveInSessionInput): FactorProof {
  if (passkey !== undefined) return { passkey }
  return code === undefined ? { recoveryCode } : { code }
}
