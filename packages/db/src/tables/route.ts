import type {
  DriverId,
  Load,
  OrganizationId,
  PlanId,
  Route,
  RouteId,
  ShiftId,
  VehicleId,
  Violation,
} from '@cartage/domain'
import type { JsonColumn } from './json.ts'
import type { Versioned } from './stamps.ts'

export interface RouteTable extends Versioned {
  organizationId: OrganizationId
  id: RouteId
  planId: PlanId
  shiftId: ShiftId
  vehicleId: VehicleId
  /** As it was called when planned. */
  vehicleName: string
  driverId: DriverId | null
  driverName: string | null
  /** From 1, the order of routes in a plan. */
  sequence: number
  colour: number
  startAt: Date
  endAt: Date
  shiftStart: Date
  shiftEnd: Date
  distanceM: number
  drivingS: number
  serviceS: number
  waitS: number
  breaks: JsonColumn<Route['breaks']>
  cost: number
  capacity: JsonColumn<Load>
  startLoad: JsonColumn<Load>
  violations: JsonColumn<readonly Violation[]>
}
