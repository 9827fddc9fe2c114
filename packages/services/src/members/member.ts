import type { Role, UserId } from '@cartage/domain'

/** A person of the organization. */
export interface Member {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly isDisabled: boolean
  readonly lastSeenAt: string | null
}
