import { withIdentity } from '@cartage/db'
import { sql } from 'kysely'
import type { AuthContext } from './auth-context.ts'

/** Removes what is over: sessions, tokens, remembered browsers and idle limits. */
export async function prune({ db, now, sessions }: AuthContext): Promise<void> {
  await sessions.prune()
  await withIdentity(db, null, async (trx) => {
    await trx.deleteFrom('identity.oneTimeToken').where('expiresAt', '<=', now()).execute()
    await trx.deleteFrom('identity.knownDevice').where('expiresAt', '<=', now()).execute()
    // A limit whose time has come allows everything, as no row does.
    await trx
      .deleteFrom('identity.rateLimit')
      .where('tat', '<', sql<Date>`now()`)
      .execute()
  })
}
