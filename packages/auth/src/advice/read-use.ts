import type { IdentityTransaction } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { sql } from 'kysely'
import { accessOf, entryOf, type MemberAccess, selectMembers } from '../access/member-access.ts'
import { isPermission, type Permission } from '../permissions.ts'
import { HISTORY_DAYS, type MemberUse } from './propose-removals.ts'

const DAY_MS = 86_400_000

/** A member with what they did. */
export interface MemberWithUse {
  readonly access: MemberAccess
  readonly use: MemberUse<UserId>
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Removes counts that no advice looks at any more. */
export async function forgetUseBefore(trx: IdentityTransaction, now: Date): Promise<void> {
  await trx
    .deleteFrom('identity.permissionUse')
    .where('day', '<', dayOf(new Date(now.getTime() - (HISTORY_DAYS + 1) * DAY_MS)))
    .execute()
}

/** The people of an organization who may come in, with the permissions that they used on which days. */
export async function readUse(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  now: Date,
): Promise<readonly MemberWithUse[]> {
  const members = await selectMembers(trx)
    .select('membership.createdAt')
    .where('membership.organizationId', '=', organizationId)
    .where('user.kind', '=', 'person')
    .orderBy('user.name')
    .orderBy('user.id')
    .execute()
  const uses = await trx
    .selectFrom('identity.permissionUse')
    .select(['userId', 'permission', sql<number>`${dayOf(now)}::date - day`.as('daysAgo')])
    .where('organizationId', '=', organizationId)
    .where('day', '>=', dayOf(new Date(now.getTime() - HISTORY_DAYS * DAY_MS)))
    .execute()
  // Before anything was counted nobody was watched.
  const watchedDays = uses.reduce((most, { daysAgo }) => Math.max(most, daysAgo), 0)
  return members
    .filter((row) => !entryOf(row).isDisabled)
    .map((row) => {
      const access = accessOf(row)
      const own = uses.filter(({ userId }) => userId === row.userId)
      return {
        access,
        use: {
          id: row.userId,
          group: access.role,
          held: access.permissions,
          observedDays: Math.min(watchedDays, Math.floor((now.getTime() - row.createdAt.getTime()) / DAY_MS)),
          usedDays: daysByPermission(own),
        },
      }
    })
}

function daysByPermission(
  uses: readonly { readonly permission: string; readonly daysAgo: number }[],
): ReadonlyMap<Permission, readonly number[]> {
  const days = new Map<Permission, number[]>()
  for (const { permission, daysAgo } of uses) {
    if (!isPermission(permission)) continue
    days.set(permission, [...(days.get(permission) ?? []), Math.max(0, daysAgo)])
  }
  return days
}
