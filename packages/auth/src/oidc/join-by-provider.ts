import type { IdentityTransaction } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { type AccessGrant, checkGrant } from '../access/role-columns.ts'
import { afterOpeningMore } from '../accounts/after-opening-more.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { openInvitations } from '../members/open-invitations.ts'
import { recordAudit } from '../record-audit.ts'
import type { ProviderRow } from './own-provider.ts'

/** Why somebody who is no member may become one. */
export interface NewcomerGrant extends AccessGrant {
  /** Of the invitation. */
  readonly name?: string
  readonly invitation?: { readonly email: string; readonly invitedBy: UserId }
}

/** What an invitation, or else the provider's settings, makes of somebody with a verified address; undefined for nothing. */
export async function findGrant(
  trx: IdentityTransaction,
  { now }: AuthContext,
  { organizationId, role }: ProviderRow,
  email: string,
): Promise<NewcomerGrant | undefined> {
  const invited = (await openInvitations(trx, organizationId, now())).find((one) => one.email === email)
  if (invited !== undefined) {
    const { name, depotIds, invitedBy } = invited
    return { name, role: invited.role, depotIds, invitation: { email, invitedBy } }
  }
  return role === null ? undefined : { role, depotIds: null }
}

/** Whether another organization has invited the owner of an address. */
export async function isInvitedElsewhere(
  trx: IdentityTransaction,
  { now }: AuthContext,
  organizationId: OrganizationId,
  email: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.oneTimeToken')
    .select('id')
    .where('kind', '=', 'invite')
    .where('expiresAt', '>', now())
    .where((eb) => eb(eb.ref('payload', '->>').key('email'), '=', email))
    .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '!=', organizationId))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Makes somebody a member of the provider's organization; an invitation is used up by it. */
export async function joinByProvider(
  trx: IdentityTransaction,
  { id, organizationId }: ProviderRow,
  userId: UserId,
  { grant, origin }: { readonly grant: NewcomerGrant; readonly origin: AuditOrigin },
): Promise<void> {
  const { columns, roleName } = await checkGrant(trx, organizationId, grant)
  await trx
    .insertInto('identity.membership')
    .values({ userId, organizationId, ...columns })
    .execute()
  await afterOpeningMore(trx, userId)
  const { invitation } = grant
  if (invitation !== undefined) {
    await trx
      .deleteFrom('identity.oneTimeToken')
      .where('kind', '=', 'invite')
      .where((eb) => eb(eb.ref('payload', '->>').key('email'), '=', invitation.email))
      .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '=', organizationId))
      .execute()
  }
  await recordAudit(trx, {
    organizationId,
    userId,
    action: 'member.join',
    entity: 'member',
    entityId: userId,
    origin,
    after: { role: roleName, depotIds: columns.depotIds },
    detail: invitation === undefined ? { provider: id } : { provider: id, invitedBy: invitation.invitedBy },
  })
}
