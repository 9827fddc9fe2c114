import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { conflict, type OrganizationId, precondition, type RoleId, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { inOrder, lockRole, type OwnRole } from './own-role.ts'
import { checkRoleName } from './role-name.ts'

export interface UpdateRoleInput {
  readonly organizationId: OrganizationId
  readonly id: RoleId
  /** Of the role that was read; CONFLICT where it has changed since. */
  readonly version: number
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly changedBy: UserId
  /** What who changes it may do: nobody gives, or takes from others, what they do not have. */
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/** Changes a role. Where that changes what its members may do, their sessions end. */
export async function updateRole(
  { db }: AuthContext,
  { organizationId, id, version, name, changedBy, held, origin, ...input }: UpdateRoleInput,
): Promise<OwnRole> {
  checkRoleName(name)
  const permissions = inOrder(input.permissions)
  requireMayGrant(held, new Set(permissions))
  return withIdentity(db, organizationId, async (trx) => {
    const before = await lockRole(trx, organizationId, id)
    if (before.version !== version) {
      throw conflict('Somebody else changed this role meanwhile. Look at it again, then save.', 'VERSION')
    }
    requireMayGrant(held, new Set(before.permissions))
    if (permissions.includes('member:manage')) await requireNoLimits(trx, organizationId, id)
    await trx
      .updateTable('identity.role')
      .set({ name, permissions, version: version + 1 })
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .execute()
    if (permissions.join() !== before.permissions.join()) await endSessionsOf(trx, organizationId, id)
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: 'role.update',
      entity: 'role',
      entityId: id,
      origin,
      before: { name: before.name, permissions: before.permissions },
      after: { name, permissions },
    })
    return { id, name, permissions, version: version + 1 }
  })
}

/** Who manages members could lift a limit of their own. */
async function requireNoLimits(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  roleId: RoleId,
): Promise<void> {
  const limited = await trx
    .selectFrom('identity.membership')
    .select('userId')
    .where('organizationId', '=', organizationId)
    .where('roleId', '=', roleId)
    .where('depotIds', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  if (limited === undefined) return
  throw precondition(
    'A member with this role is limited to depots, and who manages members cannot be. Lift the limit first.',
    'ROLE_LIMITED',
  )
}

async function endSessionsOf(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  roleId: RoleId,
): Promise<void> {
  await trx
    .deleteFrom('identity.session')
    .where('organizationId', '=', organizationId)
    .where('userId', 'in', (eb) =>
      eb
        .selectFrom('identity.membership')
        .select('userId')
        .where('organizationId', '=', organizationId)
        .where('roleId', '=', roleId),
    )
    .execute()
}
