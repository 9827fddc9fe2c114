import { withIdentity } from '@cartage/db'
import { notFound, type OrganizationId, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import { accessOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { endTrust } from '../risk/trust.ts'
import type { SessionContext } from './session-store.ts'

/** Who ends sessions, and from where. */
export interface SessionEnder {
  readonly session: Pick<SessionContext, 'organizationId' | 'userId' | 'sessionId'>
  readonly origin?: AuditOrigin | undefined
}

/** Ends one of a person's own sessions, in whatever organization, by its public id. Throws NOT_FOUND for any other. */
export async function endSession(
  { db }: AuthContext,
  { session: { organizationId, userId }, origin }: SessionEnder,
  sessionId: string,
): Promise<void> {
  await withIdentity(db, organizationId, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .where((eb) => eb(eb.cast<string>('publicId', 'text'), '=', sessionId))
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound('session')
    await endTrust(trx, userId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.end',
      entity: 'session',
      entityId: sessionId,
      origin,
    })
  })
}

/** Ends all sessions of a person but the one that asks. Answers how many there were. */
export function endOtherSessions(
  { db }: AuthContext,
  { session: { organizationId, userId, sessionId }, origin }: SessionEnder,
): Promise<number> {
  return withIdentity(db, organizationId, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .where('publicId', '!=', sessionId)
      .executeTakeFirst()
    const ended = Number(numDeletedRows)
    await endTrust(trx, userId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.endOthers',
      entity: 'session',
      entityId: null,
      origin,
      detail: { ended },
    })
    return ended
  })
}

export interface EndMemberSessionInput {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly sessionId: string
  readonly endedBy: UserId
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/** Ends a session that a member has in the organization. Throws NOT_FOUND for any other. */
export async function endMemberSession(
  { db }: AuthContext,
  { organizationId, userId, sessionId, endedBy, held, origin }: EndMemberSessionInput,
): Promise<void> {
  await withIdentity(db, organizationId, async (trx) => {
    requireMayGrant(held, accessOf(await requireMember(trx, organizationId, userId)).permissions)
    const { numDeletedRows } = await trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .where('organizationId', '=', organizationId)
      .where('publicId', '=', sessionId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound('session')
    await endTrust(trx, userId)
    await recordAudit(trx, {
      organizationId,
      userId: endedBy,
      action: 'member.endSession',
      entity: 'session',
      entityId: sessionId,
      origin,
      detail: { userId },
    })
  })
}
