import { isLetIn } from '../access/is-let-in.ts'
import { entryOf, selectMembers } from '../access/member-access.ts'
import type { AuthContext } from '../auth-context.ts'
import { lackOf } from './session-store.ts'

/**
 * Whether a session would still be let in from an address: neither it nor the membership is over, the organization is open, its
 * rules allow the address, and it asks for nothing that the session lacks. Unlike a request with its cookie, asking is no use of it:
 * nothing is extended.
 */
export async function isSessionAlive(
  { db, now }: AuthContext,
  sessionId: string,
  remoteAddress: string | undefined,
): Promise<boolean> {
  const row = await selectMembers(db)
    .innerJoin('identity.session as session', (join) =>
      join
        .onRef('session.userId', '=', 'membership.userId')
        .onRef('session.organizationId', '=', 'membership.organizationId'),
    )
    .select('session.secondFactorAt')
    .where('session.publicId', '=', sessionId)
    .where('session.expiresAt', '>', now())
    .where('session.absoluteExpiresAt', '>', now())
    .executeTakeFirst()
  if (row === undefined) return false
  const entry = entryOf(row)
  return isLetIn(entry, remoteAddress) && lackOf(entry, row.secondFactorAt) === null
}
