import { type IdentityTransaction, json, withIdentity } from '@cartage/db'
import { invalid, type OrganizationId, type UserId } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'

export interface HandOverInput {
  readonly organizationId: OrganizationId
  readonly from: UserId
  readonly to: UserId
  readonly changedBy: UserId
  readonly origin?: AuditOrigin | undefined
}

/** Passes the open invitations of one member on to another. Answers how many there were. */
export function handOver(
  { db }: AuthContext,
  { organizationId, from, to, changedBy, origin }: HandOverInput,
): Promise<number> {
  return withIdentity(db, organizationId, async (trx) => {
    await requireMember(trx, organizationId, from)
    await requireReceiver(trx, organizationId, from, to)
    const invitations = await passInvitations(trx, organizationId, from, to)
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: 'member.handOver',
      entity: 'member',
      entityId: from,
      origin,
      detail: { to, invitations },
    })
    return invitations
  })
}

/** Throws unless `to` is another member who can take things over. */
export async function requireReceiver(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  from: UserId,
  to: UserId,
): Promise<void> {
  const row = await requireMember(trx, organizationId, to)
  if (from === to || row.email === null || entryOf(row).isDisabled) {
    throw invalid('Choose another member, who is not locked out.', 'to')
  }
}

/** The invitations that somebody made name somebody else from now on. */
export async function passInvitations(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  from: UserId,
  to: UserId,
): Promise<number> {
  const rows = await trx
    .selectFrom('identity.oneTimeToken')
    .select(['id', 'payload'])
    .where('kind', '=', 'invite')
    .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '=', organizationId))
    .where((eb) => eb(eb.ref('payload', '->>').key('invitedBy'), '=', from))
    .forUpdate()
    .execute()
  for (const { id, payload } of rows) {
    await trx
      .updateTable('identity.oneTimeToken')
      .set({ payload: json({ ...payload, invitedBy: to }) })
      .where('id', '=', id)
      .execute()
  }
  return rows.length
}
