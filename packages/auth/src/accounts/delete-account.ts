import { enterOrganization, type IdentityTransaction, withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { passInvitations } from '../members/hand-over.ts'
import { keepAnAdmin } from '../members/keep-an-admin.ts'
import { recordAudit } from '../record-audit.ts'
import { eraseUser } from './erase-user.ts'

export interface DeleteAccountInput {
  readonly userId: UserId
  readonly origin?: AuditOrigin | undefined
}

/**
 * Erases a person's own account from the installation. What names them goes to an administrator of each of their organizations;
 * the last administrator of one stays (PRECONDITION).
 */
export async function deleteAccount(
  { db }: AuthContext,
  { userId, origin }: DeleteAccountInput,
): Promise<void> {
  await withIdentity(db, null, async (trx) => {
    const memberships = await trx
      .selectFrom('identity.membership as membership')
      .innerJoin('identity.user as user', 'user.id', 'membership.userId')
      .select(['membership.organizationId', 'membership.role', 'user.email'])
      .where('membership.userId', '=', userId)
      .orderBy('membership.organizationId')
      .execute()
    for (const { organizationId, role } of memberships) {
      await enterOrganization(trx, organizationId)
      if (role === 'admin') await keepAnAdmin(trx, organizationId, userId)
      const heir = await findHeir(trx, organizationId, userId)
      if (heir !== undefined) await passInvitations(trx, organizationId, userId, heir)
      await recordAudit(trx, {
        organizationId,
        userId,
        action: 'user.delete',
        entity: 'user',
        entityId: userId,
        origin,
      })
    }
    const email = memberships[0]?.email ?? null
    if (email !== null) await endInvitationsFor(trx, email)
    await eraseUser(trx, userId)
  })
}

/** The administrator who has been one of the organization's people longest. */
async function findHeir(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<UserId | undefined> {
  const row = await trx
    .selectFrom('identity.membership')
    .select('userId')
    .where('organizationId', '=', organizationId)
    .where('role', '=', 'admin')
    .where('isDisabled', '=', false)
    .where('userId', '!=', userId)
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst()
  return row?.userId
}

/** They name the person, who wants to be known nowhere. */
async function endInvitationsFor(trx: IdentityTransaction, email: string): Promise<void> {
  await trx
    .deleteFrom('identity.oneTimeToken')
    .where('kind', '=', 'invite')
    .where((eb) => eb(eb.ref('payload', '->>').key('email'), '=', email))
    .execute()
}
