import { withIdentity } from '@cartage/db'
import { CartageError, notFound, type OrganizationId, type UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { hashPassword, verifyPassword } from '../passwords/argon2id.ts'
import { checkNewPassword } from '../passwords/check-new-password.ts'
import { recordAudit } from '../record-audit.ts'
import { endTokensOf } from '../tokens/end-tokens.ts'

export interface ChangePasswordInput {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  /** The public id of the session that asks; it goes on, all others of the person end. */
  readonly sessionId: string
  readonly current: string
  readonly next: string
  readonly origin?: AuditOrigin | undefined
}

/** Sets a new password for somebody who knows the current one. Throws INVALID naming `current` or `next`. */
export async function changePassword(context: AuthContext, input: ChangePasswordInput): Promise<void> {
  const { db, limits, hashing, dummyHash, sessions } = context
  const { organizationId, userId, sessionId, current, next, origin } = input
  await takeLimit(limits, { key: `change-password ${userId}`, burst: 5, everyS: 30 })
  const user = await withIdentity(db, organizationId, (trx) =>
    trx
      .selectFrom('identity.user as user')
      .innerJoin('identity.membership as membership', 'membership.userId', 'user.id')
      .innerJoin('organization', 'organization.id', 'membership.organizationId')
      .select(['user.email', 'user.name', 'user.passwordHash', 'organization.name as organizationName'])
      .where('user.id', '=', userId)
      .where('organization.id', '=', organizationId)
      .executeTakeFirst(),
  )
  if (user === undefined) throw notFound('person')
  const { isRight } = await hashing(() => verifyPassword(current, user.passwordHash ?? dummyHash))
  const record = { organizationId, userId, action: 'user.changePassword', entity: 'user', origin } as const
  const refuse = async (): Promise<never> => {
    await withIdentity(db, organizationId, (trx) =>
      recordAudit(trx, { ...record, entityId: userId, result: 'refused', detail: { why: 'current' } }),
    )
    throw new CartageError('INVALID', 'This is not your current password.', {
      reason: 'PASSWORD_WRONG',
      field: 'current',
    })
  }
  if (!isRight || user.passwordHash === null) return refuse()
  await checkNewPassword(next, { ...user, email: user.email ?? '' }, 'next')
  const passwordHash = await hashing(() => hashPassword(next))
  const isChanged = await withIdentity(db, organizationId, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('identity.user')
      .set({ passwordHash })
      .where('id', '=', userId)
      // Hashing takes a while, in which somebody else may have set another one.
      .where('passwordHash', '=', user.passwordHash)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await sessions.endAllOf(trx, userId, sessionId)
    // Whoever knew the old password may be half way in, or hold a link.
    await endTokensOf(trx, userId, ['email', 'reset', 'second_factor'])
    await recordAudit(trx, { ...record, entityId: userId })
    return true
  })
  if (!isChanged) await refuse()
}
