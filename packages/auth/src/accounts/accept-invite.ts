import { withIdentity } from '@cartage/db'
import { conflict } from '@cartage/domain'
import { checkGrant } from '../access/role-columns.ts'
import { requireMember } from '../access/require-member.ts'
import { refusePasswords } from '../access/required-provider.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { invitation } from '../members/invitation.ts'
import { hashPassword } from '../passwords/argon2id.ts'
import { checkNewPassword } from '../passwords/check-new-password.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionRead } from '../sessions/session-store.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'
import { beginFor } from './finish-sign-in.ts'

export interface AcceptInviteInput extends RequestOrigin {
  readonly token: string
  readonly password: string
}

/**
 * Uses an invitation: makes the person with the password they chose, a member, and begins their session. Throws INVALID for a
 * token that does not work or a password that is refused (which leaves the token good), CONFLICT for somebody who has an account:
 * they sign in and join.
 */
export async function acceptInvite(context: AuthContext, input: AcceptInviteInput): Promise<SessionRead> {
  const { db, hashing, now } = context
  const { token, password } = input
  const peeked = await withIdentity(db, null, (trx) => peekOneTimeToken(trx, 'invite', token, now()))
  const invited = invitation.parse(peeked)
  const { personId: userId, organizationId, email, name, organizationName, invitedBy, ...grant } = invited
  await checkNewPassword(password, { email, name, organizationName })
  const passwordHash = await hashing(() => hashPassword(password))
  return withIdentity(db, organizationId, async (trx) => {
    await useOneTimeToken(trx, 'invite', token, now())
    const made = await trx
      .insertInto('identity.user')
      .values({ id: userId, email, name, passwordHash })
      .onConflict((on) => on.column('email').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined)
      throw conflict('This person has an account already. Sign in instead.', 'HAS_ACCOUNT')
    const { columns, roleName } = await checkGrant(trx, organizationId, grant)
    await trx
      .insertInto('identity.membership')
      .values({ userId, organizationId, ...columns })
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'member.join',
      entity: 'member',
      entityId: userId,
      origin: input,
      after: { role: roleName, depotIds: columns.depotIds },
      detail: { invitedBy },
    })
    const member = await requireMember(trx, organizationId, userId)
    await refusePasswords(trx, member)
    return beginFor(trx, context, member, { userId, how: 'invite', isStrong: false }, input)
  })
}
