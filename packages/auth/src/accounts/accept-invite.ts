import { randomUUID } from 'node:crypto'
import { withIdentity } from '@cartage/db'
import {
  conflict,
  organizationId as anOrganizationId,
  role as aRole,
  userId as aUserId,
} from '@cartage/domain'
import { z } from 'zod'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { hashPassword } from '../passwords/argon2id.ts'
import { checkNewPassword } from '../passwords/check-new-password.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionRead } from '../sessions/session-store.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'
import { rememberDevice } from './known-device.ts'

export interface AcceptInviteInput extends RequestOrigin {
  readonly token: string
  readonly password: string
}

/** What an invitation's token carries. */
export const invitation = z.strictObject({
  organizationId: anOrganizationId,
  organizationName: z.string(),
  email: z.string(),
  name: z.string(),
  role: aRole,
  invitedBy: aUserId,
})

/**
 * Uses an invitation: makes the person with the password they chose, a member, and begins their session. Throws
 * INVALID for a token that does not work or a password that is refused (which leaves the token good).
 */
export async function acceptInvite(context: AuthContext, input: AcceptInviteInput): Promise<SessionRead> {
  const { db, hashing, now, sessions } = context
  const { token, password, cookieHeader, remoteAddress, userAgent } = input
  const peeked = await withIdentity(db, null, (trx) => peekOneTimeToken(trx, 'invite', token, now()))
  const { organizationId, email, name, role, ...invited } = invitation.parse(peeked)
  await checkNewPassword(password, { email, name, organizationName: invited.organizationName })
  const passwordHash = await hashing(() => hashPassword(password))
  const userId = aUserId.parse(randomUUID())
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
    await trx.insertInto('identity.membership').values({ userId, organizationId, role }).execute()
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'member.join',
      entity: 'member',
      entityId: userId,
      remoteAddress,
      detail: { role, invitedBy: invited.invitedBy },
    })
    await sessions.end(cookieHeader, trx)
    const start = { userId, email, name, organizationId, role, userAgent, remoteAddress }
    const { session, cookies } = await sessions.begin(trx, start)
    return { session, cookies: [...cookies, ...(await rememberDevice(trx, context, userId, cookieHeader))] }
  })
}
