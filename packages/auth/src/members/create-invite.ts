import { withIdentity } from '@cartage/db'
import { conflict, notFound, type OrganizationId, type Role, type UserId } from '@cartage/domain'
import { normalEmail } from '../accounts/normal-email.ts'
import type { AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import { issueOneTimeToken, type OneTimeToken } from '../tokens/one-time-token.ts'

export interface CreateInviteInput {
  readonly organizationId: OrganizationId
  readonly invitedBy: UserId
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly remoteAddress?: string | undefined
}

const LIFETIME_MS = 72 * 3_600_000

/** Makes an invitation that works once within 72 h; an earlier one to the same person ends. CONFLICT for a person who has an account. */
export function createInvite(
  { db, now }: AuthContext,
  { organizationId, invitedBy, name, role, remoteAddress, ...input }: CreateInviteInput,
): Promise<OneTimeToken> {
  const email = normalEmail(input.email)
  return withIdentity(db, organizationId, async (trx) => {
    const organization = await trx
      .selectFrom('organization')
      .select('name')
      .where('id', '=', organizationId)
      .executeTakeFirst()
    if (organization === undefined) throw notFound('organization')
    const person = await trx
      .selectFrom('identity.user')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst()
    if (person !== undefined) throw conflict('This e-mail address has an account already.', 'HAS_ACCOUNT')
    await trx
      .deleteFrom('identity.oneTimeToken')
      .where('kind', '=', 'invite')
      .where((eb) => eb(eb.ref('payload', '->>').key('email'), '=', email))
      .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '=', organizationId))
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId: invitedBy,
      action: 'member.invite',
      entity: 'member',
      entityId: null,
      remoteAddress,
      detail: { email, role },
    })
    const payload = { organizationId, organizationName: organization.name, email, name, role, invitedBy }
    return issueOneTimeToken(trx, 'invite', payload, new Date(now().getTime() + LIFETIME_MS))
  })
}
