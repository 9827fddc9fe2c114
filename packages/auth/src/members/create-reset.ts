import { withIdentity } from '@cartage/db'
import { CartageError, type OrganizationId, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import { accessOf } from '../access/member-access.ts'
import { opensMore } from '../access/opens-more.ts'
import { requireMember } from '../access/require-member.ts'
import { issueResetToken } from '../accounts/reset-token.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import type { OneTimeToken } from '../tokens/one-time-token.ts'

export interface CreateResetInput {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly issuedBy: UserId
  /** Whoever has the link is that member: it is made by nobody who may do less. */
  readonly held: ReadonlySet<Permission>
  readonly isOperator: boolean
  readonly origin?: AuditOrigin | undefined
}

/**
 * Makes a link's token for a member who forgot their password, good for an hour and once. Throws FORBIDDEN where it would open
 * more than this organization: an account that is in others too, or an operator's, is the operators' to open.
 */
export function createReset(
  { db, now }: AuthContext,
  { organizationId, userId, issuedBy, held, isOperator, origin }: CreateResetInput,
): Promise<OneTimeToken> {
  return withIdentity(db, organizationId, async (trx) => {
    const member = accessOf(await requireMember(trx, organizationId, userId))
    requireMayGrant(held, member.permissions)
    if (!isOperator && (await opensMore(trx, member))) {
      throw new CartageError(
        'FORBIDDEN',
        'This account is not for this organization alone. Only an operator of the installation can make a link for it.',
        { reason: 'RESET_OPERATOR' },
      )
    }
    await recordAudit(trx, {
      organizationId,
      userId: issuedBy,
      action: 'member.createReset',
      entity: 'member',
      entityId: userId,
      origin,
    })
    return issueResetToken(trx, { userId, organizationId }, now())
  })
}
