import { withIdentity } from '@cartage/db'
import { conflict, invalid, type OidcProviderId, type OrganizationId, type UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { endOtherWaysIn, endSessionsOf } from './end-sessions.ts'
import { auditedProvider, lockProvider, type OidcProvider, publicProvider } from './own-provider.ts'
import { checkSettings, normalDomains, type ProviderSettings, requireMaySetUp } from './provider-settings.ts'

export interface UpdateProviderInput extends ProviderSettings {
  readonly organizationId: OrganizationId
  readonly id: OidcProviderId
  /** As it was read. */
  readonly version: number
  /** Absent to keep the one there is. */
  readonly clientSecret?: string | undefined
  readonly changedBy: UserId
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/**
 * Changes a provider. Another issuer knows other people: all connections to it end, and so do its sessions. Throws NOT_FOUND,
 * CONFLICT after somebody else's change, INVALID naming the field.
 */
export async function updateProvider(
  { db, sealer }: AuthContext,
  { organizationId, id, version, clientSecret, changedBy, held, origin, ...settings }: UpdateProviderInput,
): Promise<OidcProvider> {
  requireMaySetUp(held)
  return withIdentity(db, organizationId, async (trx) => {
    const row = await lockProvider(trx, organizationId, id)
    const before = publicProvider(row)
    if (before.version !== version) {
      throw conflict('Somebody else changed this provider meanwhile. Look at it again, then save.', 'VERSION')
    }
    checkSettings(settings)
    const isOther = before.issuer !== settings.issuer
    // Otherwise the secret of one provider could be had by naming another.
    if (isOther && clientSecret === undefined) {
      throw invalid('Another issuer needs its own client secret.', 'clientSecret')
    }
    const after: OidcProvider = {
      id,
      ...settings,
      emailDomains: normalDomains(settings.emailDomains),
      version: version + 1,
    }
    const { id: _, ...values } = after
    const sealed =
      clientSecret === undefined
        ? row.clientSecret
        : await sealer.seal(trx, 'identity.oidcProvider', id, clientSecret)
    await trx
      .updateTable('identity.oidcProvider')
      .set({ ...values, emailDomains: [...values.emailDomains], clientSecret: sealed })
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .execute()
    if (isOther) await trx.deleteFrom('identity.oidcAccount').where('providerId', '=', id).execute()
    if (isOther || !after.isEnabled) await endSessionsOf(trx, id)
    if (after.isRequired && !before.isRequired) await endOtherWaysIn(trx, organizationId)
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: 'provider.update',
      entity: 'provider',
      entityId: id,
      origin,
      before: auditedProvider(before),
      after: auditedProvider(after),
      detail: { hasNewSecret: clientSecret !== undefined },
    })
    return after
  })
}
