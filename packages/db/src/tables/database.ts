import type { RecoveryCodeTable, TotpTable } from './totp.ts'
import type { OidcAccountTable, OidcProviderTable } from './oidc.ts'
import type { OperatorGrantTable } from './operator-grant.ts'
import type { RoleAdviceTable } from './role-advice.ts'
import type { PermissionUseTable } from './permission-use.ts'
import type { SignInTable } from './sign-in.ts'
import type { PasskeyTable } from './passkey.ts'
import type { AccessPolicyTable } from './access-policy.ts'
import type { RoleTable } from './role.ts'
import type { ApiKeyTable } from './api-key.ts'
import type { AuditEventTable } from './audit-event.ts'
import type { ChangeEventTable } from './change-event.ts'
import type { ClosureTable } from './closure.ts'
import type { ColumnMappingTable } from './column-mapping.ts'
import type { DepotTable } from './depot.ts'
import type { DriverTable } from './driver.ts'
import type { ImportTable } from './import.ts'
import type { ImportRowTable } from './import-row.ts'
import type { KnownDeviceTable } from './known-device.ts'
import type { MembershipTable } from './membership.ts'
import type { OneTimeTokenTable } from './one-time-token.ts'
import type { OrderTable } from './order.ts'
import type { OrganizationRemovalTable } from './organization-removal.ts'
import type { OrganizationTable } from './organization.ts'
import type { PlanTable } from './plan.ts'
import type { RateLimitTable } from './rate-limit.ts'
import type { RegionTable } from './region.ts'
import type { RouteTable } from './route.ts'
import type { SessionTable } from './session.ts'
import type { ShiftTable } from './shift.ts'
import type { StopTable } from './stop.ts'
import type { TrafficTable } from './traffic.ts'
import type { UnassignedTable } from './unassigned.ts'
import type { UserTable } from './user.ts'
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
  'region.closure': ClosureTable
  'region.traffic': TrafficTable
}

/** Who may sign in; read by the auth package alone. */
export interface IdentityTables {
  'identity.user': UserTable
  'identity.session': SessionTable
  'identity.membership': MembershipTable
  'identity.oneTimeToken': OneTimeTokenTable
  'identity.knownDevice': KnownDeviceTable
  'identity.accessPolicy': AccessPolicyTable
  'identity.role': RoleTable
  'identity.totp': TotpTable
  'identity.recoveryCode': RecoveryCodeTable
  'identity.passkey': PasskeyTable
  'identity.oidcProvider': OidcProviderTable
  'identity.oidcAccount': OidcAccountTable
  'identity.apiKey': ApiKeyTable
  'identity.signIn': SignInTable
  'identity.permissionUse': PermissionUseTable
  'identity.roleAdvice': RoleAdviceTable
  'identity.operatorGrant': OperatorGrantTable
  'identity.organizationRemoval': OrganizationRemovalTable
  'identity.rateLimit': RateLimitTable
}

export interface Database extends TenantTables, InstallationTables, IdentityTables {}
