import type { SessionContext } from '@cartage/auth'
import type { DepotId, MemberRole, OrganizationId, UserId } from '@cartage/domain'

/** Who is signed in, where, and what they may do. */
export interface SessionView {
  readonly user: { readonly id: UserId; readonly name: string; readonly email: string }
  readonly organization: { readonly id: OrganizationId; readonly name: string; readonly currency: string }
  readonly role: MemberRole
  readonly roleName: string
  readonly permissions: readonly string[]
  /** The depots that they see; null for all. */
  readonly depotIds: readonly DepotId[] | null
  readonly isOperator: boolean
  /** What the organization asks for before anything else. */
  readonly lacks: SessionContext['lacks']
}
