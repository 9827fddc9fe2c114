import type { IdentityTransaction } from '@cartage/db'
import { notFound, type OidcProviderId, type OrganizationId, type Role } from '@cartage/domain'

/** What a newcomer becomes; nobody becomes an administrator by a provider's word. */
export type NewcomerRole = Exclude<Role, 'admin'>

/** Where members of an organization sign in instead of here. Its client secret is never told. */
export interface OidcProvider {
  readonly id: OidcProviderId
  /** On the button of the sign-in page. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  /** Whoever comes for the first time has an address of these; none where only those come who are invited or members. */
  readonly emailDomains: readonly string[]
  /** What newcomers become; null where only those come who are invited or members. */
  readonly role: NewcomerRole | null
  readonly isEnabled: boolean
  /** Nobody but administrators comes in with a password. */
  readonly isRequired: boolean
  readonly version: number
}

export interface ProviderRow extends OidcProvider {
  readonly organizationId: OrganizationId
  /** Sealed. */
  readonly clientSecret: string
}

const columns = [
  'organizationId',
  'id',
  'name',
  'issuer',
  'clientId',
  'clientSecret',
  'emailDomains',
  'role',
  'isEnabled',
  'isRequired',
  'version',
] as const

export const selectProviders = (trx: IdentityTransaction) =>
  trx.selectFrom('identity.oidcProvider').select(columns)

export function publicProvider(row: ProviderRow): OidcProvider {
  const { id, name, issuer, clientId, emailDomains, role, isEnabled, isRequired, version } = row
  return { id, name, issuer, clientId, emailDomains, role, isEnabled, isRequired, version }
}

/** What the audit log keeps of a provider. */
export function auditedProvider(provider: OidcProvider): Omit<OidcProvider, 'id' | 'version'> {
  const { name, issuer, clientId, emailDomains, role, isEnabled, isRequired } = provider
  return { name, issuer, clientId, emailDomains, role, isEnabled, isRequired }
}

/** A provider of the organization, held against changes until the transaction ends. Throws NOT_FOUND for any other. */
export async function lockProvider(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  id: OidcProviderId,
): Promise<ProviderRow> {
  const row = await selectProviders(trx)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('provider')
  return row
}

/** One that people may use now; undefined for any other. */
export const findEnabledProvider = (
  trx: IdentityTransaction,
  id: OidcProviderId,
): Promise<ProviderRow | undefined> =>
  selectProviders(trx).where('id', '=', id).where('isEnabled', '=', true).executeTakeFirst()
