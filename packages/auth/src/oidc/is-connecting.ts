import type { IdentityTransaction } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { peekOneTimeToken } from '../tokens/one-time-token.ts'
import { readFlowCookie } from './flow-cookie.ts'
import { readConnection } from './flow.ts'
import { findEnabledProvider } from './own-provider.ts'

/** Whether a provider of the organization has vouched for this person in this browser, and waits for them to sign in to their account. */
export async function isConnecting(
  trx: IdentityTransaction,
  context: AuthContext,
  { userId, organizationId }: { readonly userId: UserId; readonly organizationId: OrganizationId },
  origin: RequestOrigin,
): Promise<boolean> {
  const token = readFlowCookie(context, origin)
  if (token === undefined) return false
  const waiting = readConnection(
    await peekOneTimeToken(trx, 'oidc', token, context.now()).catch(() => undefined),
  )
  if (waiting === undefined || waiting.userId !== userId) return false
  const provider = await findEnabledProvider(trx, waiting.providerId)
  return provider?.organizationId === organizationId
}
