import type { IdentityTransaction } from '@cartage/db'
import { notFound } from '@cartage/domain'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import type { SessionContext, SessionRead } from './session-store.ts'

/** Goes on as somebody who has just shown their second factor: with a new token, no longer than the session would have lived. */
export async function strengthenSession(
  trx: IdentityTransaction,
  { sessions, now }: AuthContext,
  session: SessionContext,
  origin: RequestOrigin,
): Promise<SessionRead> {
  const { organizationId, userId, sessionId } = session
  const member = await requireMember(trx, organizationId, userId)
  const row = await trx
    .deleteFrom('identity.session')
    .where('publicId', '=', sessionId)
    .where('userId', '=', userId)
    .returning(['absoluteExpiresAt', 'authenticatedAt', 'deviceId', 'place', 'providerId'])
    .executeTakeFirst()
  if (row === undefined) throw notFound('session')
  return sessions.begin(trx, member, origin, { ...row, secondFactorAt: now() })
}
