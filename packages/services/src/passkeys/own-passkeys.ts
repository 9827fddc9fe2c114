import type { PasskeyCreation, PasskeyRequest } from '@cartage/auth'
import type { Call, SignedInCall } from '../context.ts'
import type { ConfirmedFactor } from '../factors/own-factors.ts'
import { beginSession } from '../session/begin-session.ts'
import type {
  AddPasskeyInput,
  BeginPasskeyProofInput,
  RemovePasskeyInput,
  RenamePasskeyInput,
} from './inputs.ts'

/** Begins with a passkey: what the browser needs to make one. */
export const beginPasskeyRegistration = ({ ctx }: Pick<Call<never>, 'ctx'>): Promise<PasskeyCreation> =>
  ctx.auth.passkeys.beginRegistration({ session: ctx })

/** Takes the passkey that the browser has made; the person's other sessions end. */
export async function addPasskey({ ctx, input }: SignedInCall<AddPasskeyInput>): Promise<ConfirmedFactor> {
  const added = await ctx.auth.passkeys.add({ ...ctx.request, ...input, session: ctx })
  return { session: await beginSession(ctx, added), recoveryCodes: added.recoveryCodes }
}

export async function renamePasskey({ ctx, input }: Call<RenamePasskeyInput>): Promise<Record<never, never>> {
  await ctx.auth.passkeys.rename({ ...input, session: ctx, origin: ctx })
  return {}
}

/** Removes a passkey; the person's other sessions end. */
export async function removePasskey({ ctx, input }: Call<RemovePasskeyInput>): Promise<Record<never, never>> {
  await ctx.auth.passkeys.remove({ ...input, session: ctx, origin: ctx })
  return {}
}

/** What the browser needs to ask somebody who is signed in for one of their passkeys. */
export const beginPasskeyProof = ({ ctx, input }: Call<BeginPasskeyProofInput>): Promise<PasskeyRequest> =>
  ctx.auth.passkeys.beginInSession({ session: ctx, purpose: input.purpose })
