import { type IdentityTransaction, withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { sql } from 'kysely'
import type { AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import { weekHourOf } from '../risk/week-hours.ts'
import { actionsOf, type BulkKind } from './bulk-kinds.ts'
import { type HourOfWork, judgeActivity, NOTEWORTHY_FROM } from './judge-activity.ts'

export interface Activity {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly kind: BulkKind
}

const HISTORY_DAYS = 90

/** One event may be about many: it says how many, or which. */
const amount = sql`case
  when jsonb_typeof(detail->'ids') = 'array' then jsonb_array_length(detail->'ids')
  when jsonb_typeof(detail->'orders') = 'number' then (detail->>'orders')::numeric::integer
  else 1 end`

/** Writes down, once an hour, when somebody did much more of a kind within the last hour than is usual. It keeps nobody from anything. */
export function lookAtActivity({ db, now }: AuthContext, activity: Activity): Promise<void> {
  const { organizationId, userId, kind } = activity
  const at = now()
  return withIdentity(db, organizationId, async (trx) => {
    const count = await countOfHour(trx, activity, at)
    if (count < NOTEWORTHY_FROM || (await isTold(trx, activity, at))) return
    const judged = judgeActivity(count, weekHourOf(at), await readHours(trx, activity, at))
    if (!judged.isUnusual) return
    const { z, usual, comparedWith } = judged
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'activity.unusual',
      entity: 'user',
      entityId: userId,
      detail: { kind, count, usual: Math.round(usual), comparedWith, z: Math.round(z * 10) / 10 },
    })
  })
}

const hourBefore = (at: Date): Date => new Date(at.getTime() - 3_600_000)

async function countOfHour(trx: IdentityTransaction, { userId, kind }: Activity, at: Date): Promise<number> {
  const { rows } = await sql<{ readonly count: string | null }>`
    select sum(${amount}) as count from audit_event
    where user_id = ${userId} and at > ${hourBefore(at)} and action = any(${actionsOf[kind]})
      and result = 'done'`.execute(trx)
  return Number(rows[0]?.count ?? 0)
}

async function isTold(trx: IdentityTransaction, { userId, kind }: Activity, at: Date): Promise<boolean> {
  const { rows } = await sql`
    select from audit_event
    where user_id = ${userId} and action = 'activity.unusual' and at > ${hourBefore(at)}
      and detail->>'kind' = ${kind}
    limit 1`.execute(trx)
  return rows.length > 0
}

/** What each member did of the kind in each hour before this one, in which they did any. */
async function readHours(
  trx: IdentityTransaction,
  { organizationId, userId, kind }: Activity,
  at: Date,
): Promise<readonly HourOfWork[]> {
  const { rows } = await sql<{ readonly hour: Date; readonly count: string; readonly isSameRole: boolean }>`
    select date_trunc('hour', event.at) as hour, sum(${amount}) as count,
      coalesce(bool_or(member.role is not distinct from own.role and member.role_id is not distinct from own.role_id), false)
        as "isSameRole"
    from audit_event as event
    join identity.membership as own on own.organization_id = ${organizationId} and own.user_id = ${userId}
    left join identity.membership as member
      on member.organization_id = event.organization_id and member.user_id = event.user_id
    where event.action = any(${actionsOf[kind]}) and event.result = 'done'
      and event.at > ${new Date(at.getTime() - HISTORY_DAYS * 86_400_000)} and event.at <= ${hourBefore(at)}
    group by event.user_id, date_trunc('hour', event.at)`.execute(trx)
  return rows.map(({ hour, count, isSameRole }) => ({
    weekHour: weekHourOf(hour),
    isSameRole,
    count: Number(count),
  }))
}
