import type { IdentityTransaction } from '@cartage/db'
import {
  type DepotId,
  invalid,
  isBuiltInRole,
  type MemberRole,
  notFound,
  type OrganizationId,
  type Role,
  type RoleId,
} from '@cartage/domain'
import { isPermission, type Permission, permissionsOf } from '../permissions.ts'

/** What somebody is to be in an organization. */
export interface AccessGrant {
  readonly role: MemberRole
  /** The depots that they are limited to; null for all. */
  readonly depotIds: readonly DepotId[] | null
}

export interface CheckedGrant {
  readonly columns: {
    readonly role: Role | null
    readonly roleId: RoleId | null
    readonly depotIds: DepotId[] | null
  }
  readonly roleName: string
  readonly permissions: ReadonlySet<Permission>
}

/**
 * The columns of a membership for a grant. Throws NOT_FOUND for a role or a depot of another organization, INVALID where
 * somebody who manages people would be limited to depots: they could lift the limit themselves.
 */
export async function checkGrant(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  { role, depotIds }: AccessGrant,
): Promise<CheckedGrant> {
  const own = isBuiltInRole(role) ? undefined : await findRole(trx, organizationId, role)
  const permissions = isBuiltInRole(role)
    ? permissionsOf(role)
    : new Set((own?.permissions ?? []).filter(isPermission))
  if (depotIds !== null && permissions.has('member:manage')) {
    throw invalid('Somebody who manages members cannot be limited to depots.', 'depotIds')
  }
  if (depotIds !== null) await requireDepots(trx, depotIds)
  return {
    columns: {
      role: isBuiltInRole(role) ? role : null,
      roleId: isBuiltInRole(role) ? null : role,
      depotIds: depotIds === null ? null : [...new Set(depotIds)],
    },
    roleName: own?.name ?? role,
    permissions,
  }
}

async function findRole(trx: IdentityTransaction, organizationId: OrganizationId, id: RoleId) {
  const row = await trx
    .selectFrom('identity.role')
    .select(['name', 'permissions'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    // Nobody removes it, or adds permissions, before it is given.
    .forShare()
    .executeTakeFirst()
  if (row === undefined) throw notFound('role')
  return row
}

async function requireDepots(trx: IdentityTransaction, depotIds: readonly DepotId[]): Promise<void> {
  if (depotIds.length === 0) throw invalid('Name at least one depot, or none for all of them.', 'depotIds')
  const found = await trx
    .selectFrom('depot')
    .select('id')
    .where('id', 'in', depotIds)
    .where('deletedAt', 'is', null)
    .execute()
  if (found.length < new Set(depotIds).size) throw notFound('depot')
}
