import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type OrganizationId, precondition } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'

/** What an organization asks of everybody who comes in. */
export interface AccessPolicy {
  readonly requiresSecondFactor: boolean
}

export interface UpdateAccessPolicyInput extends AccessPolicy {
  readonly session: SessionContext
  readonly origin?: AuditOrigin | undefined
}

export const getAccessPolicy = ({ db }: AuthContext, organizationId: OrganizationId): Promise<AccessPolicy> =>
  withIdentity(db, null, (trx) => readPolicy(trx, organizationId))

/**
 * Changes what the organization asks for; it holds from the next request of everybody. Throws PRECONDITION where somebody without a
 * second factor would require one: they would lock themselves out first.
 */
export function updateAccessPolicy(
  { db }: AuthContext,
  { session, requiresSecondFactor, origin }: UpdateAccessPolicyInput,
): Promise<AccessPolicy> {
  const { organizationId, userId } = session
  return withIdentity(db, organizationId, async (trx) => {
    const { hasSecondFactor } = entryOf(await requireMember(trx, organizationId, userId))
    if (requiresSecondFactor && !hasSecondFactor) {
      throw precondition('Set up a second factor for yourself before you require one of others.', 'NO_FACTOR')
    }
    const before = await readPolicy(trx, organizationId)
    const after: AccessPolicy = { requiresSecondFactor }
    if (before.requiresSecondFactor === requiresSecondFactor) return before
    await trx
      .insertInto('identity.accessPolicy')
      .values({ organizationId, requiresSecondFactor })
      .onConflict((on) =>
        on.column('organizationId').doUpdateSet((eb) => ({
          requiresSecondFactor,
          version: eb('identity.accessPolicy.version', '+', 1),
        })),
      )
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'access.update',
      entity: 'organization',
      entityId: organizationId,
      origin,
      before: { ...before },
      after: { ...after },
    })
    return after
  })
}

async function readPolicy(trx: IdentityTransaction, organizationId: OrganizationId): Promise<AccessPolicy> {
  const row = await trx
    .selectFrom('identity.accessPolicy')
    .select('requiresSecondFactor')
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
  return { requiresSecondFactor: row?.requiresSecondFactor ?? false }
}
