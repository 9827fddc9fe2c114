import type { Db } from '@cartage/db'
import type { ApiKeyId } from '@cartage/domain'
import type { RecentRows } from './access/recent-rows.ts'
import type { KeyRow } from './keys/read-key.ts'
import type { Limits } from './limits/limits.ts'
import type { BoundedQueue } from './passwords/bounded-queue.ts'
import type { Sealer } from './sealing/sealer.ts'
import type { SessionStore } from './sessions/session-store.ts'

/** What the use cases of this package share. */
export interface AuthContext {
  readonly db: Db
  readonly sessions: SessionStore
  readonly limits: Limits
  readonly recentKeys?: RecentRows<KeyRow> | undefined
  /** Seals the secrets that must be read again. */
  readonly sealer: Sealer
  /** Every password is hashed in here, so that many at once wait or are refused. */
  readonly hashing: BoundedQueue
  /** Checked where there is no account, so that this takes as long. */
  readonly dummyHash: string
  readonly isHttps: boolean
  /** Where people reach the console; passkeys are made for it. */
  readonly publicUrl: string
  readonly now: () => Date
}

/** From where something was done, as the audit log has it. */
export interface AuditOrigin {
  readonly remoteAddress?: string | undefined
  readonly userAgent?: string | undefined
  /** The key with which a program did it. */
  readonly apiKeyId?: ApiKeyId | undefined
}

/** Where a request came from. */
export interface RequestOrigin {
  readonly cookieHeader: string | undefined
  readonly remoteAddress: string | undefined
  readonly userAgent: string | undefined
}
