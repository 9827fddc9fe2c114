import { withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import { accessOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { keepAnAdmin } from './keep-an-admin.ts'
import { getMember, type Member } from './list-members.ts'

export interface SetMemberDisabledInput {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly disabled: boolean
  readonly changedBy: UserId
  /** What who changes it may do: nobody locks out, or lets in, somebody who may do more. */
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/** Locks a member out of the organization and ends their sessions, or lets them in again. The last administrator stays (PRECONDITION). */
export function setMemberDisabled(
  { db, sessions }: AuthContext,
  { organizationId, userId, disabled, changedBy, held, origin }: SetMemberDisabledInput,
): Promise<Member> {
  return withIdentity(db, organizationId, async (trx) => {
    const member = await getMember(trx, organizationId, userId)
    if (member.isDisabled === disabled) return member
    requireMayGrant(held, accessOf(await requireMember(trx, organizationId, userId)).permissions)
    if (disabled && member.role === 'admin') await keepAnAdmin(trx, organizationId, userId)
    await trx
      .updateTable('identity.membership')
      .set({ isDisabled: disabled })
      .where('userId', '=', userId)
      .where('organizationId', '=', organizationId)
      .execute()
    await sessions.endAllIn(trx, organizationId, userId)
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: disabled ? 'member.disable' : 'member.enable',
      entity: 'member',
      entityId: userId,
      origin,
    })
    return { ...member, isDisabled: disabled }
  })
}
