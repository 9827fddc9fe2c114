import type { OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** Lets an operator look into an organization for a while. */
export interface OperatorGrantTable {
  organizationId: OrganizationId
  userId: UserId
  reason: string
  grantedBy: UserId
  grantedAt: Generated<Date>
  expiresAt: Date
}
