import type { IdentityTransaction } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import { endTokensOf } from '../tokens/end-tokens.ts'
import { keepAnOperator } from './keep-an-operator.ts'

/**
 * Erases a person: with their row go name, address and password, and by its foreign keys their memberships, sessions, browsers,
 * sign-ins and factors. The audit log and what they made keep their id, which means nobody from here on. PRECONDITION for the
 * last operator.
 */
export async function eraseUser(trx: IdentityTransaction, userId: UserId): Promise<void> {
  await keepAnOperator(trx, userId)
  await endTokensOf(trx, userId, ['email', 'reset', 'second_factor', 'passkey', 'oidc'])
  await trx.deleteFrom('identity.user').where('id', '=', userId).execute()
}
