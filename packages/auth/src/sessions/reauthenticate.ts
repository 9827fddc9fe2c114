import { withIdentity } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { verifyPassword } from '../passwords/argon2id.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from './session-store.ts'

export interface ReauthenticateInput {
  readonly session: SessionContext
  readonly password: string
  readonly origin?: AuditOrigin | undefined
}

const FRESH_MS = 10 * 60_000

/** Throws FORBIDDEN (`REAUTH_REQUIRED`) unless the person proved who they are within the last ten minutes. */
export function requireFresh({ authenticatedAt }: Pick<SessionContext, 'authenticatedAt'>, now: Date): void {
  if (now.getTime() - authenticatedAt.getTime() <= FRESH_MS) return
  throw new CartageError('FORBIDDEN', 'Confirm with your password that it is you.', {
    reason: 'REAUTH_REQUIRED',
  })
}

/** Proves with the password that it is still the same person. Throws INVALID naming `password`. */
export async function reauthenticate(
  context: AuthContext,
  { session, password, origin }: ReauthenticateInput,
): Promise<void> {
  const { db, limits, hashing, dummyHash, now } = context
  const { userId, organizationId, sessionId } = session
  await takeLimit(limits, { key: `reauthenticate ${userId}`, burst: 5, everyS: 30 })
  const user = await withIdentity(db, null, (trx) =>
    trx.selectFrom('identity.user').select('passwordHash').where('id', '=', userId).executeTakeFirst(),
  )
  const { isRight } = await hashing(() => verifyPassword(password, user?.passwordHash ?? dummyHash))
  const isOwner = isRight && typeof user?.passwordHash === 'string'
  await withIdentity(db, organizationId, async (trx) => {
    if (isOwner) {
      await trx
        .updateTable('identity.session')
        .set({ authenticatedAt: now() })
        .where('publicId', '=', sessionId)
        .execute()
    }
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.reauthenticate',
      entity: 'session',
      entityId: sessionId,
      result: isOwner ? 'done' : 'refused',
      origin,
    })
  })
  if (isOwner) return
  throw new CartageError('INVALID', 'This is not your password.', {
    reason: 'PASSWORD_WRONG',
    field: 'password',
  })
}
