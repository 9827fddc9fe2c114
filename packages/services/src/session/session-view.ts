import type { OrganizationId, Role, UserId } from '@cartage/domain'

/** Who is signed in, where, and what they may do. */
export interface SessionView {
  readonly user: { readonly id: UserId; readonly name: string; readonly email: string }
  readonly organization: { readonly id: OrganizationId; readonly name: string; readonly currency: string }
  readonly role: Role
  readonly permissions: readonly string[]
}
