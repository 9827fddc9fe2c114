import type { IdentityTransaction, OneTimeTokenKind } from '@cartage/db'
import type { UserId } from '@cartage/domain'

/** Ends the one-time tokens of these kinds that a person has. */
export async function endTokensOf(
  trx: IdentityTransaction,
  userId: UserId,
  kinds: readonly OneTimeTokenKind[],
): Promise<void> {
  await trx
    .deleteFrom('identity.oneTimeToken')
    .where('kind', 'in', kinds)
    .where((eb) => eb(eb.ref('payload', '->>').key('userId'), '=', userId))
    .execute()
}
