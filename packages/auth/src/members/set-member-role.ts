import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { notFound, type OrganizationId, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import { accessOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import { type AccessGrant, checkGrant } from '../access/role-columns.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { keepAnAdmin } from './keep-an-admin.ts'
import { getMember, type Member } from './list-members.ts'

export interface SetMemberRoleInput extends AccessGrant {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly changedBy: UserId
  /** What who changes it may do: nobody gives, or takes from others, what they do not have. */
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/** Gives a member another role or other depots and ends their sessions. The last administrator keeps theirs (PRECONDITION). */
export const setMemberRole = (context: AuthContext, input: SetMemberRoleInput): Promise<Member> =>
  withIdentity(context.db, input.organizationId, (trx) => setMemberRoleIn(trx, context, input))

/** The same within a transaction of the organization. */
export async function setMemberRoleIn(
  trx: IdentityTransaction,
  { sessions }: AuthContext,
  { organizationId, userId, changedBy, held, origin, ...grant }: SetMemberRoleInput,
): Promise<Member> {
  const member = await requireMember(trx, organizationId, userId)
  // An operator on a visit looks on, and is no member to give a role.
  if (member.visitEndsAt !== null) throw notFound('member')
  const before = accessOf(member)
  const { columns, roleName, permissions } = await checkGrant(trx, organizationId, grant)
  if (before.role === grant.role && hasSame(before.depotIds, columns.depotIds)) {
    return getMember(trx, organizationId, userId)
  }
  requireMayGrant(held, permissions)
  requireMayGrant(held, before.permissions)
  if (before.role === 'admin' && grant.role !== 'admin') await keepAnAdmin(trx, organizationId, userId)
  await trx
    .updateTable('identity.membership')
    .set(columns)
    .where('userId', '=', userId)
    .where('organizationId', '=', organizationId)
    .execute()
  await sessions.endAllIn(trx, organizationId, userId)
  await recordAudit(trx, {
    organizationId,
    userId: changedBy,
    action: 'member.setRole',
    entity: 'member',
    entityId: userId,
    origin,
    before: { role: before.roleName, depotIds: before.depotIds },
    after: { role: roleName, depotIds: columns.depotIds },
  })
  return getMember(trx, organizationId, userId)
}

const hasSame = (some: readonly string[] | null, others: readonly string[] | null): boolean =>
  JSON.stringify(some?.toSorted() ?? null) === JSON.stringify(others?.toSorted() ?? null)
