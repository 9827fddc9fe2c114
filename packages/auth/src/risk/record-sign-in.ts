import type { IdentityTransaction } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import type { SignInLook } from './sign-in-look.ts'

/** Let in; a wrong password; let in with the second factor; a wrong second factor. */
type SignInOutcome = 'done' | 'wrong' | 'stepped_up' | 'denied'

export interface SignInRecord {
  readonly userId: UserId
  readonly organizationId: OrganizationId
  readonly look: SignInLook
  readonly outcome: SignInOutcome
  /** The browser that the person is known by from here on. */
  readonly deviceId?: string | null
  readonly score?: number | null
}

/** Keeps what a sign-in looked like, for judging the next ones; the address as its network alone. */
export async function recordSignIn(
  trx: IdentityTransaction,
  { userId, organizationId, look, outcome, deviceId = look.deviceId, score = null }: SignInRecord,
): Promise<void> {
  const { at, network, system, agent, device } = look
  await trx
    .insertInto('identity.signIn')
    .values({
      userId,
      organizationId,
      at,
      ipPrefix: network?.prefix ?? null,
      ipWide: network?.wide ?? null,
      system: system.slice(0, MAX_NAME),
      agent: agent.slice(0, MAX_NAME),
      deviceId,
      isNewDevice: device === 'new',
      score,
      outcome,
      isTrusting: outcome === 'stepped_up',
    })
    .execute()
}

const MAX_NAME = 60
