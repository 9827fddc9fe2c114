import { withIdentity } from '@cartage/db'
import { sql } from 'kysely'
import { forgetUseBefore } from './advice/read-use.ts'
import type { AuthContext } from './auth-context.ts'
import { historySince } from './risk/sign-in-history.ts'
import { endOldVisits } from './operators/visits.ts'

const EVERY_MS = 3_600_000

/** Prunes at most once an hour, however often it is asked; as people sign in, it needs no caretaker. */
export function createHourlyPrune(context: AuthContext): () => Promise<void> {
  let lastAt = Number.NEGATIVE_INFINITY
  return async () => {
    const at = context.now().getTime()
    if (at - lastAt < EVERY_MS) return
    lastAt = at
    await prune(context)
  }
}

/** Removes what is over: sessions, tokens, remembered browsers, idle limits and visits of operators. */
async function prune(context: AuthContext): Promise<void> {
  const { db, now, sessions } = context
  await sessions.prune()
  await endOldVisits(context)
  await withIdentity(db, null, async (trx) => {
    await trx.deleteFrom('identity.oneTimeToken').where('expiresAt', '<=', now()).execute()
    await trx.deleteFrom('identity.knownDevice').where('expiresAt', '<=', now()).execute()
    await trx.deleteFrom('identity.signIn').where('at', '<', historySince(now())).execute()
    await forgetUseBefore(trx, now())
    // A limit whose time has come allows everything, as no row does.
    await trx
      .deleteFrom('identity.rateLimit')
      .where('tat', '<', sql<Date>`now()`)
      .execute()
  })
}
