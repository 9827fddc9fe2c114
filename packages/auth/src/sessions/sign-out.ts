import { withIdentity } from '@cartage/db'
import type { AuthContext } from '../auth-context.ts'
import { endTrustIn } from '../risk/trust.ts'
import { hashOf } from '../tokens/token.ts'
import { cookieNames, readCookie } from './session-cookies.ts'

export interface SignOutInput {
  readonly cookieHeader: string | undefined
}

/** Ends the session of the cookie, if there is one; the browser asks for the second factor again. Answers the cookies that take it back. */
export async function signOut(
  { db, sessions, isHttps }: AuthContext,
  { cookieHeader }: SignOutInput,
): Promise<{ readonly cookies: readonly string[] }> {
  const device = readCookie(cookieHeader, cookieNames(isHttps).device)
  return withIdentity(db, null, async (trx) => {
    if (device !== undefined) await endTrustIn(trx, hashOf(device))
    return { cookies: await sessions.end(cookieHeader, trx) }
  })
}
