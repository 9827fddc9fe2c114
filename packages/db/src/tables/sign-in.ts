import type { OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** What a sign-in looked like, for judging the next ones. */
export interface SignInTable {
  id: Generated<number>
  userId: UserId
  organizationId: OrganizationId
  at: Date
  /** The address without its last part. */
  ipPrefix: string | null
  /** Number of the network's operator (ASN), where it is known. */
  network: string | null
  country: string | null
  /** Browser and system, without versions. */
  agent: string
  deviceId: string | null
  roundTripMs: number | null
  outcome: 'done' | 'wrong' | 'stepped_up' | 'denied'
}
