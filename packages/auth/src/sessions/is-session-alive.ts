import type { AuthContext } from '../auth-context.ts'

/** Whether a session still lives. Unlike a request with its cookie, asking is no use of it: nothing is extended. */
export async function isSessionAlive({ db, now }: AuthContext, sessionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('identity.session')
    .select('publicId')
    .where('publicId', '=', sessionId)
    .where('expiresAt', '>', now())
    .where('absoluteExpiresAt', '>', now())
    .executeTakeFirst()
  return row !== undefined
}
