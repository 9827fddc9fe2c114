import type { Db, IdentityTransaction } from '@cartage/db'
import type { DepotId, MemberRole, OrganizationId, Role, RoleId, UserId } from '@cartage/domain'
import { isPermission, type Permission, permissionsOf } from '../permissions.ts'

/** Who somebody is in an organization, and what they may do there. */
export interface MemberAccess {
  readonly userId: UserId
  /** Null for a service account. */
  readonly email: string | null
  readonly name: string
  readonly organizationId: OrganizationId
  readonly role: MemberRole
  readonly roleName: string
  readonly permissions: ReadonlySet<Permission>
  /** The depots that they are limited to; null for all. */
  readonly depotIds: readonly DepotId[] | null
  readonly isOperator: boolean
}

/** What decides whether a member may come in at all, beside a proof of who they are. */
export interface Entry {
  readonly isDisabled: boolean
  readonly isSuspended: boolean
  readonly requiresSecondFactor: boolean
  readonly hasSecondFactor: boolean
  readonly allowedAddresses: readonly string[]
  readonly deniedAddresses: readonly string[]
}

/** All memberships, with what {@link accessOf} and {@link entryOf} read; narrow it with `where`. */
export const selectMembers = (db: Db | IdentityTransaction) =>
  db
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.user as user', 'user.id', 'membership.userId')
    .leftJoin('identity.role as ownRole', (join) =>
      join
        .onRef('ownRole.organizationId', '=', 'membership.organizationId')
        .onRef('ownRole.id', '=', 'membership.roleId'),
    )
    .leftJoin('identity.accessPolicy as policy', 'policy.organizationId', 'membership.organizationId')
    .leftJoin('identity.operatorGrant as visit', (join) =>
      join
        .onRef('visit.organizationId', '=', 'membership.organizationId')
        .onRef('visit.userId', '=', 'membership.userId'),
    )
    .select([
      'membership.userId',
      'membership.organizationId',
      'membership.role',
      'membership.roleId',
      'membership.depotIds',
      'membership.isDisabled as isMemberDisabled',
      'ownRole.name as ownRoleName',
      'ownRole.permissions as ownRolePermissions',
      'user.email',
      'user.name',
      'user.isDisabled',
      'user.isOperator',
      'policy.requiresSecondFactor',
      'policy.allowedAddresses',
      'policy.deniedAddresses',
      'policy.suspendedAt',
      'visit.expiresAt as visitEndsAt',
    ])
    .select((eb) =>
      eb
        .or([
          eb.exists(
            eb
              .selectFrom('identity.totp as totp')
              .select('totp.userId')
              .whereRef('totp.userId', '=', 'membership.userId')
              .where('totp.confirmedAt', 'is not', null),
          ),
          eb.exists(
            eb
              .selectFrom('identity.passkey as passkey')
              .select('passkey.id')
              .whereRef('passkey.userId', '=', 'membership.userId'),
          ),
        ])
        .as('hasSecondFactor'),
    )

/** A row of {@link selectMembers}. */
export interface MemberRow {
  readonly userId: UserId
  readonly organizationId: OrganizationId
  readonly role: Role | null
  readonly roleId: RoleId | null
  readonly depotIds: readonly DepotId[] | null
  readonly isMemberDisabled: boolean
  readonly ownRoleName: string | null
  readonly ownRolePermissions: readonly string[] | null
  readonly email: string | null
  readonly name: string
  readonly isDisabled: boolean
  readonly isOperator: boolean
  readonly requiresSecondFactor: boolean | null
  readonly allowedAddresses: readonly string[] | null
  readonly deniedAddresses: readonly string[] | null
  readonly suspendedAt: Date | null
  /** Until when an operator may look in who does not belong to the organization; null for a member. */
  readonly visitEndsAt: Date | null
  readonly hasSecondFactor: unknown
}

export function accessOf(row: MemberRow): MemberAccess {
  const { userId, email, name, organizationId, depotIds, isOperator } = row
  return { userId, email, name, organizationId, depotIds, isOperator, ...roleOf(row) }
}

function roleOf({ role, roleId, ownRoleName, ownRolePermissions }: MemberRow) {
  if (role !== null) return { role, roleName: role, permissions: permissionsOf(role) }
  if (roleId === null) throw new Error('A membership has neither a role of the product nor one of its own.')
  return {
    role: roleId,
    roleName: ownRoleName ?? '',
    // A role may name what an earlier release knew.
    permissions: new Set((ownRolePermissions ?? []).filter(isPermission)),
  }
}

export function entryOf(row: MemberRow): Entry {
  return {
    isDisabled: row.isDisabled || row.isMemberDisabled || isVisitOver(row),
    isSuspended: row.suspendedAt !== null,
    requiresSecondFactor: row.requiresSecondFactor ?? false,
    hasSecondFactor: row.hasSecondFactor === true,
    allowedAddresses: row.allowedAddresses ?? [],
    deniedAddresses: row.deniedAddresses ?? [],
  }
}

// A visit ends by itself, before anybody clears it away.
const isVisitOver = ({ visitEndsAt }: MemberRow): boolean =>
  visitEndsAt !== null && visitEndsAt.getTime() <= Date.now()
