import { withIdentity } from '@cartage/db'
import { factorsOf, type SecondFactorAsked } from '../accounts/finish-sign-in.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { ticketPayload } from '../factors/ticket.ts'
import { peekOneTimeToken } from '../tokens/one-time-token.ts'
import { readFlowCookie } from './flow-cookie.ts'
import { readConnection } from './flow.ts'
import { findEnabledProvider } from './own-provider.ts'

/** What a sign-in at a provider still waits for in this browser. */
export type PendingSignIn =
  | SecondFactorAsked
  /** Signing in to the account that is there, to connect it. */
  | { readonly kind: 'connect'; readonly provider: string }

/** Read from a cookie, so that no ticket stands in an address. Null for nothing. */
export function pendingSignIn(
  context: AuthContext,
  origin: Pick<RequestOrigin, 'cookieHeader'>,
): Promise<PendingSignIn | null> {
  const token = readFlowCookie(context, origin)
  if (token === undefined) return Promise.resolve(null)
  const now = context.now()
  return withIdentity(context.db, null, async (trx) => {
    const ticket = await peekOneTimeToken(trx, 'second_factor', token, now).catch(() => undefined)
    if (ticket !== undefined) {
      const { userId, reasons } = ticketPayload.parse(ticket)
      return { kind: 'second_factor', ticket: token, methods: await factorsOf(trx, userId), reasons }
    }
    const connection = readConnection(await peekOneTimeToken(trx, 'oidc', token, now).catch(() => undefined))
    if (connection === undefined) return null
    const provider = await findEnabledProvider(trx, connection.providerId)
    return provider === undefined ? null : { kind: 'connect', provider: provider.name }
  })
}
