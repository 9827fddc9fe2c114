import type { OrganizationId, UserId } from '@cartage/domain'
import type { Generated } from 'kysely'

/** What a sign-in looked like, for judging the next ones. */
export interface SignInTable {
  id: Generated<number>
  userId: UserId
  organizationId: OrganizationId
  at: Date
  /** The network of the address, 24 bits or 48, and the wider one of 16 or 32; never the address itself. */
  ipPrefix: string | null
  ipWide: string | null
  /** Number of the network's operator (ASN), where it is known. */
  network: string | null
  country: string | null
  /** Operating system and browser, without versions. */
  system: string
  agent: string
  deviceId: string | null
  /** Whether neither the person nor a colleague was known by that browser. */
  isNewDevice: boolean
  roundTripMs: number | null
  /** How unlikely it was the person, as judged before; null where nobody judged. */
  score: number | null
  /** Whether the second factor was shown, for which the browser is trusted a while. */
  isTrusting: Generated<boolean>
  outcome: 'done' | 'wrong' | 'stepped_up' | 'denied'
}
