import { withIdentity } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { type OidcProvider, publicProvider, selectProviders } from './own-provider.ts'

export interface ListedProvider extends OidcProvider {
  /** How many people have connected their account. */
  readonly people: number
}

/** The providers of an organization, by name. */
export function listProviders(
  { db }: AuthContext,
  organizationId: OrganizationId,
): Promise<readonly ListedProvider[]> {
  return withIdentity(db, organizationId, async (trx) => {
    const rows = await selectProviders(trx)
      .select((eb) =>
        eb
          .selectFrom('identity.oidcAccount as account')
          .select((count) => count.fn.countAll<string>().as('people'))
          .whereRef('account.providerId', '=', 'identity.oidcProvider.id')
          .as('people'),
      )
      .where('organizationId', '=', organizationId)
      .orderBy('name')
      .execute()
    return rows.map(({ people, ...row }) => ({ ...publicProvider(row), people: Number(people ?? 0) }))
  })
}
