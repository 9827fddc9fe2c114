import type {
  DepotId,
  DriverId,
  LocalDate,
  LocalTime,
  OrganizationId,
  ShiftBreak,
  ShiftId,
  VehicleId,
} from '@cartage/domain'
import type { JsonColumn } from './json.ts'
import type { SoftDeleted } from './stamps.ts'

/** At most one a vehicle, depot and day (`shift_once`), the deleted ones aside. */
export interface ShiftTable extends SoftDeleted {
  organizationId: OrganizationId
  id: ShiftId
  depotId: DepotId
  vehicleId: VehicleId
  driverId: DriverId | null
  date: LocalDate
  startTime: LocalTime
  endTime: LocalTime
  breaks: JsonColumn<readonly ShiftBreak[]>
}
