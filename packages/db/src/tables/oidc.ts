import type { OidcProviderId, OrganizationId, Role, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'
import type { Versioned } from './stamps.ts'

/** Where members of an organization may sign in instead of here. */
export interface OidcProviderTable extends Versioned {
  organizationId: OrganizationId
  id: OidcProviderId
  name: string
  issuer: string
  clientId: string
  /** Sealed. */
  clientSecret: string
  /** Whoever has an address of these and is no member yet becomes one, with `role`. */
  emailDomains: Generated<string[]>
  role: Exclude<Role, 'admin'> | null
  isEnabled: Generated<boolean>
  /** Members come in here alone; administrators can still use their password. */
  isRequired: Generated<boolean>
}

/** Who somebody is at a provider. */
export interface OidcAccountTable {
  providerId: OidcProviderId
  subject: string
  userId: UserId
  createdAt: Generated<Date>
}
