import { enterOrganization, type IdentityTransaction } from '@cartage/db'
import { notFound, type OrganizationId } from '@cartage/domain'
import { sql } from 'kysely'
import type { AuthContext } from '../auth-context.ts'
import { asOperator, type OperatorAct } from './as-operator.ts'

/** An organization as an operator sees it: figures, and nothing that is in it. */
export interface ManagedOrganization {
  readonly id: OrganizationId
  readonly name: string
  readonly version: number
  readonly createdAt: string
  /** People who belong to it. */
  readonly members: number
  /** How many orders it has. */
  readonly orders: number
  /** When somebody was last seen in it; null for never. */
  readonly lastActiveAt: string | null
  readonly state: 'active' | 'disabled' | 'removing'
  /** When it goes with all that it owns. */
  readonly removeAt: string | null
  /** Whether an administrator has joined; until then their invitation can be made anew. */
  readonly hasAdmin: boolean
  /** Until when the operator who asks may look into it. */
  readonly visitEndsAt: string | null
}

export interface ListOrganizationsInput extends OperatorAct {
  /** Stands somewhere in the name. */
  readonly search?: string | undefined
  readonly offset: number
  readonly limit: number
}

/** Organizations by name, and one more than the limit where there are more. */
export function listManaged(
  context: AuthContext,
  { search, offset, limit, ...act }: ListOrganizationsInput,
): Promise<readonly ManagedOrganization[]> {
  return asOperator(context, act, async (trx) => {
    const found = await trx
      .selectFrom('organization')
      .select('id')
      .$if(search !== undefined, (query) =>
        query.where(sql<boolean>`position(lower(${search ?? ''}) in lower(name)) > 0`),
      )
      .orderBy(sql`lower(name)`)
      .orderBy('id')
      .offset(offset)
      .limit(limit + 1)
      .execute()
    const all: ManagedOrganization[] = []
    for (const { id } of found) all.push(await readManaged(trx, context, act, id))
    return all
  })
}

/** One of them; NOT_FOUND where there is none. */
export const getManaged = (
  context: AuthContext,
  { id, ...act }: OperatorAct & { readonly id: OrganizationId },
): Promise<ManagedOrganization> => asOperator(context, act, (trx) => readManaged(trx, context, act, id))

/** Reads one in a transaction of {@link asOperator}. */
export async function readManaged(
  trx: IdentityTransaction,
  { now }: Pick<AuthContext, 'now'>,
  { session }: OperatorAct,
  id: OrganizationId,
): Promise<ManagedOrganization> {
  // Row-level security counts the orders of the organization that the transaction is in.
  await enterOrganization(trx, id)
  const row = await trx
    .selectFrom('organization')
    .leftJoin('identity.accessPolicy as policy', 'policy.organizationId', 'organization.id')
    .leftJoin('identity.organizationRemoval as removal', 'removal.organizationId', 'organization.id')
    .leftJoin('identity.operatorGrant as visit', (join) =>
      join
        .onRef('visit.organizationId', '=', 'organization.id')
        .on('visit.userId', '=', session.userId)
        .on('visit.expiresAt', '>', now()),
    )
    .select([
      'organization.name',
      'organization.version',
      'organization.createdAt',
      'policy.suspendedAt',
      'removal.removeAt',
      'visit.expiresAt as visitEndsAt',
      (eb) => eb.selectFrom('order').select(countAll).where('organizationId', '=', id).as('orders'),
      people(trx, id).select(countAll).as('members'),
      people(trx, id).where('membership.role', '=', 'admin').select(countAll).as('admins'),
      people(trx, id)
        .select(({ fn }) => fn.max('membership.lastUsedAt').as('at'))
        .as('lastUsedAt'),
      (eb) =>
        eb
          .selectFrom('identity.session')
          .select(({ fn }) => fn.max('lastSeenAt').as('at'))
          .where('organizationId', '=', id)
          .as('lastSeenAt'),
    ])
    .where('organization.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw notFound('organization')
  const seen = [row.lastUsedAt, row.lastSeenAt].flatMap((at) => (at === null ? [] : [at.getTime()]))
  return {
    id,
    name: row.name,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    members: row.members ?? 0,
    orders: row.orders ?? 0,
    lastActiveAt: seen.length === 0 ? null : new Date(Math.max(...seen)).toISOString(),
    state: row.removeAt !== null ? 'removing' : row.suspendedAt !== null ? 'disabled' : 'active',
    removeAt: row.removeAt?.toISOString() ?? null,
    hasAdmin: (row.admins ?? 0) > 0,
    visitEndsAt: row.visitEndsAt?.toISOString() ?? null,
  }
}

const countAll = sql<number>`count(*)::integer`.as('n')

/** Who belongs to an organization; an operator on a visit does not. */
const people = (trx: IdentityTransaction, id: OrganizationId) =>
  trx
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.user as person', 'person.id', 'membership.userId')
    .leftJoin('identity.operatorGrant as visitor', (join) =>
      join
        .onRef('visitor.userId', '=', 'membership.userId')
        .onRef('visitor.organizationId', '=', 'membership.organizationId'),
    )
    .where('membership.organizationId', '=', id)
    .where('person.kind', '=', 'person')
    .where('visitor.userId', 'is', null)
