import { withIdentity } from '@cartage/db'
import type { OidcProviderId, OrganizationId, UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { auditedProvider, lockProvider, publicProvider } from './own-provider.ts'
import { requireMaySetUp } from './provider-settings.ts'

export interface RemoveProviderInput {
  readonly organizationId: OrganizationId
  readonly id: OidcProviderId
  readonly removedBy: UserId
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/** Removes a provider; the connections to it and the sessions it vouched for go with it. */
export async function removeProvider(
  { db }: AuthContext,
  { organizationId, id, removedBy, held, origin }: RemoveProviderInput,
): Promise<void> {
  requireMaySetUp(held)
  return withIdentity(db, organizationId, async (trx) => {
    const before = publicProvider(await lockProvider(trx, organizationId, id))
    await trx.deleteFrom('identity.oidcProvider').where('id', '=', id).execute()
    await recordAudit(trx, {
      organizationId,
      userId: removedBy,
      action: 'provider.remove',
      entity: 'provider',
      entityId: id,
      origin,
      before: auditedProvider(before),
    })
  })
}
