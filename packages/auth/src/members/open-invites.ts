import { withIdentity } from '@cartage/db'
import { type DepotId, type MemberRole, notFound, type OrganizationId, type UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import { openInvitations } from './open-invitations.ts'

/** An invitation that nobody has taken yet; its link is nowhere kept. */
export interface OpenInvite {
  /** Of the person to be. */
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: MemberRole
  readonly depotIds: readonly DepotId[] | null
  readonly expiresAt: string
}

/** The invitations to an organization that still work, the latest first. */
export function listOpenInvites(
  { db, now }: AuthContext,
  organizationId: OrganizationId,
): Promise<readonly OpenInvite[]> {
  return withIdentity(
    db,
    null,
    async (trx) =>
      (await openInvitations(trx, organizationId, now()))
        .map(({ personId: id, name, email, role, depotIds, expiresAt }) => {
          return { id, name, email, role, depotIds, expiresAt: expiresAt.toISOString() }
        })
        .toReversed(),
    { isReadOnly: true },
  )
}

export interface WithdrawInviteInput {
  readonly organizationId: OrganizationId
  readonly id: UserId
  readonly withdrawnBy: UserId
  readonly origin?: AuditOrigin | undefined
}

/** Takes an invitation back: its link works no more. Throws NOT_FOUND for one that was taken, or of another organization. */
export function withdrawInvite(
  { db }: AuthContext,
  { organizationId, id, withdrawnBy, origin }: WithdrawInviteInput,
): Promise<void> {
  return withIdentity(db, organizationId, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('identity.oneTimeToken')
      .where('kind', '=', 'invite')
      .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '=', organizationId))
      .where((eb) => eb(eb.ref('payload', '->>').key('personId'), '=', id))
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound('invitation')
    await recordAudit(trx, {
      organizationId,
      userId: withdrawnBy,
      action: 'member.withdrawInvite',
      entity: 'member',
      entityId: id,
      origin,
    })
  })
}
