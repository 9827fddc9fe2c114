import type { IdentityTransaction } from '@cartage/db'
import type { OidcProviderId, OrganizationId } from '@cartage/domain'

/** Ends the sessions that a provider vouched for. */
export async function endSessionsOf(trx: IdentityTransaction, providerId: OidcProviderId): Promise<void> {
  await trx.deleteFrom('identity.session').where('providerId', '=', providerId).execute()
}

/** Ends the sessions in an organization that no provider vouched for, administrators' aside: from now on one is required. */
export async function endOtherWaysIn(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
): Promise<void> {
  await trx
    .deleteFrom('identity.session as session')
    .where('session.organizationId', '=', organizationId)
    .where('session.providerId', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('identity.membership as membership')
            .select('membership.userId')
            .whereRef('membership.userId', '=', 'session.userId')
            .where('membership.organizationId', '=', organizationId)
            .where('membership.role', '=', 'admin'),
        ),
      ),
    )
    .execute()
}
