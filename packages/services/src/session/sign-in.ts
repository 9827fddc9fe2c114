import type { FactorMethod, RiskReason, SignInAnswer } from '@cartage/auth'
import type { VisitorCall, VisitorContext } from '../context.ts'
import { beginSession } from './begin-session.ts'
import type { SignInInput } from './inputs.ts'
import type { SessionView } from './session-view.ts'
import { tellUnusual } from './tell-unusual.ts'

/** A session, or what else has to be shown for one. */
export type SignInView =
  | { readonly kind: 'session'; readonly session: SessionView }
  | {
      readonly kind: 'second_factor'
      readonly ticket: string
      readonly methods: readonly FactorMethod[]
      /** What was unlike the person; empty where it is asked for anyway. */
      readonly reasons: readonly RiskReason[]
    }

/** Signs a person in and sets the cookie, or asks for their second factor. */
export async function signIn({ ctx, input }: VisitorCall<SignInInput>): Promise<SignInView> {
  return viewSignIn(ctx, await ctx.auth.signIn({ ...ctx.request, ...input }))
}

/** Hands the cookies of a session that has begun to the answer. */
export async function viewSignIn(ctx: VisitorContext, answer: SignInAnswer): Promise<SignInView> {
  if (answer.kind === 'second_factor') return answer
  const session = await beginSession(ctx, answer)
  if (answer.unusual !== undefined) tellUnusual(ctx, answer.session, answer.unusual)
  return { kind: 'session', session }
}
