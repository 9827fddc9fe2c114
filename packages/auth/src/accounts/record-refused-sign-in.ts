import { withIdentity } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'

/** Writes down, in the organization that the person used last, that somebody did not get in as them. */
export async function recordRefusedSignIn(
  { db }: AuthContext,
  userId: UserId,
  origin: RequestOrigin,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const member = await withIdentity(db, null, (trx) =>
    trx
      .selectFrom('identity.membership')
      .select('organizationId')
      .where('userId', '=', userId)
      .orderBy('lastUsedAt', (order) => order.desc().nullsLast())
      .orderBy('createdAt')
      .executeTakeFirst(),
  )
  if (member === undefined) return
  const { organizationId } = member
  await withIdentity(db, organizationId, (trx) =>
    recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.create',
      entity: 'session',
      entityId: null,
      result: 'refused',
      origin,
      detail,
    }),
  )
}
