import type { OidcProviderId, OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** `id` is the SHA-256 of the token, in hexadecimal; the token itself is only in the cookie. */
export interface SessionTable {
  id: string
  publicId: Generated<string>
  userId: UserId
  /** The active organization. */
  organizationId: OrganizationId
  /** Decides how long it lives. */
  kind: Generated<'console' | 'driver'>
  createdAt: Date
  expiresAt: Date
  absoluteExpiresAt: Date
  lastSeenAt: Date
  /** When the person last proved who they are. */
  authenticatedAt: Date
  /** When they last did so with a second factor; null while they have not. */
  secondFactorAt: Date | null
  deviceId: string | null
  userAgent: string | null
  ip: string | null
  /** A country, as far as the address tells it. */
  place: string | null
  /** Who vouched for the person; null where they proved themselves to us. */
  providerId: OidcProviderId | null
}
