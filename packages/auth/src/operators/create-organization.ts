import { enterOrganization, type IdentityTransaction } from '@cartage/db'
import { conflict, type OrganizationId, precondition } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { issueInvite } from '../members/create-invite.ts'
import { permissionsOf } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import type { OneTimeToken } from '../tokens/one-time-token.ts'
import { asOperator, lockOrganization, type OperatorAct } from './as-operator.ts'
import { readManaged } from './managed-organization.ts'

/** Who is to administrate an organization. */
export interface FirstAdmin {
  readonly name: string
  readonly email: string
}

export interface CreateOrganizationInput extends OperatorAct {
  readonly id: OrganizationId
  readonly name: string
  readonly admin: FirstAdmin
}

/** Makes an organization, and the invitation of its first administrator. CONFLICT for an id that is taken. */
export function createOrganization(
  context: AuthContext,
  { id, name, admin, ...act }: CreateOrganizationInput,
): Promise<OneTimeToken> {
  return asOperator(context, act, async (trx) => {
    await enterOrganization(trx, id)
    const made = await trx
      .insertInto('organization')
      .values({ id, name, currency: 'EUR' })
      .onConflict((on) => on.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) throw conflict('This organization was made already.', 'EXISTS')
    await recordAudit(trx, {
      organizationId: id,
      userId: act.session.userId,
      action: 'organization.create',
      entity: 'organization',
      entityId: id,
      origin: act.origin,
      after: { name },
    })
    return inviteAdmin(trx, context, act, id, admin)
  })
}

/** Makes the invitation of the first administrator anew. PRECONDITION once one has joined: from then on they invite. */
export function inviteFirstAdmin(
  context: AuthContext,
  { id, admin, ...act }: OperatorAct & { readonly id: OrganizationId; readonly admin: FirstAdmin },
): Promise<OneTimeToken> {
  return asOperator(context, act, async (trx) => {
    await lockOrganization(trx, id)
    const { hasAdmin } = await readManaged(trx, context, act, id)
    if (hasAdmin) {
      throw precondition(
        'This organization has an administrator, who invites its members. An operator cannot.',
        'HAS_ADMIN',
      )
    }
    // An earlier link to another address would let a second one in.
    await trx
      .deleteFrom('identity.oneTimeToken')
      .where('kind', '=', 'invite')
      .where((eb) => eb(eb.ref('payload', '->>').key('organizationId'), '=', id))
      .execute()
    return inviteAdmin(trx, context, act, id, admin)
  })
}

const inviteAdmin = (
  trx: IdentityTransaction,
  context: AuthContext,
  { session, origin }: OperatorAct,
  organizationId: OrganizationId,
  admin: FirstAdmin,
): Promise<OneTimeToken> =>
  issueInvite(trx, context, {
    ...admin,
    organizationId,
    invitedBy: session.userId,
    held: permissionsOf('admin'),
    role: 'admin',
    depotIds: null,
    origin,
  })
