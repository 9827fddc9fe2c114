import { withIdentity } from '@cartage/db'
import type { AuthContext } from '../auth-context.ts'
import { issueOneTimeToken } from '../tokens/one-time-token.ts'
import { hasUsers } from './has-users.ts'

const LIFETIME_MS = 24 * 3_600_000

/** A fresh token for the first administrator, good for 24 h and once; the one before ends. Null once there are users. */
export function issueFirstAdminToken({ db, now }: AuthContext): Promise<string | null> {
  return withIdentity(db, null, async (trx) => {
    await trx.deleteFrom('identity.oneTimeToken').where('kind', '=', 'first_admin').execute()
    if (await hasUsers(trx)) return null
    const { token } = await issueOneTimeToken(trx, 'first_admin', {}, new Date(now().getTime() + LIFETIME_MS))
    return token
  })
}
