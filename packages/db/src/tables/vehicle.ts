import type { DepotId, Load, OrganizationId, VehicleCosts, VehicleId } from '@cartage/domain'
import type { JsonColumn } from './json.ts'
import type { SoftDeleted } from './stamps.ts'

export interface VehicleTable extends SoftDeleted {
  organizationId: OrganizationId
  id: VehicleId
  depotId: DepotId
  name: string
  /** One of the region's that the depot drives on, or of the kinds that come with Cartage. */
  profile: string
  capacity: JsonColumn<Load>
  skills: readonly string[]
  costs: JsonColumn<VehicleCosts>
}
