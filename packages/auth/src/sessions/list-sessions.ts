import { withIdentity } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'

/** A session as its owner may see it: by its public id, without the token or its hash. */
export interface SessionInfo {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly userAgent: string | null
  readonly ip: string | null
}

/** The living sessions of a person, the one used last first. */
export async function listSessions(
  { db, now }: AuthContext,
  userId: UserId,
): Promise<readonly SessionInfo[]> {
  const rows = await withIdentity(db, null, (trx) =>
    trx
      .selectFrom('identity.session')
      .select(['publicId', 'createdAt', 'lastSeenAt', 'userAgent', 'ip'])
      .where('userId', '=', userId)
      .where('expiresAt', '>', now())
      .where('absoluteExpiresAt', '>', now())
      .orderBy('lastSeenAt', 'desc')
      .orderBy('publicId')
      .execute(),
  )
  return rows.map(({ publicId, createdAt, lastSeenAt, userAgent, ip }) => ({
    id: publicId,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    userAgent,
    ip,
  }))
}
