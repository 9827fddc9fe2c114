import type { IdentityTransaction } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import type { AuditOrigin } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { ProviderRow } from './own-provider.ts'
import { problem } from './provider-error.ts'

export interface LinkAccountInput {
  readonly userId: UserId
  readonly subject: string
  readonly origin: AuditOrigin
}

/** Lets somebody sign in with who they are at a provider. Throws CONFLICT (`OIDC_TAKEN`) where either is connected otherwise. */
export async function linkAccount(
  trx: IdentityTransaction,
  { id: providerId, organizationId }: ProviderRow,
  { userId, subject, origin }: LinkAccountInput,
): Promise<void> {
  const made = await trx
    .insertInto('identity.oidcAccount')
    .values({ providerId, subject, userId })
    .onConflict((on) => on.doNothing())
    .returning('userId')
    .executeTakeFirst()
  if (made === undefined) {
    throw problem(
      'OIDC_TAKEN',
      'CONFLICT',
      'This account or the one at the provider is connected with another one already. Disconnect that first.',
    )
  }
  await recordAudit(trx, {
    organizationId,
    userId,
    action: 'provider.connect',
    entity: 'provider',
    entityId: providerId,
    origin,
  })
}
