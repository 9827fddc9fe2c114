import { type IdentityTransaction, withIdentity } from '@cartage/db'
import type { DepotId, MemberRole, OrganizationId, UserId } from '@cartage/domain'
import { accessOf, entryOf, type MemberRow, selectMembers } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext } from '../auth-context.ts'

/** A person of an organization. */
export interface Member {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: MemberRole
  readonly roleName: string
  readonly depotIds: readonly DepotId[] | null
  readonly isDisabled: boolean
  readonly hasSecondFactor: boolean
  /** To the minute, from the sessions that are not over; null when there is none. */
  readonly lastSeenAt: string | null
}

/** The people of an organization by name; an operator on a visit is none of them. */
export function listMembers({ db }: AuthContext, organizationId: OrganizationId): Promise<readonly Member[]> {
  return withIdentity(db, null, async (trx) => {
    const rows = await selectMembers(trx)
      .where('membership.organizationId', '=', organizationId)
      .where('user.kind', '=', 'person')
      .where('visit.userId', 'is', null)
      .orderBy('user.name')
      .orderBy('user.email')
      .execute()
    const seen = await trx
      .selectFrom('identity.session')
      .select(['userId', (eb) => eb.fn.max('lastSeenAt').as('at')])
      .where('organizationId', '=', organizationId)
      .groupBy('userId')
      .execute()
    const lastSeen = new Map(seen.map(({ userId, at }) => [userId, at]))
    return rows.map((row) => memberOf(row, lastSeen.get(row.userId) ?? null))
  })
}

/** One of them, as somebody whose sessions have ended. Throws NOT_FOUND for anybody else. */
export async function getMember(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<Member> {
  return memberOf(await requireMember(trx, organizationId, userId), null)
}

function memberOf(row: MemberRow, lastSeenAt: Date | null): Member {
  const { userId, email, name, role, roleName, depotIds } = accessOf(row)
  const { isDisabled, hasSecondFactor } = entryOf(row)
  return {
    id: userId,
    name,
    email: email ?? '',
    role,
    roleName,
    depotIds,
    isDisabled,
    hasSecondFactor,
    lastSeenAt: lastSeenAt === null ? null : lastSeenAt.toISOString(),
  }
}
