import type { OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** An organization that an operator removed; it goes with all that it owns when the period of grace is over. */
export interface OrganizationRemovalTable {
  organizationId: OrganizationId
  requestedBy: UserId
  requestedAt: Generated<Date>
  removeAt: Date
}
