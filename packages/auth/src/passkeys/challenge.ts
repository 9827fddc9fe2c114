import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, type UserId, userId as aUserId } from '@cartage/domain'
import { z } from 'zod'
import type { AuthContext } from '../auth-context.ts'
import { issueOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'

/** How long a person may take on their device. */
export const CHALLENGE_MS = 5 * 60_000

/** What a challenge is good for, and for whom; null while nobody is known. */
export interface ChallengeUse {
  readonly purpose: 'register' | 'sign_in' | 'second_factor' | 'reauthenticate'
  readonly userId: UserId | null
}

const payload = z.object({
  purpose: z.enum(['register', 'sign_in', 'second_factor', 'reauthenticate']),
  userId: aUserId.nullable(),
})
const clientData = z.object({ challenge: z.string().min(1).max(200) })

/** A challenge of 200 random bits that works once; as with every one-time token, the database keeps its hash. */
export async function issueChallenge(
  trx: IdentityTransaction,
  { now }: AuthContext,
  use: ChallengeUse,
): Promise<Uint8Array<ArrayBuffer>> {
  const expiresAt = new Date(now().getTime() + CHALLENGE_MS)
  const { token } = await issueOneTimeToken(trx, 'passkey', { ...use }, expiresAt)
  return Uint8Array.from(Buffer.from(token, 'base64url'))
}

/**
 * Uses up the challenge that a device has signed, in a transaction of its own: it is gone whatever becomes of the rest. Throws
 * INVALID (`CHALLENGE`) unless it was made for this use.
 */
export async function takeChallenge(
  { db, now }: AuthContext,
  clientDataJSON: string,
  { purpose, userId }: ChallengeUse,
): Promise<string> {
  const challenge = await challengeOf(clientDataJSON)
  const made = payload.parse(
    await withIdentity(db, null, (trx) => useOneTimeToken(trx, 'passkey', challenge, now())).catch(
      (error: unknown) => {
        throw error instanceof CartageError && error.field === 'token' ? tooLate(error) : error
      },
    ),
  )
  if (made.purpose !== purpose || made.userId !== userId) throw tooLate()
  return challenge
}

async function challengeOf(clientDataJSON: string): Promise<string> {
  const { decodeClientDataJSON } = await import('@simplewebauthn/server/helpers')
  try {
    return clientData.parse(decodeClientDataJSON(clientDataJSON)).challenge
  } catch (cause) {
    throw tooLate(cause)
  }
}

const tooLate = (cause?: unknown): CartageError =>
  new CartageError('INVALID', 'This took too long, or was answered already. Try again.', {
    reason: 'CHALLENGE',
    field: 'passkey',
    cause,
  })
