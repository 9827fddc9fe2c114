import { withIdentity } from '@cartage/db'
import {
  conflict,
  type OidcProviderId,
  type OrganizationId,
  precondition,
  type UserId,
} from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { endOtherWaysIn } from './end-sessions.ts'
import { auditedProvider, lockProvider, type OidcProvider, publicProvider } from './own-provider.ts'
import { checkSettings, normalDomains, type ProviderSettings, requireMaySetUp } from './provider-settings.ts'

export interface CreateProviderInput extends ProviderSettings {
  readonly organizationId: OrganizationId
  readonly id: OidcProviderId
  readonly clientSecret: string
  readonly createdBy: UserId
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

const MOST = 10

/** Sets up a provider. Repeating it with the same id is harmless; CONFLICT where the id names another. */
export async function createProvider(
  { db, sealer }: AuthContext,
  { organizationId, id, clientSecret, createdBy, held, origin, ...settings }: CreateProviderInput,
): Promise<OidcProvider> {
  requireMaySetUp(held)
  checkSettings(settings)
  return withIdentity(db, organizationId, async (trx) => {
    const { count } = await trx
      .selectFrom('identity.oidcProvider')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('organizationId', '=', organizationId)
      .where('id', '!=', id)
      .executeTakeFirstOrThrow()
    if (Number(count) >= MOST) {
      throw precondition(`An organization has at most ${MOST} providers. Remove one first.`, 'TOO_MANY')
    }
    const made = await trx
      .insertInto('identity.oidcProvider')
      .values({
        organizationId,
        id,
        ...settings,
        emailDomains: normalDomains(settings.emailDomains),
        clientSecret: await sealer.seal(trx, 'identity.oidcProvider', id, clientSecret),
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    const taken = made === undefined
    const provider = publicProvider(
      await lockProvider(trx, organizationId, id).catch((error: unknown) => {
        throw taken ? conflict('This id already names another provider.', 'ID_USED') : error
      }),
    )
    if (taken) {
      if (provider.issuer === settings.issuer && provider.name === settings.name) return provider
      throw conflict('This id already names another provider.', 'ID_USED')
    }
    if (provider.isRequired) await endOtherWaysIn(trx, organizationId)
    await recordAudit(trx, {
      organizationId,
      userId: createdBy,
      action: 'provider.create',
      entity: 'provider',
      entityId: id,
      origin,
      after: auditedProvider(provider),
    })
    return provider
  })
}
