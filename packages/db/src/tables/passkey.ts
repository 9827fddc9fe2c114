import type { UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** A WebAuthn credential. */
export interface PasskeyTable {
  /** The credential's own id, base64url. */
  id: string
  userId: UserId
  name: string
  publicKey: Buffer
  counter: number
  transports: string[]
  isBackedUp: boolean
  createdAt: Generated<Date>
  lastUsedAt: Date | null
}
