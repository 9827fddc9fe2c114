import type { OrderId, OrganizationId, PlanId, Reason } from '@cartage/domain'
import type { JsonColumn } from './json.ts'

export interface UnassignedTable {
  organizationId: OrganizationId
  planId: PlanId
  orderId: OrderId
  reasons: JsonColumn<readonly Reason[]>
}
