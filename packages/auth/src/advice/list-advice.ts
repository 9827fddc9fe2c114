import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type MemberRole, type OrganizationId, roles as builtInRoles, type UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { inOrder } from '../roles/own-role.ts'
import { isPermission, type Permission, permissionsOf } from '../permissions.ts'
import { clusterByUse } from './cluster-by-use.ts'
import { proposeRemovals, UNUSED_DAYS } from './propose-removals.ts'
import { type MemberWithUse, readUse } from './read-use.ts'
import { withReads } from './unused-permissions.ts'

/** A narrower role for a member. */
export interface RoleProposal {
  readonly member: { readonly id: UserId; readonly name: string }
  readonly role: MemberRole
  readonly roleName: string
  readonly kept: readonly Permission[]
  readonly removed: readonly {
    readonly permission: Permission
    /** Null for never, as far as it was counted. */
    readonly lastUsedDaysAgo: number | null
  }[]
  readonly observedDays: number
}

/** A role that would fit some members who use nearly the same. */
export interface RoleTemplate {
  readonly members: readonly { readonly id: UserId; readonly name: string }[]
  readonly permissions: readonly Permission[]
}

export interface DecidedAdvice {
  readonly id: string
  readonly member: { readonly id: UserId; readonly name: string }
  readonly state: 'applied' | 'dismissed' | 'reverted'
  readonly permissions: readonly string[]
  readonly decidedAt: string
}

export interface RoleAdvice {
  readonly proposals: readonly RoleProposal[]
  readonly templates: readonly RoleTemplate[]
  /** What was done with earlier proposals, the newest first. */
  readonly decided: readonly DecidedAdvice[]
  /** For how many days use has been counted; advice needs 60. */
  readonly countedDays: number
}

/** How long a proposal that was dismissed does not come again. */
const DISMISSED_DAYS = 180
/** Members whose use differs in more than a third of it need different roles. */
const FURTHEST_APART = 1 / 3
const LEAST_TOGETHER = 3
/** Clustering takes the cube of them. */
const MOST_CLUSTERED = 300
const MOST_DECIDED = 20

/** What members could do without, and roles that would fit them. */
export function listAdvice({ db, now }: AuthContext, organizationId: OrganizationId): Promise<RoleAdvice> {
  return withIdentity(db, organizationId, async (trx) => {
    const members = await readUse(trx, organizationId, now())
    const dismissed = await readDismissed(trx, organizationId, now())
    return {
      proposals: proposalsOf(members, dismissed),
      templates: templatesOf(members, await readRoles(trx, organizationId)),
      decided: await readDecided(trx, organizationId),
      countedDays: Math.max(0, ...members.map(({ use }) => use.observedDays)),
    }
  })
}

/** The proposal for one member as it stands now; undefined where there is none. */
export async function findProposal(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  userId: UserId,
  now: Date,
): Promise<RoleProposal | undefined> {
  const members = await readUse(trx, organizationId, now)
  return proposalsOf(members, await readDismissed(trx, organizationId, now)).find(
    ({ member }) => member.id === userId,
  )
}

function proposalsOf(
  members: readonly MemberWithUse[],
  dismissed: ReadonlyMap<UserId, ReadonlySet<string>>,
): readonly RoleProposal[] {
  const admins = members.filter(({ access }) => access.role === 'admin').length
  return proposeRemovals(members.map(({ use }) => use)).flatMap(({ id, kept: needed }) => {
    const found = members.find(({ use }) => use.id === id)
    // The last administrator stays one.
    if (found === undefined || (found.access.role === 'admin' && admins < 2)) return []
    const { access, use } = found
    // What was dismissed or taken back does not come again by itself.
    const wanted = [...use.held].filter((permission) => dismissed.get(id)?.has(permission) === true)
    const kept = withReads(new Set([...needed, ...wanted]), use.held)
    const removed = inOrder([...use.held].filter((permission) => !kept.has(permission)))
    if (removed.length === 0) return []
    return [
      {
        member: { id, name: access.name },
        role: access.role,
        roleName: access.roleName,
        kept: inOrder([...kept]),
        removed: removed.map((permission) => {
          const days = use.usedDays.get(permission) ?? []
          return { permission, lastUsedDaysAgo: days.length === 0 ? null : Math.min(...days) }
        }),
        observedDays: use.observedDays,
      },
    ]
  })
}

/** Roles for three or more who use nearly the same and hold more than that; none that there is already. */
function templatesOf(members: readonly MemberWithUse[], roles: ReadonlySet<string>): readonly RoleTemplate[] {
  const active = members
    .filter(({ use }) => use.observedDays >= UNUSED_DAYS)
    .map(({ access, use }) => ({ access, used: recentlyUsed(use.usedDays) }))
    .filter(({ used }) => used.size > 0)
    .slice(0, MOST_CLUSTERED)
  const groups = clusterByUse(
    active.map(({ used }) => used),
    FURTHEST_APART,
  )
  return groups.flatMap((indices) => {
    const group = indices.flatMap((index) => active[index] ?? [])
    const permissions = inOrder([...new Set(group.flatMap(({ used }) => [...used]))])
    const hold = group.some(({ access }) => access.permissions.size > permissions.length)
    if (group.length < LEAST_TOGETHER || !hold || roles.has(permissions.join())) return []
    return [{ members: group.map(({ access }) => ({ id: access.userId, name: access.name })), permissions }]
  })
}

/** What the roles hold that there are, of the product and of the organization, to compare with. */
async function readRoles(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
): Promise<ReadonlySet<string>> {
  const own = await trx
    .selectFrom('identity.role')
    .select('permissions')
    .where('organizationId', '=', organizationId)
    .execute()
  const builtIn = builtInRoles.map((role) => inOrder([...permissionsOf(role)]).join())
  return new Set([...builtIn, ...own.map((role) => inOrder(role.permissions.filter(isPermission)).join())])
}

const recentlyUsed = (usedDays: ReadonlyMap<Permission, readonly number[]>): ReadonlySet<Permission> =>
  new Set(
    [...usedDays]
      .filter(([, days]) => days.some((day) => day < UNUSED_DAYS))
      .map(([permission]) => permission),
  )

async function readDismissed(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  now: Date,
): Promise<ReadonlyMap<UserId, ReadonlySet<string>>> {
  const rows = await trx
    .selectFrom('identity.roleAdvice')
    .select(['userId', 'permissions'])
    .where('organizationId', '=', organizationId)
    // What was taken back was needed.
    .where('state', 'in', ['dismissed', 'reverted'])
    .where('decidedAt', '>', new Date(now.getTime() - DISMISSED_DAYS * 86_400_000))
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ userId }) => userId)].map(([userId, own]) => [
      userId,
      new Set(own.flatMap(({ permissions }) => permissions)),
    ]),
  )
}

async function readDecided(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
): Promise<readonly DecidedAdvice[]> {
  const rows = await trx
    .selectFrom('identity.roleAdvice as advice')
    .innerJoin('identity.user as user', 'user.id', 'advice.userId')
    .select([
      'advice.id',
      'advice.userId',
      'user.name',
      'advice.state',
      'advice.permissions',
      'advice.decidedAt',
    ])
    .where('advice.organizationId', '=', organizationId)
    .orderBy('advice.decidedAt', 'desc')
    .limit(MOST_DECIDED)
    .execute()
  return rows.map(({ userId, name, decidedAt, ...row }) => ({
    ...row,
    member: { id: userId, name },
    decidedAt: decidedAt.toISOString(),
  }))
}
