import type { DepotId, Load, OrganizationId, VehicleCosts, VehicleId, VehicleProfile } from '@cartage/domain'
import type { JsonColumn } from './json.ts'
import type { SoftDeleted } from './stamps.ts'

export interface VehicleTable extends SoftDeleted {
  organizationId: OrganizationId
  id: VehicleId
  depotId: DepotId
  name: string
  profile: VehicleProfile
  capacity: JsonColumn<Load>
  skills: readonly string[]
  costs: JsonColumn<VehicleCosts>
}
