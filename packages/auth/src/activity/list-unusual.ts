import { type IdentityTransaction, withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { z } from 'zod'
import type { AuthContext } from '../auth-context.ts'
import { riskReason, type RiskReason } from '../risk/risk-reasons.ts'
import { type Device, deviceOf } from '../sessions/device-of.ts'
import { type BulkKind, bulkKinds } from './bulk-kinds.ts'

interface Happened {
  readonly id: number
  readonly at: string
  readonly user: { readonly id: UserId; readonly name: string }
}

/** Something that was not as ever; whether it is bad is for people to say. */
export type UnusualEvent =
  | (Happened & {
      readonly kind: 'sign_in'
      readonly reasons: readonly RiskReason[]
      readonly device: Device
      readonly ip: string | null
    })
  | (Happened & {
      readonly kind: BulkKind
      /** How many within an hour, and how many are usual. */
      readonly count: number
      readonly usual: number
    })

/** How long it is news. */
const NEWS_DAYS = 30
const MOST = 50

const signIn = z.object({ reasons: z.array(riskReason) })
const bulk = z.object({ kind: z.enum(bulkKinds), count: z.number(), usual: z.number() })

/** What was unusual in an organization in the last 30 days, the newest first. */
export const listUnusual = (
  context: AuthContext,
  organizationId: OrganizationId,
): Promise<readonly UnusualEvent[]> =>
  withIdentity(context.db, organizationId, (trx) =>
    readUnusual(trx, context, ['session.unusual', 'activity.unusual']),
  )

/** One's own sign-ins that were unusual. */
export const listOwnUnusual = (
  context: AuthContext,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<readonly UnusualEvent[]> =>
  withIdentity(context.db, organizationId, (trx) => readUnusual(trx, context, ['session.unusual'], userId))

async function readUnusual(
  trx: IdentityTransaction,
  { now }: AuthContext,
  actions: readonly string[],
  userId?: UserId,
): Promise<readonly UnusualEvent[]> {
  const rows = await trx
    .selectFrom('auditEvent as event')
    .innerJoin('identity.user as user', 'user.id', 'event.userId')
    .select([
      'event.id',
      'event.at',
      'event.action',
      'event.detail',
      'event.ip',
      'event.userAgent',
      'user.id as userId',
      'user.name',
    ])
    .where('event.action', 'in', actions)
    .where('event.at', '>', new Date(now().getTime() - NEWS_DAYS * 86_400_000))
    .$if(userId !== undefined, (query) => query.where('event.userId', '=', userId ?? null))
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ id, at, action, detail, ip, userAgent, ...row }) => {
    const happened = { id: Number(id), at: at.toISOString(), user: { id: row.userId, name: row.name } }
    return action === 'session.unusual'
      ? {
          ...happened,
          kind: 'sign_in',
          reasons: signIn.parse(detail).reasons,
          device: deviceOf(userAgent),
          ip,
        }
      : { ...happened, ...bulk.parse(detail) }
  })
}
