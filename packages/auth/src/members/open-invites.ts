import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type DepotId, type MemberRole, notFound, type OrganizationId, type UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import { invitation } from './invitation.ts'

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
    async (trx) => {
      const rows = await invitesTo(trx, organizationId)
        .select(['payload', 'expiresAt'])
        .where('expiresAt', '>', now())
        .orderBy('createdAt', 'desc')
        .execute()
      return rows.map(({ payload, expiresAt }) => {
        const { personId: id, name, email, role, depotIds } = invitation.parse(payload)
        return { id, name, email, role, depotIds, expiresAt: expiresAt.toISOString() }
      })
    },
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
    const row = await invitesTo(trx, organizationId)
      .select('id')
      .where((eb) => eb(eb.ref('payload', '->>').key('personId'), '=', id))
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('invitation')
    await trx.deleteFrom('identity.oneTimeToken').where('id', '=', row.id).execute()
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

const invitesTo = (trx: IdentityTransaction, organizationId: OrganizationId) =>
  trx
    .selectFrom('identity.oneTimeToken')
    .where('kind', '=', 'invite')
    .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '=', organizationId))
