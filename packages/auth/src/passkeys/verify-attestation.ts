import { CartageError, type UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { algorithms } from './begin-registration.ts'
import { takeChallenge } from './challenge.ts'
import type { PasskeyAttestation } from './passkey-responses.ts'
import { relyingPartyOf } from './relying-party.ts'

export interface NewPasskey {
  readonly id: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly isBackedUp: boolean
}

/** Checks a passkey that a device has made: for us, now, for this person, behind its lock. Throws INVALID naming `passkey`. */
export async function verifyAttestation(
  context: AuthContext,
  attestation: PasskeyAttestation,
  userId: UserId,
): Promise<NewPasskey> {
  const { id, clientDataJSON, attestationObject } = attestation
  const expectedChallenge = await takeChallenge(context, clientDataJSON, { purpose: 'register', userId })
  const site = relyingPartyOf(context.publicUrl)
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    await requireNoCertificate(attestationObject)
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified || registrationInfo.credential.id !== id) throw notTaken()
    const { credential, credentialBackedUp } = registrationInfo
    return {
      id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      isBackedUp: credentialBackedUp,
    }
  } catch (error) {
    throw error instanceof CartageError ? error : notTaken(error)
  }
}

/**
 * We ask for no word of the device's maker, and take none: to check such a certificate, lists would be fetched from the addresses
 * that it names, and those are whatever the sender wrote (SEC-E10).
 */
async function requireNoCertificate(attestationObject: string): Promise<void> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers')
  const decoded = decodeAttestationObject(Uint8Array.from(Buffer.from(attestationObject, 'base64url')))
  const format = decoded.get('fmt')
  if (format === 'none') return
  if (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined) return
  throw notTaken()
}

const notTaken = (cause?: unknown): CartageError =>
  new CartageError(
    'INVALID',
    'This device made no passkey that can be used here. Try again, or use another one.',
    {
      reason: 'PASSKEY_WRONG',
      field: 'passkey',
      cause,
    },
  )
