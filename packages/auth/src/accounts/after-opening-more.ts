import type { IdentityTransaction } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import { endTokensOf } from '../tokens/end-tokens.ts'

/** What follows when an account opens more than one organization: what only that one answers for is no way into the others. */
export async function afterOpeningMore(trx: IdentityTransaction, userId: UserId): Promise<void> {
  // An administrator of the other organization could still hold a link to the password.
  await endTokensOf(trx, userId, ['reset'])
  // And the word of its provider is none any more on such an account.
  await trx
    .updateTable('identity.session')
    .set({ authenticatedAt: new Date(0) })
    .where('userId', '=', userId)
    .where('providerId', 'is not', null)
    .execute()
}
