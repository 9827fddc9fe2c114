import type { IdentityTransaction } from '@cartage/db'
import { precondition, type UserId } from '@cartage/domain'

/** PRECONDITION when nobody but this person is an operator. Locks the operators, so that two of them cannot go at once. */
export async function keepAnOperator(trx: IdentityTransaction, userId: UserId): Promise<void> {
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
