import type { IdentityTransaction } from '@cartage/db'
import type { UserId } from '@cartage/domain'

/** A browser is trusted for so long after the second factor was shown in it. */
const TRUST_MS = 30 * 86_400_000

/** Whether the person showed their second factor in the browser lately, and did nothing since that ends trust. */
export async function isTrusted(
  trx: IdentityTransaction,
  { userId, deviceId, at }: { readonly userId: UserId; readonly deviceId: string; readonly at: Date },
): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.signIn')
    .select('id')
    .where('deviceId', '=', deviceId)
    .where('userId', '=', userId)
    .where('isTrusting', '=', true)
    .where('at', '>', new Date(at.getTime() - TRUST_MS))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Ends trust in the browsers of a person: their sessions were ended, a password or factor changed. The next sign-in of each asks for the
 * second factor.
 */
export async function endTrust(trx: IdentityTransaction, userId: UserId): Promise<void> {
  await trx
    .updateTable('identity.signIn')
    .set({ isTrusting: false })
    .where('userId', '=', userId)
    .where('isTrusting', '=', true)
    .execute()
}

/** The same in one browser, for whoever is known by it: they signed out there. */
export async function endTrustIn(trx: IdentityTransaction, deviceId: string): Promise<void> {
  await trx
    .updateTable('identity.signIn')
    .set({ isTrusting: false })
    .where('deviceId', '=', deviceId)
    .where('isTrusting', '=', true)
    .execute()
}
