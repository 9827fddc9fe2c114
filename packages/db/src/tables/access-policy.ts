import type { OrganizationId } from '@cartage/domain'
import type { Generated } from 'kysely'
import type { Versioned } from './stamps.ts'

/** Who may come into an organization; without a row, every member. */
export interface AccessPolicyTable extends Versioned {
  organizationId: OrganizationId
  requiresSecondFactor: Generated<boolean>
  /** CIDR ranges; none allows every address that is not denied. */
  allowedAddresses: Generated<string[]>
  deniedAddresses: Generated<string[]>
  /** Nobody comes in from then on. */
  suspendedAt: Date | null
}
