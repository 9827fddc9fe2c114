import { type IdentityTransaction, isUniqueViolation, withIdentity } from '@cartage/db'
import { CartageError, notFound } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { endTokensOf } from '../tokens/end-tokens.ts'
import { normalEmail } from './normal-email.ts'

export interface UpdateProfileInput {
  readonly session: Pick<SessionContext, 'organizationId' | 'userId' | 'sessionId'>
  readonly name: string
  readonly email: string
  readonly origin?: AuditOrigin | undefined
}

/**
 * Changes a person's name and the address that they sign in with, which holds at once; all their other sessions end with the old
 * address. Throws INVALID for an address that cannot be theirs. Somebody's account and an invitation that waits get that same
 * answer, and a person gets few tries: nobody finds out whose addresses are known here.
 */
export async function updateProfile(
  { db, limits, sessions, now }: AuthContext,
  { session, name, origin, ...input }: UpdateProfileInput,
): Promise<void> {
  const { organizationId, userId, sessionId } = session
  const email = normalEmail(input.email)
  await takeLimit(limits, { key: `profile ${userId}`, burst: 5, everyS: 300 })
  const work = withIdentity(db, organizationId, async (trx) => {
    const before = await trx
      .selectFrom('identity.user')
      .select(['name', 'email'])
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound('person')
    if (before.name === name && before.email === email) return
    const isMoving = before.email !== email
    if (isMoving && (await isInvited(trx, email, now()))) throw unusable()
    await trx.updateTable('identity.user').set({ name, email }).where('id', '=', userId).execute()
    if (isMoving) {
      await sessions.endAllOf(trx, userId, sessionId)
      await endTokensOf(trx, userId, ['reset', 'second_factor'])
    }
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'user.updateProfile',
      entity: 'user',
      entityId: userId,
      origin,
      detail: { changed: [...(before.name === name ? [] : ['name']), ...(isMoving ? ['email'] : [])] },
    })
  })
  try {
    await work
  } catch (error) {
    throw isTaken(error) ? unusable() : error
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof CartageError && error.code === 'CONFLICT' && isUniqueViolation(error.cause)

const unusable = (): CartageError =>
  new CartageError('INVALID', 'This e-mail address cannot be used here. Choose another one.', {
    reason: 'EMAIL_UNUSABLE',
    field: 'email',
  })

async function isInvited(trx: IdentityTransaction, email: string, now: Date): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.oneTimeToken')
    .select('id')
    .where('kind', '=', 'invite')
    .where('expiresAt', '>', now)
    .where((eb) => eb(eb.ref('payload', '->>').key('email'), '=', email))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
