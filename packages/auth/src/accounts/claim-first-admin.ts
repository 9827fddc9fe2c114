import { randomUUID } from 'node:crypto'
import { withIdentity } from '@cartage/db'
import { conflict, organizationId as parseOrganizationId, userId as parseUserId } from '@cartage/domain'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { hashPassword } from '../passwords/argon2id.ts'
import { checkNewPassword } from '../passwords/check-new-password.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionRead } from '../sessions/session-store.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'
import { hasUsers } from './has-users.ts'
import { beginFor } from './finish-sign-in.ts'
import { normalEmail } from './normal-email.ts'

export interface ClaimFirstAdminInput extends RequestOrigin {
  readonly token: string
  readonly organizationName: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/**
 * Uses the first administrator's token: makes the organization, its administrator and their session. Throws
 * INVALID for a token that does not work or a password that is refused (which leaves the token good).
 */
export async function claimFirstAdmin(
  context: AuthContext,
  input: ClaimFirstAdminInput,
): Promise<SessionRead> {
  const { db, hashing, now } = context
  const { token, organizationName, name, password } = input
  const email = normalEmail(input.email)
  await withIdentity(db, null, (trx) => peekOneTimeToken(trx, 'first_admin', token, now()))
  await checkNewPassword(password, { email, name, organizationName })
  const passwordHash = await hashing(() => hashPassword(password))
  const organizationId = parseOrganizationId.parse(randomUUID())
  const userId = parseUserId.parse(randomUUID())
  return withIdentity(db, organizationId, async (trx) => {
    await useOneTimeToken(trx, 'first_admin', token, now())
    if (await hasUsers(trx))
      throw conflict('There is an administrator already. Sign in instead.', 'HAS_ADMIN')
    await trx
      .insertInto('organization')
      .values({ id: organizationId, name: organizationName, currency: 'EUR' })
      .execute()
    await trx
      .insertInto('identity.user')
      .values({ id: userId, email, name, passwordHash, isOperator: true })
      .execute()
    await trx.insertInto('identity.membership').values({ userId, organizationId, role: 'admin' }).execute()
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'organization.create',
      entity: 'organization',
      entityId: organizationId,
      origin: input,
      after: { name: organizationName },
    })
    const member = await requireMember(trx, organizationId, userId)
    return beginFor(trx, context, member, { userId, how: 'invite', isStrong: false }, input)
  })
}
