import { randomUUID } from 'node:crypto'
import { type IdentityTransaction, withIdentity } from '@cartage/db'
import {
  conflict,
  type DepotId,
  type MemberRole,
  notFound,
  type OrganizationId,
  type UserId,
} from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import { checkGrant } from '../access/role-columns.ts'
import { normalEmail } from '../accounts/normal-email.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { issueOneTimeToken, type OneTimeToken } from '../tokens/one-time-token.ts'

export interface CreateInviteInput {
  readonly organizationId: OrganizationId
  readonly invitedBy: UserId
  /** What who invites may do: nobody gives what they do not have. */
  readonly held: ReadonlySet<Permission>
  readonly email: string
  readonly name: string
  readonly role: MemberRole
  /** The depots that they will be limited to; null for all. */
  readonly depotIds: readonly DepotId[] | null
  readonly origin?: AuditOrigin | undefined
}

const LIFETIME_MS = 72 * 3_600_000

/** Makes an invitation that works once within 72 h; an earlier one to the same person ends. CONFLICT for a member. */
export const createInvite = (context: AuthContext, input: CreateInviteInput): Promise<OneTimeToken> =>
  withIdentity(context.db, input.organizationId, (trx) => issueInvite(trx, context, input))

/** The same in a transaction that is in the organization already. */
export async function issueInvite(
  trx: IdentityTransaction,
  { now }: Pick<AuthContext, 'now'>,
  { organizationId, invitedBy, held, name, role, depotIds, origin, ...input }: CreateInviteInput,
): Promise<OneTimeToken> {
  const email = normalEmail(input.email)
  const personId = randomUUID()
  const organization = await trx
    .selectFrom('organization')
    .select('name')
    .where('id', '=', organizationId)
    .executeTakeFirst()
  if (organization === undefined) throw notFound('organization')
  const person = await trx
    .selectFrom('identity.user as user')
    .innerJoin('identity.membership as membership', 'membership.userId', 'user.id')
    .select('user.id')
    .where('user.email', '=', email)
    .where('membership.organizationId', '=', organizationId)
    .executeTakeFirst()
  if (person !== undefined) throw conflict('This e-mail address is a member already.', 'HAS_ACCOUNT')
  const { roleName, permissions } = await checkGrant(trx, organizationId, { role, depotIds })
  requireMayGrant(held, permissions)
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
    entityId: personId,
    origin,
    after: { role: roleName, depotIds },
  })
  const payload = {
    personId,
    organizationId,
    organizationName: organization.name,
    email,
    name,
    role,
    depotIds,
    invitedBy,
  }
  return issueOneTimeToken(trx, 'invite', payload, new Date(now().getTime() + LIFETIME_MS))
}
