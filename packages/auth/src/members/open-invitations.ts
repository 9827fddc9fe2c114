import type { IdentityTransaction } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import type { z } from 'zod'
import { invitation } from './invitation.ts'

export interface OpenInvitation extends z.infer<typeof invitation> {
  readonly expiresAt: Date
}

/** The invitations of an organization that still work, the one that ends first at the top. */
export async function openInvitations(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  now: Date,
): Promise<readonly OpenInvitation[]> {
  const rows = await trx
    .selectFrom('identity.oneTimeToken')
    .select(['payload', 'expiresAt'])
    .where('kind', '=', 'invite')
    .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '=', organizationId))
    .where('expiresAt', '>', now)
    .orderBy('expiresAt')
    .execute()
  return rows.map(({ payload, expiresAt }) => ({ ...invitation.parse(payload), expiresAt }))
}
