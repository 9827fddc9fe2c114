import type { DepotId, DriverId, OrganizationId } from '@cartage/domain'
import type { SoftDeleted } from './stamps.ts'

export interface DriverTable extends SoftDeleted {
  organizationId: OrganizationId
  id: DriverId
  depotId: DepotId
  name: string
  phone: string
  skills: readonly string[]
}
