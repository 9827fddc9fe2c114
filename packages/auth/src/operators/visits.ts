import { enterOrganization, type IdentityTransaction, withIdentity } from '@cartage/db'
import { conflict, notFound, type OrganizationId, type UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'

/** An operator of the installation, and whether they may look into the organization that asks. */
export interface Operator {
  readonly id: UserId
  readonly name: string
  /** Belongs to the organization, and needs no visit. */
  readonly isMember: boolean
  readonly visit: {
    readonly reason: string
    readonly grantedAt: string
    readonly endsAt: string
  } | null
}

export interface VisitAct {
  readonly session: Pick<SessionContext, 'organizationId' | 'userId'>
  readonly operatorId: UserId
  readonly origin?: AuditOrigin | undefined
}

/** The operators by name. */
export function listOperators(
  { db, now }: AuthContext,
  organizationId: OrganizationId,
): Promise<readonly Operator[]> {
  return withIdentity(db, null, async (trx) => {
    const rows = await trx
      .selectFrom('identity.user as user')
      .leftJoin('identity.membership as membership', (join) =>
        join.onRef('membership.userId', '=', 'user.id').on('membership.organizationId', '=', organizationId),
      )
      .leftJoin('identity.operatorGrant as visit', (join) =>
        join.onRef('visit.userId', '=', 'user.id').on('visit.organizationId', '=', organizationId),
      )
      .select([
        'user.id',
        'user.name',
        'membership.userId as memberId',
        'visit.reason',
        'visit.grantedAt',
        'visit.expiresAt',
      ])
      .where('user.isOperator', '=', true)
      .where('user.isDisabled', '=', false)
      .orderBy('user.name')
      .orderBy('user.id')
      .execute()
    return rows.map(({ id, name, memberId, reason, grantedAt, expiresAt }) => ({
      id,
      name,
      isMember: memberId !== null && expiresAt === null,
      visit:
        reason === null || grantedAt === null || expiresAt === null || expiresAt <= now()
          ? null
          : { reason, grantedAt: grantedAt.toISOString(), endsAt: expiresAt.toISOString() },
    }))
  })
}

/**
 * Lets an operator look into the organization for some hours, as a viewer; again, to end later or earlier. CONFLICT for one who is a
 * member, NOT_FOUND for anybody who is no operator.
 */
export async function grantVisit(
  { db, now }: AuthContext,
  {
    session,
    operatorId,
    origin,
    reason,
    hours,
  }: VisitAct & { readonly reason: string; readonly hours: number },
): Promise<void> {
  const { organizationId, userId: grantedBy } = session
  const expiresAt = new Date(now().getTime() + hours * 3_600_000)
  await withIdentity(db, organizationId, async (trx) => {
    const operator = await trx
      .selectFrom('identity.user')
      .select('id')
      .where('id', '=', operatorId)
      .where('isOperator', '=', true)
      .forShare()
      .executeTakeFirst()
    if (operator === undefined) throw notFound('operator')
    await endVisit(trx, organizationId, operatorId)
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('identity.membership')
      .values({ userId: operatorId, organizationId, role: 'viewer' })
      .onConflict((on) => on.columns(['userId', 'organizationId']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 0n) {
      throw conflict('This operator is a member of your organization, and needs no visit.', 'IS_MEMBER')
    }
    await trx
      .insertInto('identity.operatorGrant')
      .values({ organizationId, userId: operatorId, reason, grantedBy, grantedAt: now(), expiresAt })
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId: grantedBy,
      action: 'operator.grant',
      entity: 'member',
      entityId: operatorId,
      origin,
      after: { role: 'viewer', until: expiresAt.toISOString() },
      detail: { reason },
    })
  })
}

/** Ends a visit at once, with its sessions. NOT_FOUND where there is none. */
export async function withdrawVisit(
  { db }: AuthContext,
  { session, operatorId, origin }: VisitAct,
): Promise<void> {
  const { organizationId, userId } = session
  await withIdentity(db, organizationId, async (trx) => {
    if (!(await endVisit(trx, organizationId, operatorId))) throw notFound('visit')
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'operator.withdraw',
      entity: 'member',
      entityId: operatorId,
      origin,
    })
  })
}

/** Clears away the visits that are over, which let nobody in already, and writes down that they ended. */
export async function endOldVisits({ db, now }: AuthContext): Promise<void> {
  await withIdentity(db, null, async (trx) => {
    const over = await trx
      .selectFrom('identity.operatorGrant')
      .select(['organizationId', 'userId'])
      .where('expiresAt', '<=', now())
      .orderBy('organizationId')
      .orderBy('userId')
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { organizationId, userId } of over) {
      await enterOrganization(trx, organizationId)
      await endVisit(trx, organizationId, userId)
      await recordAudit(trx, {
        organizationId,
        userId: null,
        action: 'operator.end',
        entity: 'member',
        entityId: userId,
      })
    }
  })
}

/** The membership goes, and with it by foreign keys the visit and its sessions. */
async function endVisit(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('identity.membership as membership')
    .where('membership.organizationId', '=', organizationId)
    .where('membership.userId', '=', userId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('identity.operatorGrant as visit')
          .select('visit.userId')
          .whereRef('visit.organizationId', '=', 'membership.organizationId')
          .whereRef('visit.userId', '=', 'membership.userId'),
      ),
    )
    .executeTakeFirst()
  return numDeletedRows > 0n
}
