import type { IdentityTransaction } from '@cartage/db'
import type { AuthContext } from '../auth-context.ts'
import { PasskeyRefused } from './passkey-refused.ts'
import type { VerifiedAssertion } from './verify-assertion.ts'

/**
 * Writes a use down. A counter that does not go up says that there are two devices with one key, of which neither is told from
 * the other: it is refused. Devices that do not count stay at 0. Throws {@link PasskeyRefused}.
 */
export async function countUse(
  trx: IdentityTransaction,
  { now }: AuthContext,
  { passkeyId, userId, counter, isBackedUp }: VerifiedAssertion,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('identity.passkey')
    .set({ counter, isBackedUp, lastUsedAt: now() })
    .where('id', '=', passkeyId)
    .where('counter', counter === 0 ? '=' : '<', counter)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new PasskeyRefused('counter', userId)
}
