import type { IdentityTransaction } from '@cartage/db'
import { type OrganizationId, precondition, type UserId } from '@cartage/domain'

/**
 * Throws PRECONDITION when nobody but this person could administrate the organization. Locks the administrators,
 * so that two of them cannot remove each other at once.
 */
export async function keepAnAdmin(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<void> {
  const admins = await trx
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.user as user', 'user.id', 'membership.userId')
    .select('user.id')
    .where('membership.organizationId', '=', organizationId)
    .where('membership.role', '=', 'admin')
    .where('user.kind', '=', 'person')
    .where('user.isDisabled', '=', false)
    .where('membership.isDisabled', '=', false)
    .orderBy('user.id')
    .forUpdate()
    .execute()
  if (admins.every(({ id }) => id === userId)) {
    throw precondition('This is the last administrator. Make somebody else one first.', 'LAST_ADMIN')
  }
}
