import { withIdentity } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { type ChallengeUse, takeChallenge } from './challenge.ts'
import { PasskeyRefused } from './passkey-refused.ts'
import type { PasskeyAssertion } from './passkey-responses.ts'
import { relyingPartyOf } from './relying-party.ts'
import { userHandleOf } from './user-handle.ts'

/** A passkey whose signature is right. Whether it counts is for `countUse` to say, in the transaction that takes it as a proof. */
export interface VerifiedAssertion {
  readonly passkeyId: string
  readonly userId: UserId
  readonly counter: number
  readonly isBackedUp: boolean
}

/**
 * Checks what a device has signed: the challenge, our origin, the key, and that the device has verified its owner. Throws
 * {@link PasskeyRefused}, and INVALID (`CHALLENGE`) for a challenge that was made for something else or is over.
 */
export async function verifyAssertion(
  context: AuthContext,
  assertion: PasskeyAssertion,
  use: ChallengeUse,
): Promise<VerifiedAssertion> {
  const expectedChallenge = await takeChallenge(context, assertion.clientDataJSON, use)
  const passkey = await withIdentity(context.db, null, (trx) =>
    trx
      .selectFrom('identity.passkey')
      .select(['id', 'userId', 'publicKey'])
      .where('id', '=', assertion.id)
      .executeTakeFirst(),
  )
  if (passkey === undefined || (use.userId !== null && passkey.userId !== use.userId)) {
    throw new PasskeyRefused('unknown', use.userId)
  }
  const { id, userId, publicKey } = passkey
  // Where nobody is known yet, the device has to say whose passkey it is.
  const handle = assertion.userHandle ?? (use.userId === null ? '' : undefined)
  if (handle !== undefined && handle !== Buffer.from(userHandleOf(userId)).toString('base64url')) {
    throw new PasskeyRefused('signature', userId)
  }
  const site = relyingPartyOf(context.publicUrl)
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON: assertion.clientDataJSON,
        authenticatorData: assertion.authenticatorData,
        signature: assertion.signature,
      },
      clientExtensionResults: {},
    },
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    // The library looks at the counter before the signature; `countUse` does so after it, and in one statement.
    credential: { id, publicKey: Uint8Array.from(publicKey), counter: 0 },
  }).catch((error: unknown) => {
    throw new PasskeyRefused('signature', userId, error)
  })
  if (!verified) throw new PasskeyRefused('signature', userId)
  const { newCounter, credentialBackedUp } = authenticationInfo
  return { passkeyId: id, userId, counter: newCounter, isBackedUp: credentialBackedUp }
}
