import type { Load, OrderId, OrganizationId, PlanId, RouteId, StopId, StopState } from '@cartage/domain'
import type { JsonColumn } from './json.ts'

export interface StopTable {
  organizationId: OrganizationId
  id: StopId
  planId: PlanId
  routeId: RouteId
  orderId: OrderId
  /** From 1; unique within the route, checked at commit so that stops can change places. */
  sequence: number
  trip: number
  state: StopState
  arrival: Date
  serviceStart: Date
  departure: Date
  waitS: number
  lateS: number
  load: JsonColumn<Load>
}
