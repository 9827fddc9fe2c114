import { withIdentity } from '@cartage/db'
import { notFound } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { type EmailChange, endWithEmail, issueEmailToken, requireFree, unlessTaken } from './email-change.ts'
import { normalEmail } from './normal-email.ts'

export interface UpdateProfileInput {
  readonly session: Pick<SessionContext, 'organizationId' | 'userId' | 'sessionId'>
  readonly name: string
  readonly email: string
  /** Whether a new address has to show first that it is theirs; without mail it cannot. */
  readonly mustProveEmail?: boolean | undefined
  readonly origin?: AuditOrigin | undefined
}

/**
 * Changes a person's name and the address that they sign in with. A new address holds once its owner has opened a link, or at once
 * where nothing can be mailed; all their other sessions end with the old one. Throws INVALID for an address that cannot be theirs.
 * Somebody's account and an invitation that waits get that same answer, and a person gets few tries: nobody finds out whose
 * addresses are known here. Answers what is to be mailed about it; null where the address stays.
 */
export async function updateProfile(
  { db, limits, sessions, now }: AuthContext,
  { session, name, mustProveEmail = false, origin, ...input }: UpdateProfileInput,
): Promise<EmailChange | null> {
  const { organizationId, userId, sessionId } = session
  const to = normalEmail(input.email)
  await takeLimit(limits, { key: `profile ${userId}`, burst: 5, everyS: 300 })
  const work = withIdentity(db, organizationId, async (trx) => {
    const before = await trx
      .selectFrom('identity.user')
      .select(['name', 'email'])
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound('person')
    const { email: from } = before
    const isMoving = from !== to
    if (before.name === name && !isMoving) return null
    if (isMoving) await requireFree(trx, to, now())
    const isAsking = isMoving && mustProveEmail
    const token = isAsking
      ? await issueEmailToken(trx, { userId, organizationId, sessionId, from, to }, now())
      : null
    const email = isAsking ? from : to
    await trx.updateTable('identity.user').set({ name, email }).where('id', '=', userId).execute()
    if (isMoving && !isAsking) {
      await sessions.endAllOf(trx, userId, sessionId)
      await endWithEmail(trx, userId)
    }
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'user.updateProfile',
      entity: 'user',
      entityId: userId,
      origin,
      detail: {
        changed: [...(before.name === name ? [] : ['name']), ...(isMoving && !isAsking ? ['email'] : [])],
        ...(isAsking ? { asked: ['email'] } : {}),
      },
    })
    return isMoving ? { name, from, to, token } : null
  })
  return unlessTaken(work)
}
