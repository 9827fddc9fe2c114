import { withIdentity } from '@cartage/db'
import { notFound, type OrganizationId } from '@cartage/domain'
import { isLetIn } from '../access/is-let-in.ts'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import { requireWayIn } from '../access/required-provider.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext, SessionRead } from './session-store.ts'

export interface SwitchOrganizationInput extends RequestOrigin {
  readonly session: SessionContext
  readonly organizationId: OrganizationId
}

/**
 * Goes on in another organization of the person's without signing in again: with a new token, for it is a change of rights, and
 * no longer than the session would have lived. Throws NOT_FOUND for an organization that does not let them in.
 */
export function switchOrganization(
  { db, sessions }: AuthContext,
  { session, organizationId, ...origin }: SwitchOrganizationInput,
): Promise<SessionRead> {
  return withIdentity(db, organizationId, async (trx) => {
    const { userId } = session
    const member = await requireMember(trx, organizationId, userId)
    if (!isLetIn(entryOf(member), origin.remoteAddress)) throw notFound('organization')
    await requireWayIn(trx, member, session)
    const row = await trx
      .deleteFrom('identity.session')
      .where('publicId', '=', session.sessionId)
      .where('userId', '=', userId)
      .returning([
        'absoluteExpiresAt',
        'authenticatedAt',
        'secondFactorAt',
        'deviceId',
        'place',
        'providerId',
      ])
      .executeTakeFirst()
    if (row === undefined) throw notFound('session')
    const begun = await sessions.begin(trx, member, origin, row)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.switch',
      entity: 'session',
      entityId: begun.session.sessionId,
      origin,
      detail: { from: session.organizationId },
    })
    return begun
  })
}
