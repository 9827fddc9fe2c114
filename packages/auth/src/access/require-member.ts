import type { IdentityTransaction } from '@cartage/db'
import { notFound, type OrganizationId, type UserId } from '@cartage/domain'
import { type MemberRow, selectMembers } from './member-access.ts'

/** A member of an organization. Throws NOT_FOUND for anybody else. */
export async function requireMember(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<MemberRow> {
  const row = await selectMembers(trx)
    .where('membership.organizationId', '=', organizationId)
    .where('membership.userId', '=', userId)
    .executeTakeFirst()
  if (row === undefined) throw notFound('member')
  return row
}
