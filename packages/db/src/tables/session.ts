import type { OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** `id` is the SHA-256 of the token, in hexadecimal; the token itself is only in the cookie. */
export interface SessionTable {
  id: string
  publicId: Generated<string>
  userId: UserId
  /** The active organization. */
  organizationId: OrganizationId
  createdAt: Date
  expiresAt: Date
  absoluteExpiresAt: Date
  lastSeenAt: Date
  userAgent: string | null
  ip: string | null
}
