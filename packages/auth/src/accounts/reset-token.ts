import type { IdentityTransaction } from '@cartage/db'
import { organizationId, type OrganizationId, userId, type UserId } from '@cartage/domain'
import { z } from 'zod'
import { endTokensOf } from '../tokens/end-tokens.ts'
import { issueOneTimeToken, type OneTimeToken } from '../tokens/one-time-token.ts'

/** What the token of a forgotten password carries; the organization is where its use is written down. */
export const resetPayload = z.strictObject({ userId, organizationId })

const LIFETIME_MS = 3_600_000

/** A token to set a new password, good for an hour and once; the one before ends. */
export async function issueResetToken(
  trx: IdentityTransaction,
  payload: { readonly userId: UserId; readonly organizationId: OrganizationId },
  now: Date,
): Promise<OneTimeToken> {
  await endTokensOf(trx, payload.userId, ['reset'])
  return issueOneTimeToken(trx, 'reset', payload, new Date(now.getTime() + LIFETIME_MS))
}
