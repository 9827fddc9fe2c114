import { withIdentity } from '@cartage/db'
import { precondition } from '@cartage/domain'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import type { AuthContext } from '../auth-context.ts'
import { requireProven } from '../factors/require-proven.ts'
import { takeLimit } from '../limits/limits.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { CHALLENGE_MS, issueChallenge } from './challenge.ts'
import { relyingPartyOf } from './relying-party.ts'
import { userHandleOf } from './user-handle.ts'

/** What a browser needs to make a passkey. */
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON

const MOST = 20
/** What devices sign with, EdDSA, ES256 and RS256 by their numbers in COSE; between them they are all devices of today. */
export const algorithms = [-8, -7, -257]

/**
 * Begins with a passkey for somebody who is signed in: one that stands on the device by itself, behind its own lock, and that is not
 * there yet. Throws PRECONDITION (`MOST_PASSKEYS`) where there are enough.
 */
export async function beginRegistration(
  context: AuthContext,
  { session }: { readonly session: SessionContext },
): Promise<PasskeyCreation> {
  const { userId, email, name } = session
  await takeLimit(context.limits, { key: `passkey-begin user ${userId}`, burst: 20, everyS: 6 })
  return withIdentity(context.db, null, async (trx) => {
    await requireProven(trx, session)
    const own = await trx
      .selectFrom('identity.passkey')
      .select(['id', 'transports'])
      .where('userId', '=', userId)
      .execute()
    if (own.length >= MOST) {
      throw precondition(
        `You have ${own.length} passkeys. Remove one that you use no longer.`,
        'MOST_PASSKEYS',
      )
    }
    const site = relyingPartyOf(context.publicUrl)
    const { generateRegistrationOptions } = await import('@simplewebauthn/server')
    return generateRegistrationOptions({
      rpID: site.id,
      rpName: site.name,
      userID: userHandleOf(userId),
      userName: email ?? name,
      userDisplayName: name,
      challenge: await issueChallenge(trx, context, { purpose: 'register', userId }),
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: own,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
    })
  })
}
