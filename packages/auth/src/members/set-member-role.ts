import { withIdentity } from '@cartage/db'
import type { OrganizationId, Role, UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import { keepAnAdmin } from './keep-an-admin.ts'
import { getMember, type Member } from './list-members.ts'

export interface SetMemberRoleInput {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly role: Role
  readonly changedBy: UserId
  readonly remoteAddress?: string | undefined
}

/** Gives a member another role and ends their sessions. The last administrator keeps theirs (PRECONDITION). */
export function setMemberRole(
  { db, sessions }: AuthContext,
  { organizationId, userId, role, changedBy, remoteAddress }: SetMemberRoleInput,
): Promise<Member> {
  return withIdentity(db, organizationId, async (trx) => {
    const member = await getMember(trx, organizationId, userId)
    if (member.role === role) return member
    if (member.role === 'admin') await keepAnAdmin(trx, organizationId, userId)
    await trx
      .updateTable('identity.membership')
      .set({ role })
      .where('userId', '=', userId)
      .where('organizationId', '=', organizationId)
      .execute()
    await sessions.endAllOf(trx, userId)
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: 'member.setRole',
      entity: 'member',
      entityId: userId,
      remoteAddress,
      detail: { from: member.role, to: role },
    })
    return { ...member, role, lastSeenAt: null }
  })
}
