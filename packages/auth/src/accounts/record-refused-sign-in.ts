import { withIdentity } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import { recordSignIn } from '../risk/record-sign-in.ts'
import { lookAtSignIn } from '../risk/sign-in-look.ts'

/** Writes down, in the organization that the person used last, that somebody did not get in as them. */
export async function recordRefusedSignIn(
  context: AuthContext,
  userId: UserId,
  origin: RequestOrigin,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { db } = context
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
  await withIdentity(db, organizationId, async (trx) => {
    const look = await lookAtSignIn(trx, context, { userId, organizationId }, origin)
    await recordSignIn(trx, { userId, organizationId, look, outcome: 'denied' })
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.create',
      entity: 'session',
      entityId: null,
      result: 'refused',
      origin,
      detail,
    })
  })
}
