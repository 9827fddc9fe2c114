import type { DepotTable } from './depot.ts'
import type { DriverTable } from './driver.ts'
import type { AuditEventTable, ChangeEventTable } from './events.ts'
import type {
  KnownDeviceTable,
  MembershipTable,
  OneTimeTokenTable,
  RateLimitTable,
  SessionTable,
  UserTable,
} from './identity.ts'
import type { ColumnMappingTable, ImportRowTable, ImportTable } from './import.ts'
import type { OrderTable } from './order.ts'
import type { OrganizationTable } from './organization.ts'
import type { PlanTable, UnassignedTable } from './plan.ts'
import type { RegionTable } from './region.ts'
import type { RouteTable, StopTable } from './route.ts'
import type { ShiftTable } from './shift.ts'
import type { VehicleTable } from './vehicle.ts'

/** What belongs to an organization, all under row-level security. */
export interface TenantTables {
  organization: OrganizationTable
  depot: DepotTable
  vehicle: VehicleTable
  driver: DriverTable
  shift: ShiftTable
  order: OrderTable
  import: ImportTable
  importRow: ImportRowTable
  columnMapping: ColumnMappingTable
  plan: PlanTable
  route: RouteTable
  stop: StopTable
  unassigned: UnassignedTable
  changeEvent: ChangeEventTable
  auditEvent: AuditEventTable
}

/** What belongs to the installation. */
export interface InstallationTables {
  'region.region': RegionTable
}

/** Who may sign in; read by the auth package alone. */
export interface IdentityTables {
  'identity.user': UserTable
  'identity.session': SessionTable
  'identity.membership': MembershipTable
  'identity.oneTimeToken': OneTimeTokenTable
  'identity.knownDevice': KnownDeviceTable
  'identity.rateLimit': RateLimitTable
}

export interface Database extends TenantTables, InstallationTables, IdentityTables {}
