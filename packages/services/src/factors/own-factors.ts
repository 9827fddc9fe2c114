import type { Factors, TotpEnrolment } from '@cartage/auth'
import type { SignedInCall, StaffContext } from '../context.ts'
import { beginSession } from '../session/begin-session.ts'
import type { SessionView } from '../session/session-view.ts'
import type { ConfirmTotpInput } from './inputs.ts'

interface OwnCall {
  readonly ctx: StaffContext
}

export interface RecoveryCodes {
  /** Shown this once. */
  readonly recoveryCodes: readonly string[]
}

export interface ConfirmedFactor extends RecoveryCodes {
  readonly session: SessionView
}

/** The person's own second factor. */
export const listFactors = ({ ctx }: OwnCall): Promise<Factors> => ctx.auth.factors.list(ctx)

/** Begins with an authenticator app; nothing counts until its first code. */
export const enrolTotp = ({ ctx }: OwnCall): Promise<TotpEnrolment> =>
  ctx.auth.factors.enrolTotp({ session: ctx, issuer: `Cartage ${new URL(ctx.publicUrl).hostname}` })

/** Takes the app's first code; the person's other sessions end. */
export async function confirmTotp({ ctx, input }: SignedInCall<ConfirmTotpInput>): Promise<ConfirmedFactor> {
  const confirmed = await ctx.auth.factors.confirmTotp({ ...ctx.request, session: ctx, code: input.code })
  return { session: await beginSession(ctx, confirmed), recoveryCodes: confirmed.recoveryCodes }
}

/** Removes the authenticator app; the person's other sessions end. */
export async function removeTotp({ ctx }: OwnCall): Promise<Record<never, never>> {
  await ctx.auth.factors.removeTotp({ session: ctx, origin: ctx })
  return {}
}

/** Ten recovery codes in place of the earlier ones. */
export async function renewRecoveryCodes({ ctx }: OwnCall): Promise<RecoveryCodes> {
  return { recoveryCodes: await ctx.auth.factors.renewRecoveryCodes({ session: ctx, origin: ctx }) }
}
