import type { IdentityTransaction } from '@cartage/db'
import { CartageError, precondition } from '@cartage/domain'
import { accessOf, entryOf } from '../access/member-access.ts'
import { opensMore } from '../access/opens-more.ts'
import { requireMember } from '../access/require-member.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { findEnabledProvider, type ProviderRow } from './own-provider.ts'

/** Where somebody can prove anew who they are. */
export interface ProvingProvider {
  readonly provider: ProviderRow
  /** Not where their account opens more than the organization whose provider it is. */
  readonly isEnough: boolean
}

/**
 * The provider that vouched for a session; undefined for a session that rests on none, and for who has a second factor: they have
 * that to show.
 */
export async function findProvingProvider(
  trx: IdentityTransaction,
  { organizationId, userId, providerId }: SessionContext,
): Promise<ProvingProvider | undefined> {
  if (providerId === undefined || providerId === null) return undefined
  const provider = await findEnabledProvider(trx, providerId)
  if (provider?.organizationId !== organizationId) return undefined
  const member = await requireMember(trx, organizationId, userId)
  if (entryOf(member).hasSecondFactor) return undefined
  return { provider, isEnough: !(await opensMore(trx, accessOf(member))) }
}

/** Throws PRECONDITION where there is none, FORBIDDEN where its word is not enough. */
export async function requireProvingProvider(
  trx: IdentityTransaction,
  session: SessionContext,
): Promise<ProviderRow> {
  const found = await findProvingProvider(trx, session)
  if (found === undefined) {
    throw precondition('Show your password, your second factor or a passkey instead.', 'OIDC_NO_PROOF')
  }
  if (found.isEnough) return found.provider
  throw new CartageError(
    'FORBIDDEN',
    `Your account opens more than this organization, and ${found.provider.name} speaks for this one alone. Set a password to confirm with: sign out and choose "Forgotten the password?".`,
    { reason: 'OIDC_BOUND' },
  )
}
