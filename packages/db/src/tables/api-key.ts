import type { ApiKeyId, OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** Lets a program act as a member, with a part of what that member may do. */
export interface ApiKeyTable {
  organizationId: OrganizationId
  id: ApiKeyId
  /** The person or service account for whom it acts. */
  userId: UserId
  name: string
  /** SHA-256 of the key, in hexadecimal. */
  hash: string
  /** Its last letters, by which people tell keys apart. */
  hint: string
  permissions: string[]
  /** CIDR ranges, as of an organization. */
  allowedAddresses: Generated<string[]>
  deniedAddresses: Generated<string[]>
  expiresAt: Date
  lastUsedAt: Date | null
  lastUsedIp: string | null
  createdBy: UserId | null
  createdAt: Generated<Date>
  revokedAt: Date | null
}
