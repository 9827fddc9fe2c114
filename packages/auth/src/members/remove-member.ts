import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { notFound, type OrganizationId, precondition, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import { accessOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import { eraseUser } from '../accounts/erase-user.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { passInvitations, requireReceiver } from './hand-over.ts'
import { keepAnAdmin } from './keep-an-admin.ts'

export interface RemoveMemberInput {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  /** Who takes over what names them. */
  readonly handOverTo: UserId
  readonly removedBy: UserId
  /** What who removes may do: nobody takes from others what they do not have. */
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/**
 * Takes a member out of the organization; their sessions there end. An account that is then in no organization at all is erased.
 * The last administrator stays (PRECONDITION), and nobody removes themselves.
 */
export async function removeMember(
  { db }: AuthContext,
  { organizationId, userId, handOverTo, removedBy, held, origin }: RemoveMemberInput,
): Promise<void> {
  if (userId === removedBy) {
    throw precondition(
      'You cannot remove yourself. Delete your account, or ask another administrator.',
      'SELF',
    )
  }
  await withIdentity(db, organizationId, async (trx) => {
    const member = accessOf(await requireMember(trx, organizationId, userId))
    // A service account goes with its keys.
    if (member.email === null) throw notFound('member')
    requireMayGrant(held, member.permissions)
    if (member.role === 'admin') await keepAnAdmin(trx, organizationId, userId)
    await requireReceiver(trx, organizationId, userId, handOverTo)
    const invitations = await passInvitations(trx, organizationId, userId, handOverTo)
    await trx
      .deleteFrom('identity.membership')
      .where('userId', '=', userId)
      .where('organizationId', '=', organizationId)
      .execute()
    const isErased = !(await isMemberAnywhere(trx, userId))
    if (isErased) await eraseUser(trx, userId)
    await recordAudit(trx, {
      organizationId,
      userId: removedBy,
      action: 'member.remove',
      entity: 'member',
      entityId: userId,
      origin,
      before: { role: member.roleName, depotIds: member.depotIds },
      detail: { to: handOverTo, invitations },
    })
  })
}

async function isMemberAnywhere(trx: IdentityTransaction, userId: UserId): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.membership')
    .select('userId')
    .where('userId', '=', userId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
