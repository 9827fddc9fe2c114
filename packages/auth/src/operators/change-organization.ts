import type { IdentityTransaction } from '@cartage/db'
import { conflict, invalid, type OrganizationId, precondition } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import { asOperator, lockOrganization, type OperatorAct } from './as-operator.ts'
import { type ManagedOrganization, readManaged } from './managed-organization.ts'

export interface OrganizationAct extends OperatorAct {
  readonly id: OrganizationId
}

/** How long an organization that was removed can be kept after all. */
const GRACE_MS = 14 * 24 * 3_600_000

/** Gives an organization another name. CONFLICT when it was changed meanwhile. */
export function renameOrganization(
  context: AuthContext,
  { id, name, version, ...act }: OrganizationAct & { readonly name: string; readonly version: number },
): Promise<ManagedOrganization> {
  return asOperator(context, act, async (trx) => {
    const before = await lockOrganization(trx, id)
    if (before.version !== version) {
      throw conflict('Somebody else changed this organization meanwhile. Look at it again.', 'VERSION')
    }
    await trx
      .updateTable('organization')
      .set({ name, version: version + 1 })
      .where('id', '=', id)
      .execute()
    await record(trx, act, id, 'organization.rename', { before: { name: before.name }, after: { name } })
    return readManaged(trx, context, act, id)
  })
}

/** Lets nobody in from now on, and ends the sessions there; or lets its people in again. */
export function setOrganizationDisabled(
  context: AuthContext,
  { id, disabled, ...act }: OrganizationAct & { readonly disabled: boolean },
): Promise<ManagedOrganization> {
  return asOperator(context, act, async (trx) => {
    requireOther(act, id)
    await lockOrganization(trx, id)
    const { state } = await readManaged(trx, context, act, id)
    if (state === 'removing') {
      throw precondition('This organization is being removed. Keep it first.', 'REMOVING')
    }
    if ((state === 'disabled') !== disabled) {
      await suspend(trx, context, id, disabled)
      await record(trx, act, id, disabled ? 'organization.disable' : 'organization.enable', {})
    }
    return readManaged(trx, context, act, id)
  })
}

/**
 * Disables an organization and removes it with all that it owns when the period of grace is over. INVALID unless its name is given as it
 * is: this is the one thing that cannot be taken back later.
 */
export function removeOrganization(
  context: AuthContext,
  { id, name, ...act }: OrganizationAct & { readonly name: string },
): Promise<ManagedOrganization> {
  return asOperator(context, act, async (trx) => {
    requireOther(act, id)
    const found = await lockOrganization(trx, id)
    if (found.name !== name) throw invalid('This is not the name of the organization.', 'name')
    const removeAt = new Date(context.now().getTime() + GRACE_MS)
    const { userId: requestedBy } = act.session
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('identity.organizationRemoval')
      .values({ organizationId: id, requestedBy, requestedAt: context.now(), removeAt })
      .onConflict((on) => on.column('organizationId').doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 1n) {
      await suspend(trx, context, id, true)
      await record(trx, act, id, 'organization.remove', { after: { removeAt: removeAt.toISOString() } })
    }
    return readManaged(trx, context, act, id)
  })
}

/** Keeps an organization that was removed; it stays disabled. PRECONDITION where it was not. */
export function keepOrganization(
  context: AuthContext,
  { id, ...act }: OrganizationAct,
): Promise<ManagedOrganization> {
  return asOperator(context, act, async (trx) => {
    await lockOrganization(trx, id)
    const { numDeletedRows } = await trx
      .deleteFrom('identity.organizationRemoval')
      .where('organizationId', '=', id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw precondition('This organization is not being removed.', 'NOT_REMOVING')
    await record(trx, act, id, 'organization.keep', {})
    return readManaged(trx, context, act, id)
  })
}

/** Who is signed in there would lock themselves out. */
function requireOther({ session }: OperatorAct, id: OrganizationId): void {
  if (session.organizationId !== id) return
  throw precondition(
    'You are signed in to this organization. Switch to another one, or let another operator do it.',
    'OWN_ORGANIZATION',
  )
}

async function suspend(
  trx: IdentityTransaction,
  { now }: AuthContext,
  organizationId: OrganizationId,
  isSuspended: boolean,
): Promise<void> {
  const suspendedAt = isSuspended ? now() : null
  await trx
    .insertInto('identity.accessPolicy')
    .values({ organizationId, suspendedAt })
    .onConflict((on) => on.column('organizationId').doUpdateSet({ suspendedAt }))
    .execute()
  if (isSuspended) {
    await trx.deleteFrom('identity.session').where('organizationId', '=', organizationId).execute()
  }
}

const record = (
  trx: IdentityTransaction,
  { session, origin }: OperatorAct,
  organizationId: OrganizationId,
  action: string,
  change: {
    readonly before?: Readonly<Record<string, unknown>>
    readonly after?: Readonly<Record<string, unknown>>
  },
): Promise<void> =>
  recordAudit(trx, {
    organizationId,
    userId: session.userId,
    action,
    entity: 'organization',
    entityId: organizationId,
    origin,
    ...change,
  })
