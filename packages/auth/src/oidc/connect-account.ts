import { enterOrganization, type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, notFound } from '@cartage/domain'
import { isLetIn } from '../access/is-let-in.ts'
import { entryOf, type MemberRow, selectMembers } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import type { SessionContext, SessionRead } from '../sessions/session-store.ts'
import { useOneTimeToken } from '../tokens/one-time-token.ts'
import { noFlowCookie, readFlowCookie } from './flow-cookie.ts'
import { type PendingConnection, readConnection, staleFlow } from './flow.ts'
import { findGrant, joinByProvider } from './join-by-provider.ts'
import { linkAccount } from './link-account.ts'
import { findEnabledProvider, type ProviderRow } from './own-provider.ts'
import { problem } from './provider-error.ts'

export interface ConnectAccountInput extends RequestOrigin {
  /** Of somebody who has just proven who they are. */
  readonly session: SessionContext
}

/**
 * Ends a sign-in at a provider that waited for the owner of the account: connects both, and makes them a member where they are
 * invited or newcomers are let in. They go on in the provider's organization, with a new token. Throws INVALID (`OIDC_STATE`) when
 * nothing waits any more, FORBIDDEN when it waits for somebody else.
 */
export async function connectAccount(
  context: AuthContext,
  { session, ...origin }: ConnectAccountInput,
): Promise<SessionRead> {
  const token = readFlowCookie(context, origin)
  if (token === undefined) throw staleFlow()
  const begun = await withIdentity(context.db, null, async (trx) => {
    const { providerId, version, subject, userId } = await takeConnection(trx, context, token)
    // Leaves it good: they may have taken the wrong account.
    if (userId !== session.userId) throw otherAccount()
    const provider = await findEnabledProvider(trx, providerId)
    if (provider === undefined || provider.version !== version) throw staleFlow()
    await enterOrganization(trx, provider.organizationId)
    const member = await memberOf(trx, context, provider, { session, origin })
    await linkAccount(trx, provider, { userId, subject, origin })
    return goOnThere(trx, context, member, provider, { session, origin })
  })
  return { ...begun, cookies: [...begun.cookies, noFlowCookie(context)] }
}

async function takeConnection(
  trx: IdentityTransaction,
  { now }: AuthContext,
  token: string,
): Promise<PendingConnection> {
  const payload = await useOneTimeToken(trx, 'oidc', token, now()).catch((error: unknown) => {
    throw error instanceof CartageError ? staleFlow() : error
  })
  const waiting = readConnection(payload)
  if (waiting === undefined) throw staleFlow()
  return waiting
}

interface Who {
  readonly session: SessionContext
  readonly origin: RequestOrigin
}

async function memberOf(
  trx: IdentityTransaction,
  context: AuthContext,
  provider: ProviderRow,
  { session: { userId, email }, origin }: Who,
): Promise<MemberRow> {
  const { organizationId } = provider
  const found = await selectMembers(trx)
    .where('membership.organizationId', '=', organizationId)
    .where('membership.userId', '=', userId)
    .executeTakeFirst()
  if (found === undefined) {
    const grant = email === null ? undefined : await findGrant(trx, context, provider, email)
    if (grant === undefined) throw staleFlow()
    await joinByProvider(trx, provider, userId, { grant, origin })
  }
  const member = found ?? (await requireMember(trx, organizationId, userId))
  if (!isLetIn(entryOf(member), origin.remoteAddress)) throw staleFlow()
  return member
}

/** Both have vouched for them now: the provider and they themselves. */
async function goOnThere(
  trx: IdentityTransaction,
  { sessions }: AuthContext,
  member: MemberRow,
  { id: providerId }: ProviderRow,
  { session: { sessionId, userId }, origin }: Who,
): Promise<SessionRead> {
  const row = await trx
    .deleteFrom('identity.session')
    .where('publicId', '=', sessionId)
    .where('userId', '=', userId)
    .returning(['absoluteExpiresAt', 'authenticatedAt', 'secondFactorAt', 'deviceId', 'place'])
    .executeTakeFirst()
  if (row === undefined) throw notFound('session')
  return sessions.begin(trx, member, origin, { ...row, providerId })
}

const otherAccount = (): CartageError =>
  problem(
    'OIDC_OTHER',
    'FORBIDDEN',
    'You signed in to another account than the one with the address that the provider gave.',
  )
