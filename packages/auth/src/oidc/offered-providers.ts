import { type IdentityTransaction, withIdentity } from '@cartage/db'
import type { OidcProviderId, OrganizationId } from '@cartage/domain'
import { sql } from 'kysely'
import type { AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'

/** A button of the sign-in page. */
export interface OfferedProvider {
  readonly id: OidcProviderId
  readonly name: string
}

export interface OfferedProvidersInput {
  readonly organizationId?: OrganizationId | undefined
  /** Of the address that somebody typed; nothing else of it is asked for, so nothing is told of accounts. */
  readonly domain?: string | undefined
  readonly remoteAddress: string | undefined
}

/**
 * Which providers the sign-in page offers: those of an organization, those for a domain, and without either those of the only
 * organization there is.
 */
export async function offeredProviders(
  { db, limits }: AuthContext,
  { organizationId, domain, remoteAddress }: OfferedProvidersInput,
): Promise<readonly OfferedProvider[]> {
  await takeLimit(limits, { key: `oidc offered ip ${visitorNetwork(remoteAddress)}`, burst: 60, everyS: 1 })
  return withIdentity(db, null, async (trx) => {
    const query = trx
      .selectFrom('identity.oidcProvider')
      .select(['id', 'name'])
      .where('isEnabled', '=', true)
      .orderBy('name')
      .limit(MOST)
    if (organizationId !== undefined) return query.where('organizationId', '=', organizationId).execute()
    if (domain !== undefined) {
      return query.where((eb) => eb(eb.val(domain.toLowerCase()), '=', eb.fn.any('emailDomains'))).execute()
    }
    return (await isAlone(trx)) ? query.execute() : []
  })
}

const MOST = 20

/** Asked of the memberships: without its setting the table of organizations shows no rows. */
async function isAlone(trx: IdentityTransaction): Promise<boolean> {
  const { rows } = await sql<{ readonly organizations: number }>`
    select count(*)::int as organizations from (select distinct organization_id from identity.membership limit 2) as found`.execute(
    trx,
  )
  return rows[0]?.organizations === 1
}
