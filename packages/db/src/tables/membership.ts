import type { DepotId, OrganizationId, Role, RoleId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** Exactly one of `role` and `roleId` is set. */
export interface MembershipTable {
  userId: UserId
  organizationId: OrganizationId
  role: Role | null
  roleId: RoleId | null
  /** The depots that the member is limited to; null for all. */
  depotIds: DepotId[] | null
  isDisabled: Generated<boolean>
  /** The last time that a session of this organization began. */
  lastUsedAt: Date | null
  createdAt: Generated<Date>
}
