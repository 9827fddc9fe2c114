import type { TenantTransaction } from '@cartage/db'
import type { OrderId, PlanId, ShiftId } from '@cartage/domain'
import { findDepotRow } from '../depots/internal.ts'
import { finishPlan, type Finisher } from './finish-plan.ts'
import { hashDay } from './hash-day.ts'
import { planColumns, type PlanRow } from './internal.ts'
import { loadPlanningDay, type LoadedDay } from './load-planning-day.ts'

/** A plan that this run may write, with what it is made from. */
export interface ClaimedPlan {
  readonly plan: PlanRow
  readonly timeLimitS: number
  readonly seed: number
  readonly day: LoadedDay
  /** The routes that an earlier attempt stored. */
  readonly start: readonly { readonly shift: ShiftId; readonly jobs: readonly OrderId[] }[]
}

/** Takes the plan for one more attempt and reads its day; undefined when there is nothing left to solve. */
export async function claimPlan(
  trx: TenantTransaction,
  finisher: Finisher,
  planId: PlanId,
): Promise<ClaimedPlan | undefined> {
  const row = await trx
    .updateTable('plan')
    .set((of) => ({ attempt: of('attempt', '+', 1) }))
    .where('id', '=', planId)
    .where('state', '=', 'solving')
    .returning([...planColumns, 'timeLimitS', 'seed'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { timeLimitS, seed, ...plan } = row
  const depot = await findDepotRow(trx, plan.depotId)
  if (depot === undefined) {
    await finishPlan(trx, finisher, plan, { failure: 'The depot was removed meanwhile.' })
    return undefined
  }
  // Hashed before it is read: a change in between makes the plan stale at worst, never falsely fresh.
  const inputHash = await hashDay(trx, plan)
  await trx.updateTable('plan').set({ inputHash }).where('id', '=', planId).execute()
  const day = await loadPlanningDay(trx, depot, plan.date)
  return { plan, timeLimitS, seed, day, start: await storedSequences(trx, planId, day) }
}

/** Orders and shifts that went away meanwhile are left out. */
async function storedSequences(
  trx: TenantTransaction,
  planId: PlanId,
  day: LoadedDay,
): Promise<ClaimedPlan['start']> {
  const stops = await trx
    .selectFrom('stop')
    .innerJoin('route', 'route.id', 'stop.routeId')
    .select(['route.shiftId', 'stop.orderId'])
    .where('stop.planId', '=', planId)
    .orderBy('route.sequence')
    .orderBy('stop.sequence')
    .execute()
  const orders = new Set(day.orders.map(({ id }) => id))
  const byShift = Map.groupBy(
    stops.filter(({ orderId }) => orders.has(orderId)),
    ({ shiftId }) => shiftId,
  )
  return day.shifts.flatMap(({ id }) => {
    const jobs = byShift.get(id)?.map(({ orderId }) => orderId) ?? []
    return jobs.length === 0 ? [] : [{ shift: id, jobs }]
  })
}
