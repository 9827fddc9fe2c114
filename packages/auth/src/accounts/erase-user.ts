import type { IdentityTransaction } from '@cartage/db'
import { precondition, type UserId } from '@cartage/domain'
import { endTokensOf } from '../tokens/end-tokens.ts'

/**
 * Erases a person: with their row go name, address and password, and by its foreign keys their memberships, sessions, browsers,
 * sign-ins and factors. The audit log and what they made keep their id, which means nobody from here on. PRECONDITION for the
 * last operator.
 */
export async function eraseUser(trx: IdentityTransaction, userId: UserId): Promise<void> {
  await keepAnOperator(trx, userId)
  await endTokensOf(trx, userId, ['reset', 'second_factor', 'passkey', 'oidc'])
  await trx.deleteFrom('identity.user').where('id', '=', userId).execute()
}

/** Locks the operators, so that two of them cannot go at once. */
async function keepAnOperator(trx: IdentityTransaction, userId: UserId): Promise<void> {
  const operators = await trx
    .selectFrom('identity.user')
    .select('id')
    .where('isOperator', '=', true)
    .where('isDisabled', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (operators.length === 1 && operators[0]?.id === userId) {
    throw precondition(
      'This is the last operator of the installation. Make somebody else one first.',
      'LAST_OPERATOR',
    )
  }
}
