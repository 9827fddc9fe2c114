import type { UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** Codes of an authenticator app. */
export interface TotpTable {
  userId: UserId
  /** Sealed. */
  secret: string
  /** Null until a first code has shown that the app has the secret; only then is it asked for. */
  confirmedAt: Date | null
  /** The time step of the last code that was taken: each works once. */
  lastStep: Generated<number>
  createdAt: Generated<Date>
}

/** A code that works once in place of the app's; the hash of one that is left. */
export interface RecoveryCodeTable {
  userId: UserId
  hash: string
}
