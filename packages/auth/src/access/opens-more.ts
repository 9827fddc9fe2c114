import type { IdentityTransaction } from '@cartage/db'
import type { MemberAccess } from './member-access.ts'

/** Whether an account opens more than this organization, so that no word of the organization's alone may open it. */
export async function opensMore(
  trx: IdentityTransaction,
  { userId, organizationId, isOperator }: Pick<MemberAccess, 'userId' | 'organizationId' | 'isOperator'>,
): Promise<boolean> {
  if (isOperator) return true
  const other = await trx
    .selectFrom('identity.membership')
    .select('organizationId')
    .where('userId', '=', userId)
    .where('organizationId', '!=', organizationId)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}
