import type { IdentityTransaction } from '@cartage/db'
import {
  CartageError,
  type OidcProviderId,
  oidcProviderId,
  organizationId as anOrganizationId,
} from '@cartage/domain'
import { z } from 'zod'
import type { SessionContext } from '../sessions/session-store.ts'
import type { MemberRow } from './member-access.ts'

/** A provider that an organization's members have to sign in with. */
export interface RequiredProvider {
  readonly id: OidcProviderId
  readonly name: string
}

/** The provider that this member has to sign in with; undefined where they may prove themselves to us. */
export async function findRequiredProvider(
  trx: IdentityTransaction,
  { organizationId, role }: Pick<MemberRow, 'organizationId' | 'role'>,
): Promise<RequiredProvider | undefined> {
  // Somebody must be able to come in when the provider is down, or set up wrongly.
  if (role === 'admin') return undefined
  return trx
    .selectFrom('identity.oidcProvider')
    .select(['id', 'name'])
    .where('organizationId', '=', organizationId)
    .where('isRequired', '=', true)
    .orderBy('name')
    .executeTakeFirst()
}

/** Throws FORBIDDEN for a member who came with a password where a provider is required. */
export async function refusePasswords(
  trx: IdentityTransaction,
  member: Pick<MemberRow, 'organizationId' | 'role'>,
): Promise<void> {
  const required = await findRequiredProvider(trx, member)
  if (required !== undefined) throw new ProviderRequired(required)
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

/** What somebody has shown is right, and opens nothing here by itself. */
export class ProviderRequired extends CartageError {
  readonly provider: RequiredProvider

  constructor(provider: RequiredProvider) {
    super('FORBIDDEN', `This organization asks you to sign in with ${provider.name}.`, {
      reason: 'PROVIDER_REQUIRED',
    })
    this.provider = provider
  }
}

const boundToOrganization = (): CartageError =>
  new CartageError(
    'FORBIDDEN',
    'You signed in with the provider of one organization, which speaks for that one alone. Sign in with your password to go to others.',
    { reason: 'PROVIDER_BOUND' },
  )

/** What a provider vouched for somebody; good in its organization. */
export const voucher = z.strictObject({ providerId: oidcProviderId, organizationId: anOrganizationId })
export type Voucher = z.infer<typeof voucher>
