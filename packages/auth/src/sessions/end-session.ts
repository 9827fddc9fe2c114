import { withIdentity } from '@cartage/db'
import { notFound, type UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'

/** Ends one of a person's own sessions, named by its public id. Throws NOT_FOUND for any other. */
export async function endSession({ db }: AuthContext, userId: UserId, sessionId: string): Promise<void> {
  const { numDeletedRows } = await withIdentity(db, null, (trx) =>
    trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .where((eb) => eb(eb.cast<string>('publicId', 'text'), '=', sessionId))
      .executeTakeFirst(),
  )
  if (numDeletedRows === 0n) throw notFound('session')
}
