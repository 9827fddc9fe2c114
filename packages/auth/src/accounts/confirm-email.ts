import { withIdentity } from '@cartage/db'
import { invalid } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'
import { recordAudit } from '../record-audit.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'
import {
  type EmailChange,
  emailChangePayload,
  endWithEmail,
  requireFree,
  unlessTaken,
} from './email-change.ts'

export interface ConfirmEmailInput {
  readonly token: string
  readonly origin: AuditOrigin
}

/**
 * Takes the link that was mailed to a new address: from now on the person signs in with it, and all their sessions end but the one that
 * asked for it. Whoever opens it is signed in nowhere by that. Throws INVALID naming `token` for one that works no longer, also
 * because the address changed otherwise since.
 */
export async function confirmEmail(
  { db, limits, sessions, now }: AuthContext,
  { token, origin }: ConfirmEmailInput,
): Promise<EmailChange> {
  await takeLimit(limits, { key: `email ip ${visitorNetwork(origin.remoteAddress)}`, burst: 20, everyS: 30 })
  const { userId, organizationId, sessionId, from, to } = emailChangePayload.parse(
    await withIdentity(db, null, (trx) => peekOneTimeToken(trx, 'email', token, now())),
  )
  const work = withIdentity(db, organizationId, async (trx) => {
    await useOneTimeToken(trx, 'email', token, now())
    const owner = await trx
      .selectFrom('identity.user')
      .select(['name', 'email'])
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (owner === undefined || owner.email !== from) throw tooLate()
    await requireFree(trx, to, now())
    await trx.updateTable('identity.user').set({ email: to }).where('id', '=', userId).execute()
    await sessions.endAllOf(trx, userId, sessionId)
    await endWithEmail(trx, userId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'user.confirmEmail',
      entity: 'user',
      entityId: userId,
      origin,
      detail: { changed: ['email'] },
    })
    return { name: owner.name, from, to, token: null }
  })
  return unlessTaken(work)
}

const tooLate = () => invalid('This link was used already or is too old. Ask for a new one.', 'token')
