import type { OrganizationId, RoleId } from '@cartage/domain'
import type { Versioned } from './stamps.ts'

/** A role that an organization made. */
export interface RoleTable extends Versioned {
  organizationId: OrganizationId
  id: RoleId
  name: string
  permissions: string[]
}
