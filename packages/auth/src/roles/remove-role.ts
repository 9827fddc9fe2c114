import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type OrganizationId, precondition, type RoleId, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { openInvitations } from '../members/open-invitations.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { lockRole } from './own-role.ts'

export interface RemoveRoleInput {
  readonly organizationId: OrganizationId
  readonly id: RoleId
  readonly removedBy: UserId
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/** How many of those who have a role are named. */
const MOST_NAMED = 5

/** Removes a role. PRECONDITION naming members and invited people as long as somebody has it. */
export function removeRole(
  { db, now }: AuthContext,
  { organizationId, id, removedBy, held, origin }: RemoveRoleInput,
): Promise<void> {
  return withIdentity(db, organizationId, async (trx) => {
    const before = await lockRole(trx, organizationId, id)
    requireMayGrant(held, new Set(before.permissions))
    const users = await usersOf(trx, organizationId, id, now())
    if (users.length > 0) throw inUse(before.name, users)
    await trx
      .deleteFrom('identity.role')
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId: removedBy,
      action: 'role.remove',
      entity: 'role',
      entityId: id,
      origin,
      before: { name: before.name, permissions: before.permissions },
    })
  })
}

async function usersOf(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  roleId: RoleId,
  now: Date,
): Promise<readonly string[]> {
  const members = await trx
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.user as user', 'user.id', 'membership.userId')
    .select('user.name')
    .where('membership.organizationId', '=', organizationId)
    .where('membership.roleId', '=', roleId)
    .orderBy('user.name')
    .execute()
  const invited = await openInvitations(trx, organizationId, now)
  return [
    ...members.map(({ name }) => name),
    ...invited.filter(({ role }) => role === roleId).map(({ name }) => `${name} (invited)`),
  ]
}

function inUse(role: string, users: readonly string[]) {
  const named = users.slice(0, MOST_NAMED).join(', ')
  const more = users.length > MOST_NAMED ? ` and ${users.length - MOST_NAMED} more` : ''
  return precondition(
    `The role "${role}" is in use by ${named}${more}. Give them another role first.`,
    'ROLE_IN_USE',
  )
}
