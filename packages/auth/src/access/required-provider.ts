import type { IdentityTransaction } from '@cartage/db'
import { CartageError, oidcProviderId, organizationId as anOrganizationId } from '@cartage/domain'
import { z } from 'zod'
import type { SessionContext } from '../sessions/session-store.ts'
import type { MemberRow } from './member-access.ts'

/** The name of the provider that this member has to sign in with; undefined where they may prove themselves to us. */
export async function findRequiredProvider(
  trx: IdentityTransaction,
  { organizationId, role }: Pick<MemberRow, 'organizationId' | 'role'>,
): Promise<string | undefined> {
  // Somebody must be able to come in when the provider is down, or set up wrongly.
  if (role === 'admin') return undefined
  const row = await trx
    .selectFrom('identity.oidcProvider')
    .select('name')
    .where('organizationId', '=', organizationId)
    .where('isRequired', '=', true)
    .orderBy('name')
    .executeTakeFirst()
  return row?.name
}

/** Throws FORBIDDEN for a member who came with a password where a provider is required. */
export async function refusePasswords(
  trx: IdentityTransaction,
  member: Pick<MemberRow, 'organizationId' | 'role'>,
): Promise<void> {
  const name = await findRequiredProvider(trx, member)
  if (name !== undefined) throw providerRequired(name)
}

/** Throws FORBIDDEN unless what a session rests on lets somebody into this organization too. */
export async function requireWayIn(
  trx: IdentityTransaction,
  member: MemberRow,
  { organizationId, providerId }: Pick<SessionContext, 'organizationId' | 'providerId'>,
): Promise<void> {
  if (providerId === undefined || providerId === null) await refusePasswords(trx, member)
  else if (member.organizationId !== organizationId) throw boundToOrganization()
}

export const providerRequired = (name: string): CartageError =>
  new CartageError('FORBIDDEN', `This organization asks you to sign in with ${name}.`, {
    reason: 'PROVIDER_REQUIRED',
  })

const boundToOrganization = (): CartageError =>
  new CartageError(
    'FORBIDDEN',
    'You signed in with the provider of one organization, which speaks for that one alone. Sign in with your password to go to others.',
    { reason: 'PROVIDER_BOUND' },
  )

/** What a provider vouched for somebody; good in its organization. */
export const voucher = z.strictObject({ providerId: oidcProviderId, organizationId: anOrganizationId })
export type Voucher = z.infer<typeof voucher>
