import { enterOrganization, withIdentity } from '@cartage/db'
import { CartageError, type OrganizationId } from '@cartage/domain'
import { checkGrant } from '../access/role-columns.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { invitation } from '../members/invitation.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { useOneTimeToken } from '../tokens/one-time-token.ts'
import { afterOpeningMore } from './after-opening-more.ts'

export interface JoinOrganizationInput extends RequestOrigin {
  readonly session: SessionContext
  readonly token: string
}

/**
 * Uses an invitation for somebody who is signed in: one more organization. Throws INVALID for a token that does not work,
 * FORBIDDEN where it is somebody else's (which leaves it good). Joining twice changes nothing.
 */
export async function joinOrganization(
  { db, now }: AuthContext,
  { session, token, ...origin }: JoinOrganizationInput,
): Promise<OrganizationId> {
  return withIdentity(db, null, async (trx) => {
    const used = invitation.parse(await useOneTimeToken(trx, 'invite', token, now()))
    if (used.email !== session.email) {
      throw new CartageError('FORBIDDEN', `This invitation is for ${used.email}. Sign in as them.`, {
        reason: 'INVITE_OTHER',
      })
    }
    const { organizationId } = used
    const { userId } = session
    await enterOrganization(trx, organizationId)
    const { columns, roleName } = await checkGrant(trx, organizationId, used)
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('identity.membership')
      .values({ userId, organizationId, ...columns })
      .onConflict((on) => on.columns(['userId', 'organizationId']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 0n) return organizationId
    await afterOpeningMore(trx, userId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'member.join',
      entity: 'member',
      entityId: userId,
      origin,
      after: { role: roleName, depotIds: columns.depotIds },
      detail: { invitedBy: used.invitedBy, invitation: used.personId },
    })
    return organizationId
  })
}
