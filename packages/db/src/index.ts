export { backUpDatabase, type BackedUp } from './backup/back-up-database.ts'
export { restoreDatabase, type Restored } from './backup/restore-database.ts'
export { openOwnDatabase } from './embedded/open-own-database.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/start-embedded-postgres.ts'
export { compileOnce, type ParameterOf } from './compile-once.ts'
export { migrate } from './migrate.ts'
export { openDatabase, type OpenDatabaseOptions, warmUp } from './open-database.ts'
export { isRepeatable, isUniqueViolation } from './postgres-error.ts'
export { assertAppRole, prepareDatabase, type PrepareDatabaseOptions, roleOf } from './prepare-database.ts'
export type { Database, IdentityTables, InstallationTables, TenantTables } from './tables/database.ts'
export type { AccessPolicyTable } from './tables/access-policy.ts'
export type { MembershipTable } from './tables/membership.ts'
export type { OperatorGrantTable } from './tables/operator-grant.ts'
export type { RoleTable } from './tables/role.ts'
export type { UserTable } from './tables/user.ts'
export type { OneTimeTokenKind } from './tables/one-time-token.ts'
export { json, type Json } from './tables/json.ts'
export {
  type Db,
  enterOrganization,
  type IdentityTransaction,
  type InstallationTransaction,
  type TenantScope,
  type TenantTransaction,
  type TransactionOptions,
  withIdentity,
  withInstallation,
  withTenant,
} from './with-tenant.ts'
