import { isPermission, type Permission } from '../permissions.ts'
import type { ApiKeyId, UserId } from '@cartage/domain'

/** A key as those may see it who manage keys: without itself and without its hash. */
export interface ApiKey {
  readonly id: ApiKeyId
  readonly name: string
  /** Its last letters. */
  readonly hint: string
  /** The person or service account for whom it acts. */
  readonly account: { readonly id: UserId; readonly name: string; readonly kind: 'person' | 'service' }
  readonly permissions: readonly Permission[]
  readonly allowedAddresses: readonly string[]
  readonly deniedAddresses: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string
  /** To the minute. */
  readonly lastUsedAt: string | null
  readonly lastUsedIp: string | null
  readonly revokedAt: string | null
}

export const keyColumns = [
  'key.id',
  'key.name',
  'key.hint',
  'key.userId',
  'key.permissions',
  'key.allowedAddresses',
  'key.deniedAddresses',
  'key.createdAt',
  'key.expiresAt',
  'key.lastUsedAt',
  'key.lastUsedIp',
  'key.revokedAt',
] as const

export interface KeyRow {
  readonly id: ApiKeyId
  readonly name: string
  readonly hint: string
  readonly userId: UserId
  readonly permissions: readonly string[]
  readonly allowedAddresses: readonly string[]
  readonly deniedAddresses: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
  readonly lastUsedIp: string | null
  readonly revokedAt: Date | null
  readonly accountName: string
  readonly accountKind: 'person' | 'service'
}

export function toKey({ userId, accountName, accountKind, ...row }: KeyRow): ApiKey {
  return {
    ...row,
    account: { id: userId, name: accountName, kind: accountKind },
    permissions: row.permissions.filter(isPermission),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}
