import type { OrganizationId, Role, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

export interface MembershipTable {
  userId: UserId
  organizationId: OrganizationId
  role: Role
  createdAt: Generated<Date>
}
