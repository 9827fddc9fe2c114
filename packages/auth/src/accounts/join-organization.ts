import { enterOrganization, withIdentity } from '@cartage/db'
import { CartageError, type OrganizationId } from '@cartage/domain'
import { checkGrant } from '../access/role-columns.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { invitation } from '../members/invitation.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { endTokensOf } from '../tokens/end-tokens.ts'
import { useOneTimeToken } from '../tokens/one-time-token.ts'

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
    // An administrator of their other organization could still hold a link to their password.
    await endTokensOf(trx, userId, ['reset'])
    // And the word of its provider is none any more on an account that opens this organization too.
    await trx
      .updateTable('identity.session')
      .set({ authenticatedAt: new Date(0) })
      .where('userId', '=', userId)
      .where('providerId', 'is not', null)
      .execute()
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
