import type { OrganizationId, UserId } from '@cartage/domain'

/** How often a member used a permission on a day (UTC). */
export interface PermissionUseTable {
  organizationId: OrganizationId
  userId: UserId
  permission: string
  day: string
  count: number
}
