import type { UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** A browser that this person signed in from before; `id` is the SHA-256 of its cookie. */
export interface KnownDeviceTable {
  id: string
  userId: UserId
  createdAt: Generated<Date>
  expiresAt: Date
}
