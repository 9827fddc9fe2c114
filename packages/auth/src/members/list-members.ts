import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { notFound, type OrganizationId, type Role, type UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'

/** A person of an organization. */
export interface Member {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly isDisabled: boolean
  /** To the minute, from the sessions that are not over; null when there is none. */
  readonly lastSeenAt: string | null
}

/** The people of an organization by name. */
export function listMembers({ db }: AuthContext, organizationId: OrganizationId): Promise<readonly Member[]> {
  return withIdentity(db, null, (trx) => selectMembers(trx, organizationId))
}

/** One of them. Throws NOT_FOUND for anybody else. */
export async function getMember(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<Member> {
  const member = (await selectMembers(trx, organizationId)).find(({ id }) => id === userId)
  if (member === undefined) throw notFound('member')
  return member
}

async function selectMembers(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
): Promise<readonly Member[]> {
  const rows = await trx
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.user as user', 'user.id', 'membership.userId')
    .leftJoin('identity.session as session', (join) =>
      join
        .onRef('session.userId', '=', 'membership.userId')
        .onRef('session.organizationId', '=', 'membership.organizationId'),
    )
    .select(['user.id', 'user.name', 'user.email', 'membership.role', 'user.isDisabled'])
    .select((eb) => eb.fn.max('session.lastSeenAt').as('lastSeenAt'))
    .where('membership.organizationId', '=', organizationId)
    .groupBy(['user.id', 'membership.role'])
    .orderBy('user.name')
    .orderBy('user.email')
    .execute()
  return rows.map(({ lastSeenAt, ...member }) => ({
    ...member,
    lastSeenAt: lastSeenAt === null ? null : lastSeenAt.toISOString(),
  }))
}
