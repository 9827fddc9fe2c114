import { randomUUID } from 'node:crypto'
import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { invalid, precondition, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import type { MemberAccess } from '../access/member-access.ts'
import { type AccessGrant, checkGrant, type CheckedGrant } from '../access/role-columns.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { requireWithinDepots } from '../keys/require-within-depots.ts'
import { recordAudit } from '../record-audit.ts'
import { lockServiceAccount, type ServiceAccount } from './list-service-accounts.ts'

interface By {
  /** Who does it, as what they are now: nobody gives, or takes from others, what they do not have. */
  readonly maker: MemberAccess
  readonly origin?: AuditOrigin | undefined
}
export interface CreateServiceAccountInput extends AccessGrant, By {
  readonly name: string
}
export interface UpdateServiceAccountInput extends CreateServiceAccountInput {
  readonly id: UserId
  /** Its keys are good for nothing meanwhile. */
  readonly disabled: boolean
}
export interface RemoveServiceAccountInput extends By {
  readonly id: UserId
}

const MOST_ACCOUNTS = 100

/** Makes an account for programs, with a role and the depots that it may reach. */
export function createServiceAccount(
  { db }: AuthContext,
  { maker, origin, name, ...grant }: CreateServiceAccountInput,
): Promise<ServiceAccount> {
  const { organizationId } = maker
  return withIdentity(db, organizationId, async (trx) => {
    const { columns, roleName } = await checkServiceGrant(trx, maker, grant)
    await requireRoom(trx, maker)
    const id = randomUUID() as UserId
    await trx.insertInto('identity.user').values({ id, kind: 'service', name }).execute()
    await trx
      .insertInto('identity.membership')
      .values({ userId: id, organizationId, ...columns })
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId: maker.userId,
      action: 'serviceAccount.create',
      entity: 'user',
      entityId: id,
      origin,
      after: { name, role: roleName, depotIds: columns.depotIds },
    })
    return lockServiceAccount(trx, organizationId, id)
  })
}

/** Names an account, gives it another role or other depots, or locks it. Its keys do no more than that from then on. */
export function updateServiceAccount(
  { db }: AuthContext,
  { maker, origin, id, name, disabled, ...grant }: UpdateServiceAccountInput,
): Promise<ServiceAccount> {
  const { organizationId } = maker
  return withIdentity(db, organizationId, async (trx) => {
    const before = await lockServiceAccount(trx, organizationId, id)
    const { columns, roleName } = await checkServiceGrant(trx, maker, grant)
    requireMayGrant(maker.permissions, new Set(before.permissions))
    requireWithinDepots(maker.depotIds, before.depotIds)
    await trx.updateTable('identity.user').set({ name }).where('id', '=', id).execute()
    await trx
      .updateTable('identity.membership')
      .set({ ...columns, isDisabled: disabled })
      .where('userId', '=', id)
      .where('organizationId', '=', organizationId)
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId: maker.userId,
      action: 'serviceAccount.update',
      entity: 'user',
      entityId: id,
      origin,
      before: {
        name: before.name,
        role: before.roleName,
        depotIds: before.depotIds,
        isDisabled: before.isDisabled,
      },
      after: { name, role: roleName, depotIds: columns.depotIds, isDisabled: disabled },
    })
    return lockServiceAccount(trx, organizationId, id)
  })
}

/** Takes an account out of the organization, with its keys. What it did stays in the audit log, under its name. */
export function removeServiceAccount(
  { db }: AuthContext,
  { maker, origin, id }: RemoveServiceAccountInput,
): Promise<void> {
  const { organizationId } = maker
  return withIdentity(db, organizationId, async (trx) => {
    const before = await lockServiceAccount(trx, organizationId, id)
    requireMayGrant(maker.permissions, new Set(before.permissions))
    requireWithinDepots(maker.depotIds, before.depotIds)
    await trx
      .deleteFrom('identity.membership')
      .where('userId', '=', id)
      .where('organizationId', '=', organizationId)
      .execute()
    await trx.updateTable('identity.user').set({ isDisabled: true }).where('id', '=', id).execute()
    await recordAudit(trx, {
      organizationId,
      userId: maker.userId,
      action: 'serviceAccount.remove',
      entity: 'user',
      entityId: id,
      origin,
      before: { name: before.name, role: before.roleName, depotIds: before.depotIds },
    })
  })
}

async function checkServiceGrant(
  trx: IdentityTransaction,
  maker: MemberAccess,
  grant: AccessGrant,
): Promise<CheckedGrant> {
  if (grant.role === 'admin' || grant.role === 'driver') {
    throw invalid(
      'A service account is dispatcher, viewer or has a role of your own: give it what its programs need and no more.',
      'role',
    )
  }
  const checked = await checkGrant(trx, maker.organizationId, grant)
  requireMayGrant(maker.permissions, checked.permissions)
  requireWithinDepots(maker.depotIds, checked.columns.depotIds)
  return checked
}

async function requireRoom(trx: IdentityTransaction, { organizationId }: MemberAccess): Promise<void> {
  const { count } = await trx
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.user as user', 'user.id', 'membership.userId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('membership.organizationId', '=', organizationId)
    .where('user.kind', '=', 'service')
    .executeTakeFirstOrThrow()
  if (Number(count) < MOST_ACCOUNTS) return
  throw precondition(
    `There are ${MOST_ACCOUNTS} service accounts already. Remove one first.`,
    'MOST_ACCOUNTS',
  )
}
