import type { DepotId, OrganizationId } from '@cartage/domain'
import type { SoftDeleted } from './stamps.ts'

export interface DepotTable extends SoftDeleted {
  organizationId: OrganizationId
  id: DepotId
  name: string
  address: string
  lon: number
  lat: number
  zone: string
  region: string
}
