import type { IdentityTransaction } from '@cartage/db'
import type { CartageError } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import type { Flow } from './flow.ts'
import { CLOCK_TOLERANCE_S } from './provider-client.ts'
import { problem } from './provider-error.ts'
import { requireProvingProvider } from './proving-provider.ts'
import type { Identity } from './read-identity.ts'

export interface ProveByProviderInput {
  readonly flow: Flow
  readonly identity: Identity
  /** The one that asked for it. */
  readonly session: SessionContext
  readonly origin: AuditOrigin
}

/**
 * Takes the word of a provider that somebody has just signed in there anew, as who they are here. The session goes on with a new
 * token; answers its cookie. Throws FORBIDDEN for an earlier sign-in, for one whose time is not told, and for somebody else.
 */
export async function proveByProvider(
  trx: IdentityTransaction,
  { sessions, now }: AuthContext,
  { flow, identity, session, origin }: ProveByProviderInput,
): Promise<readonly string[]> {
  const { organizationId, userId, sessionId } = session
  const at = now()
  const authenticatedAt = requireSignedInSince(identity, flow, at)
  const { id: providerId } = await requireProvingProvider(trx, session)
  const account = await trx
    .selectFrom('identity.oidcAccount')
    .select('userId')
    .where('providerId', '=', providerId)
    .where('subject', '=', identity.subject)
    .executeTakeFirst()
  if (account?.userId !== userId || providerId !== flow.providerId) throw somebodyElse()
  const cookies = await sessions.renew(trx, sessionId, {
    authenticatedAt: authenticatedAt < at ? authenticatedAt : at,
  })
  await recordAudit(trx, {
    organizationId,
    userId,
    action: 'session.reauthenticate',
    entity: 'session',
    entityId: sessionId,
    origin,
    detail: { how: 'oidc', provider: providerId },
  })
  return cookies
}

/** `prompt` and `max_age` stand in an address that the browser can change; only the signed time tells whether they were heeded. */
function requireSignedInSince({ authenticatedAt }: Identity, { begunAt }: Flow, at: Date): Date {
  if (authenticatedAt === null) throw untold()
  const toleranceMs = CLOCK_TOLERANCE_S * 1_000
  const time = authenticatedAt.getTime()
  if (time < begunAt - toleranceMs || time > at.getTime() + toleranceMs) throw notAnew()
  return authenticatedAt
}

const untold = (): CartageError =>
  problem(
    'OIDC_AUTH_TIME',
    'FORBIDDEN',
    'The provider does not say when you signed in there (auth_time), so it proves nothing. Its administrator can switch that on.',
  )

const notAnew = (): CartageError =>
  problem(
    'OIDC_NOT_ANEW',
    'FORBIDDEN',
    'The provider did not ask you to sign in anew. Sign out there, then confirm again.',
  )

const somebodyElse = (): CartageError =>
  problem(
    'OIDC_NOT_YOU',
    'FORBIDDEN',
    'You signed in at the provider as somebody else than you are here. Sign in there as yourself.',
  )
