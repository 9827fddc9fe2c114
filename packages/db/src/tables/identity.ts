import type { OrganizationId, Role, UserId } from '@cartage/domain'
import type { ColumnType, Generated } from 'kysely'
import type { JsonColumn } from './json.ts'
import type { Stamps } from './stamps.ts'

/** A person who signs in. */
export interface UserTable extends Stamps {
  id: UserId
  /** Lower case. */
  email: string
  name: string
  /** A PHC string. */
  passwordHash: string
  isDisabled: Generated<boolean>
}

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

export interface MembershipTable {
  userId: UserId
  organizationId: OrganizationId
  role: Role
  createdAt: Generated<Date>
}

/** `id` is the SHA-256 of the token. The row goes with its one use. */
export interface OneTimeTokenTable {
  id: string
  kind: 'first_admin' | 'invite'
  payload: JsonColumn<Readonly<Record<string, string>>>
  createdAt: Generated<Date>
  expiresAt: Date
}

/** A browser that this person signed in from before; `id` is the SHA-256 of its cookie. */
export interface KnownDeviceTable {
  id: string
  userId: UserId
  createdAt: Generated<Date>
  expiresAt: Date
}

/** One bucket of the generic cell rate algorithm: the theoretical arrival time, by the clock of the database. */
export interface RateLimitTable {
  key: string
  tat: ColumnType<Date, Date, Date>
}
