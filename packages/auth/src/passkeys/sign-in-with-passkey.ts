import { withIdentity } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import { finishSignIn } from '../accounts/finish-sign-in.ts'
import { recordRefusedSignIn } from '../accounts/record-refused-sign-in.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'
import type { SessionRead } from '../sessions/session-store.ts'
import { countUse } from './count-use.ts'
import { PasskeyRefused } from './passkey-refused.ts'
import type { PasskeyAssertion } from './passkey-responses.ts'
import { type VerifiedAssertion, verifyAssertion } from './verify-assertion.ts'

export interface SignInWithPasskeyInput extends RequestOrigin {
  readonly passkey: PasskeyAssertion
}

/**
 * Signs in without a password: the device has verified its owner, which makes it as good as two factors. A passkey that nobody has,
 * a wrong signature, a counter that went back and an account that is locked get the same UNAUTHENTICATED.
 */
export async function signInWithPasskey(
  context: AuthContext,
  { passkey, ...origin }: SignInWithPasskeyInput,
): Promise<SessionRead> {
  const key = `passkey ip ${visitorNetwork(origin.remoteAddress)}`
  await takeLimit(context.limits, { key, burst: 20, everyS: 5 })
  try {
    const shown = await verifyAssertion(context, passkey, { purpose: 'sign_in', userId: null })
    return await enterWith(context, shown, origin)
  } catch (error) {
    if (!(error instanceof PasskeyRefused)) throw error
    const { userId, why } = error
    if (userId !== null) await recordRefusedSignIn(context, userId, origin, { how: 'passkey', why })
    throw new CartageError('UNAUTHENTICATED', 'This passkey opens nothing here. Sign in another way.', {
      reason: 'SIGN_IN',
      cause: error,
    })
  }
}

async function enterWith(
  context: AuthContext,
  shown: VerifiedAssertion,
  origin: RequestOrigin,
): Promise<SessionRead> {
  const { userId } = shown
  try {
    return await withIdentity(context.db, null, async (trx) => {
      await countUse(trx, context, shown)
      const answer = await finishSignIn(trx, context, { userId, how: 'passkey', isStrong: true }, origin)
      if (answer.kind !== 'session') throw new Error('A passkey is as good as two factors.')
      return answer
    })
  } catch (error) {
    const isNoWayIn = error instanceof CartageError && error.reason === 'SIGN_IN'
    throw isNoWayIn ? new PasskeyRefused('no_way_in', userId, error) : error
  }
}
