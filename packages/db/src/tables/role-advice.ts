import type { OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** What was done with a proposal to take permissions away from a member. */
export interface RoleAdviceTable {
  organizationId: OrganizationId
  id: string
  userId: UserId
  state: 'applied' | 'dismissed' | 'reverted'
  /** Those that go, or would have gone. */
  permissions: string[]
  /** The member's role before, for going back. */
  before: JsonColumn<Readonly<Record<string, unknown>>>
  decidedBy: UserId | null
  decidedAt: Generated<Date>
}
