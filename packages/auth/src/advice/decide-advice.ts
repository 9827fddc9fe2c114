import { randomUUID } from 'node:crypto'
import { type IdentityTransaction, json, withIdentity } from '@cartage/db'
import {
  conflict,
  depotId,
  memberRole,
  notFound,
  type OrganizationId,
  precondition,
  roleId,
  type RoleId,
  type UserId,
} from '@cartage/domain'
import { z } from 'zod'
import { accessOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { setMemberRoleIn } from '../members/set-member-role.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { createRoleIn } from '../roles/create-role.ts'
import { findProposal, type RoleProposal } from './list-advice.ts'

/** Who decides, and what they may do: nobody gives, or takes from others, what they do not have. */
interface Decider {
  readonly organizationId: OrganizationId
  readonly decidedBy: UserId
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

export interface DecideAdviceInput extends Decider {
  /** Of the decision, given by the caller, so that repeating it is harmless. */
  readonly id: string
  readonly userId: UserId
  /** What goes, as it was shown; PRECONDITION where that is not what is proposed any more. */
  readonly removed: readonly Permission[]
}

export interface RevertAdviceInput extends Decider {
  readonly id: string
}

const earlier = z.object({ role: memberRole, depotIds: z.array(depotId).nullable(), given: roleId })

/** Gives the member a role without what they do not use: one of the organization's that is just that, or a new one. Their sessions end. */
export function applyAdvice(context: AuthContext, input: DecideAdviceInput): Promise<void> {
  const { db } = context
  const { organizationId, userId, decidedBy, held, origin } = input
  return withIdentity(db, organizationId, async (trx) => {
    if (await isDecided(trx, input, 'applied')) return
    const { kept, roleName, removed, member } = await requireProposal(trx, context, input)
    const before = accessOf(await requireMember(trx, organizationId, userId))
    const given =
      (await findRoleOf(trx, organizationId, kept)) ??
      (
        await createRoleIn(trx, {
          organizationId,
          id: roleId.parse(randomUUID()),
          name: await freeName(trx, organizationId, `${labelOf(roleName)} for ${member.name}`),
          permissions: kept,
          createdBy: decidedBy,
          held,
          origin,
        })
      ).id
    await setMemberRoleIn(trx, context, {
      organizationId,
      userId,
      role: given,
      depotIds: before.depotIds,
      changedBy: decidedBy,
      held,
      origin,
    })
    await decide(trx, context, input, 'applied', { role: before.role, depotIds: before.depotIds, given })
    await auditDecision(trx, input, 'advice.apply', { removed: removed.map(({ permission }) => permission) })
  })
}

/** Leaves the member as they are; what was proposed to go is not proposed again for half a year. */
export function dismissAdvice(context: AuthContext, input: DecideAdviceInput): Promise<void> {
  return withIdentity(context.db, input.organizationId, async (trx) => {
    if (await isDecided(trx, input, 'dismissed')) return
    await requireProposal(trx, context, input)
    await decide(trx, context, input, 'dismissed', {})
    await auditDecision(trx, input, 'advice.dismiss', { removed: input.removed })
  })
}

/** Gives the member back the role that they had. CONFLICT where they have another one than the advice gave them meanwhile. */
export function revertAdvice(context: AuthContext, input: RevertAdviceInput): Promise<void> {
  const { organizationId, id, decidedBy, held, origin } = input
  return withIdentity(context.db, organizationId, async (trx) => {
    const row = await trx
      .selectFrom('identity.roleAdvice')
      .select(['userId', 'state', 'before', 'permissions'])
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('advice')
    if (row.state === 'reverted') return
    if (row.state !== 'applied') throw precondition('This advice was not applied.', 'NOT_APPLIED')
    const { role, depotIds, given } = earlier.parse(row.before)
    const now = accessOf(await requireMember(trx, organizationId, row.userId))
    if (now.role !== given) {
      throw conflict('This member got another role since. Change it under Members.', 'ROLE_CHANGED')
    }
    await setMemberRoleIn(trx, context, {
      organizationId,
      userId: row.userId,
      role,
      depotIds,
      changedBy: decidedBy,
      held,
      origin,
    })
    await trx
      .updateTable('identity.roleAdvice')
      .set({ state: 'reverted', decidedBy, decidedAt: context.now() })
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .execute()
    await auditDecision(trx, { ...input, userId: row.userId }, 'advice.revert', { returned: row.permissions })
  })
}

/** Whether this very decision was made before. CONFLICT where the id names another. */
async function isDecided(
  trx: IdentityTransaction,
  { organizationId, id, userId }: DecideAdviceInput,
  state: 'applied' | 'dismissed',
): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.roleAdvice')
    .select(['userId', 'state'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return false
  if (row.userId === userId && row.state === state) return true
  throw conflict('This id already names another decision.', 'ID_USED')
}

async function requireProposal(
  trx: IdentityTransaction,
  { now }: AuthContext,
  { organizationId, userId, removed }: DecideAdviceInput,
): Promise<RoleProposal> {
  await requireMember(trx, organizationId, userId)
  const proposal = await findProposal(trx, organizationId, userId, now())
  const proposed = proposal?.removed.map(({ permission }) => permission).toSorted()
  if (proposal === undefined || proposed?.join() !== removed.toSorted().join()) {
    throw precondition('This is not proposed any more. Look at the list again.', 'ADVICE_CHANGED')
  }
  return proposal
}

async function findRoleOf(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  permissions: readonly Permission[],
): Promise<RoleId | undefined> {
  const rows = await trx
    .selectFrom('identity.role')
    .select(['id', 'permissions'])
    .where('organizationId', '=', organizationId)
    .orderBy('name')
    .execute()
  const wanted = permissions.toSorted().join()
  return rows.find((row) => row.permissions.toSorted().join() === wanted)?.id
}

/** A name of a role is at most 60 long and there once in any case. */
async function freeName(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  name: string,
): Promise<string> {
  const rows = await trx
    .selectFrom('identity.role')
    .select('name')
    .where('organizationId', '=', organizationId)
    .execute()
  const taken = new Set(rows.map((row) => row.name.toLowerCase()))
  const short = name.slice(0, 55).trim()
  for (let n = 1; ; n++) {
    const next = n === 1 ? short : `${short} ${n}`
    if (!taken.has(next.toLowerCase())) return next
  }
}

const labelOf = (roleName: string): string => `${roleName.slice(0, 1).toUpperCase()}${roleName.slice(1)}`

async function decide(
  trx: IdentityTransaction,
  { now }: AuthContext,
  { organizationId, id, userId, removed, decidedBy }: DecideAdviceInput,
  state: 'applied' | 'dismissed',
  before: Readonly<Record<string, unknown>>,
): Promise<void> {
  await trx
    .insertInto('identity.roleAdvice')
    .values({
      organizationId,
      id,
      userId,
      state,
      permissions: [...removed],
      before: json(before),
      decidedBy,
      decidedAt: now(),
    })
    .execute()
}

const auditDecision = (
  trx: IdentityTransaction,
  {
    organizationId,
    decidedBy,
    userId,
    id,
    origin,
  }: Decider & { readonly id: string; readonly userId: UserId },
  action: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  recordAudit(trx, {
    organizationId,
    userId: decidedBy,
    action,
    entity: 'advice',
    entityId: id,
    origin,
    detail: { member: userId, ...detail },
  })
